"""Leichte Sprache: its rules in words, and what of them a program can see in a text.

Whether a text is Leichte Sprache is judged by people with learning difficulties who read it, and by
nothing in this package: what it finds are hints.
"""
