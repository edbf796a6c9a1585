"""The matrix of the wall; a package, so that its world ends with its last test."""
