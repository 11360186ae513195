"""Forms that a learner fills in to plan a part of a session: what they ask, and what they mean."""
