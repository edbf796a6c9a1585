"""The text of uploaded files, read once in the background and kept for the index."""
