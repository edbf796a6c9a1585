"""The catalogues of what the product itself says to visitors, one per language, in `locale/`."""
