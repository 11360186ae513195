"""Scripted learners who give whole sessions: one who knows how, one in a hurry, one dangerous.

They show what a session can be, and prove that the score tells them apart.
"""

from tableside.client.policies.careless import dangerous, hurried
from tableside.client.policies.expert import expert

__all__ = ["dangerous", "expert", "hurried"]
