"""Records that were entered twice: finding them, and making one of two."""
