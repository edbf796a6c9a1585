"""Counters without personal data: how often something happened, never to whom."""
