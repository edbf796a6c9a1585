"""What becomes of a network's records as a whole."""
