"""The demo: one command that prepares everything on SQLite and serves the five networks."""
