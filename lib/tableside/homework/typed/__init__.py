"""Every question on paper: printed as text with letters, and answered by typing them."""
