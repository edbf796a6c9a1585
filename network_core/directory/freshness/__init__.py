"""Keeping offers true: due dates, questions to partners and their answers (docs/freshness.md)."""
