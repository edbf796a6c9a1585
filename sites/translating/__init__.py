"""Translating in the admin: what is missing or stale, and the words of records in one language."""
