"""Every mail that the platform sends: one template pair per kind, sent in the background."""
