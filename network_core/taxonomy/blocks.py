"""Blocks of pages that name terms by their slugs."""


class NamesTerms:
    """Mixed into a block whose value is a list of slugs of terms of one `scheme`.

    What changes terms finds the blocks by this mark.
    """

    scheme: str
