"""How good the answers of the search are, measured on a scratch database of its own."""
