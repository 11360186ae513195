"""Models of touch and heat: what pressing and a warm towel do to a back, and how it feels."""
