"""The common taxonomy: schemes and their terms, former terms, and proposals of networks."""

from network_core.taxonomy.models.former import FormerTerm
from network_core.taxonomy.models.proposal import TermProposal
from network_core.taxonomy.models.term import Scheme, Term, TermText, TermTree, TermWords

__all__ = [
    "FormerTerm",
    "Scheme",
    "Term",
    "TermProposal",
    "TermText",
    "TermTree",
    "TermWords",
]
