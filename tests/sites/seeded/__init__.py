"""Tests on the seeded networks; a package, so that its fixture ends with its last test."""
