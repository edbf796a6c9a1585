"""A made-up federation of any size, plausible and the same for the same seed.

For trying and measuring: `manage.py generate_federation`. Every record is marked as an example.
"""
