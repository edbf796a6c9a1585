"""Handing a record over to another network: offered, accepted, declined or withdrawn."""
