"""The kinds of question that homework asks, each a model of what its author writes."""
