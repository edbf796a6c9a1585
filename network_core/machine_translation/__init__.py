"""Proposals of a machine for translations: never published, never asked about people."""
