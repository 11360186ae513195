"""Clients by seed: drawn from facts that the safety rules judge, and told in plain words."""
