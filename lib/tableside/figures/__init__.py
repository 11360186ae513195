"""Pictures of what the course knows and what learners did, each with a text that can replace it."""
