"""Proposed changes of shared records: what differs, what is taken, what it collides with."""

# What the staff of a partner may open: the form of their own records, and their own proposals.
OPEN_TO_PARTNERS = (
    "wagtailsnippets_directory_partner:propose",
    "wagtailsnippets_directory_offer:propose",
    "aenderungsvorschlaege:index",
    "aenderungsvorschlaege:index_results",
    "aenderungsvorschlaege:inspect",
)
