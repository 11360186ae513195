"""The virtual client: who lies on the table, what they feel, and a session that replays exactly."""
