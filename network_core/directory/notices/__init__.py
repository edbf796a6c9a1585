"""Telling networks what has become of records of others that they show."""
