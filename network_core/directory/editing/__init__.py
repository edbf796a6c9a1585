"""Editing records in the admin when others do so, too."""
