"""Pathways from the text files in the folder `pathways` of a network's folder.

The text of a file is the introduction; every `[[steps]]` is one step, with its `text` as Markdown,
its terms by scheme, and offers by their slugs.
"""

from pathlib import Path
from typing import Any

from network_core.directory.models import Offer
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.networks.models import Network
from network_core.pathways.models import Pathway, PathwayStep, StepOffer
from sites.provisioning.files import ContentError, TextFile, read_records
from sites.provisioning.markdown import LinkResolver, to_html
from sites.provisioning.mistakes import mistakes_in
from sites.provisioning.records import find_terms, plain_fields

EXTRAS = {"steps", "life_situations", "audiences"}
STEP_KEYS = {
    *("title", "text", "deadlines", "documents", "ask_instead", "sources", "offers"),
    *SCHEME_FIELDS.values(),
}


def create_pathways(network: Network, folder: Path, resolve: LinkResolver) -> None:
    """Every pathway in `folder`, published. The offers that it names have to be there already."""
    for file in read_records(folder):
        with mistakes_in(file.path):
            create_pathway(network, file, resolve)


def create_pathway(network: Network, file: TextFile, resolve: LinkResolver) -> Pathway:
    """The pathway of `file`, published; an existing one is left as it is."""
    if existing := Pathway.objects.filter(slug=file.slug).first():
        return existing
    data = file.data
    pathway = Pathway(
        slug=file.slug,
        steward=network,
        introduction=to_html(file.text, resolve),
        **plain_fields(Pathway, file, EXTRAS),
    )
    pathway.full_clean(exclude=["latest_revision"])
    pathway.save()
    pathway.life_situations = find_terms("life_situation", data.get("life_situations", []))
    pathway.audiences = find_terms("audience", data.get("audiences", []))
    for number, row in enumerate(data.get("steps", [])):
        pathway.steps.add(_step(row, number, resolve))
    if not pathway.steps.all():
        raise ContentError("a pathway needs steps")
    pathway.save()
    pathway.save_revision().publish()
    return pathway


def _step(row: dict[str, Any], number: int, resolve: LinkResolver) -> PathwayStep:
    if unknown := set(row) - STEP_KEYS:
        raise ContentError(f"step {number + 1}: unknown keys {', '.join(sorted(unknown))}")
    step = PathwayStep(
        title=row["title"],
        text=to_html(row.get("text", ""), resolve),
        deadlines="\n".join(row.get("deadlines", [])),
        documents="\n".join(row.get("documents", [])),
        sources="\n".join(row.get("sources", [])),
        ask_instead=row.get("ask_instead", ""),
        sort_order=number,
    )
    step.clean_fields(exclude=["pathway"])
    step.clean()
    step.terms = [
        term
        for scheme, key in SCHEME_FIELDS.items()
        for term in find_terms(scheme, row.get(key, []))
    ]
    step.fixed_offers.set(
        [
            StepOffer(offer=offer, sort_order=place)
            for place, offer in enumerate(_offers(row.get("offers", [])))
        ]
    )
    return step


def _offers(slugs: list[str]) -> list[Offer]:
    """The offers with these slugs in this order; those of other networks are made before."""
    found = {offer.slug: offer for offer in Offer.objects.filter(slug__in=slugs)}
    if missing := set(slugs) - set(found):
        raise ContentError(f"no offers {', '.join(sorted(missing))}")
    return [found[slug] for slug in slugs]
