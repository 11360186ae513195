"""How each kind of answer is marked: pure functions from question and answer to a mark."""
