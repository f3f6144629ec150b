"""How good predictions are, against gold annotations."""
