"""How good a translation is: what it was made from, and whether a native speaker has read it."""
