"""Addresses of other websites: where they stand, whether they still work, replacing them."""
