"""How far a learner is: what the course holds, what was done of it, and what to do next."""
