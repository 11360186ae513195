"""Decisions about safety: pure functions from what is known and what was done to findings."""
