"""The live class: who is there, what everybody does now, and what the room can learn from it."""
