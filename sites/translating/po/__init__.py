"""Translating outside of the admin: all texts of a network in one language as PO files."""
