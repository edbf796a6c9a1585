"""Proposed changes of shared records: what differs, what is taken, what it collides with."""
