"""Addresses that name a term which is part of another one by now."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.http import HttpRequest, QueryDict

from network_core.taxonomy.models import FormerTerm

SCHEMES = ("topic", "life_situation", "format", "audience")
MOST = 100


def address_of_successors(request: HttpRequest) -> str | None:
    """The address of the request with the successors of its terms; None where nothing changes.

    One query, and none where the address names no terms.
    """
    conditions = []
    for scheme in SCHEMES:
        if slugs := request.GET.getlist(scheme)[:MOST]:
            conditions.append(
                Q(scheme=scheme, slug__in=[slug.replace("\x00", "") for slug in slugs])
            )
    if not conditions:
        return None
    former = {
        (scheme, slug): successor
        for scheme, slug, successor in FormerTerm.objects.filter(
            reduce(or_, conditions)
        ).values_list("scheme_id", "slug", "successor__slug")
    }
    if not former:
        return None
    parameters: QueryDict = request.GET.copy()
    for scheme in SCHEMES:
        slugs = parameters.getlist(scheme)
        named = dict.fromkeys(former.get((scheme, slug), slug) for slug in slugs)
        if slugs:
            parameters.setlist(scheme, list(named))
    return f"{request.path}?{parameters.urlencode()}"
