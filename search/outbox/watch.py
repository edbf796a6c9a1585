"""Which change concerns which objects: the signals that fill the outbox.

Every receiver runs inside the transaction of the change. Changes that send no signal (raw SQL,
`queryset.update()`) are found by `manage.py search_reconcile`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Site,
    get_page_models,
)
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from network_core.alliance.models import (
    Agreement,
    AgreementText,
    Meeting,
    Position,
    PositionText,
    WorkingGroup,
    WorkingGroupText,
)
from network_core.directory.models import (
    CheckPlan,
    ContactPoint,
    HiddenOffer,
    HiddenPartner,
    Membership,
    Offer,
    OfferLanguage,
    OfferPlace,
    OfferText,
    Partner,
    PartnerText,
    ServiceArea,
)
from network_core.directory.visibility import SCHEME_FIELDS
from network_core.events.models import CoHost, Event, EventText
from network_core.media.models import File
from network_core.networks.models import Network
from network_core.pathways.models import (
    Pathway,
    PathwayStep,
    PathwayStepText,
    PathwayText,
)
from network_core.taxonomy.models import Term, TermText, TermTree
from search.documents.files import collection_owners
from search.filetext.models import FileText, unread_files
from search.filetext.reading import read_file
from search.outbox.rows import touch, touch_objects
from search.query.synonyms import forget as forget_synonyms

_UID = "search.outbox"
# Kinds of records of the alliance, by their type in search, with the model of their words.
_ALLIANCE = {
    "group": (WorkingGroup, WorkingGroupText),
    "agreement": (Agreement, AgreementText),
    "position": (Position, PositionText),
}


def connect() -> None:
    """Connect all receivers; called once when the app is ready."""
    for model, receiver in (
        (Offer, _offer_changed),
        (Partner, _partner_changed),
        (Event, _event_changed),
        (OfferText, _offer_text_changed),
        (PartnerText, _partner_text_changed),
        (EventText, _event_text_changed),
        (Pathway, _pathway_changed),
        (PathwayText, _pathway_text_changed),
        (PathwayStep, _pathway_step_changed),
        (PathwayStepText, _pathway_step_text_changed),
        (OfferPlace, _part_of_offer_changed),
        (OfferLanguage, _part_of_offer_changed),
        (ContactPoint, _part_of_offer_changed),
        (ServiceArea, _part_of_offer_changed),
        (HiddenOffer, _part_of_offer_changed),
        (CoHost, _co_host_changed),
        (CheckPlan, _part_of_offer_changed),
        (Membership, _part_of_partner_changed),
        (HiddenPartner, _part_of_partner_changed),
        (Term, _term_changed),
        (TermText, _term_text_changed),
        *((record, _alliance_changed) for record, _text in _ALLIANCE.values()),
        *((text, _alliance_text_changed) for _record, text in _ALLIANCE.values()),
        (Meeting, _meeting_changed),
        (Network, _network_changed),
        (PageViewRestriction, _restriction_changed),
        (File, _file_changed),
        (FileText, _file_text_changed),
        (Collection, _collection_changed),
        (CollectionViewRestriction, _collection_restriction_changed),
        (Site, _site_changed),
    ):
        for signal in (post_save, post_delete):
            signal.connect(receiver, sender=model, dispatch_uid=f"{_UID}.{model.__name__}")
    for record, receiver in (
        (Offer, _offer_changed),
        (Partner, _partner_changed),
        (Event, _event_changed),
        *((record, _alliance_changed) for record, _text in _ALLIANCE.values()),
        (Meeting, _meeting_changed),
        (Pathway, _pathway_changed),
    ):
        for signal in (published, unpublished):
            signal.connect(receiver, sender=record, dispatch_uid=f"{_UID}.{record.__name__}.live")
    for name in SCHEME_FIELDS.values():
        m2m_changed.connect(
            _offer_relation_changed,
            sender=getattr(Offer, name).through,
            dispatch_uid=f"{_UID}.offer.{name}",
        )
    m2m_changed.connect(
        _event_relation_changed, sender=Event.hosts.through, dispatch_uid=f"{_UID}.hosts"
    )
    for name in ("life_situations", "audiences"):
        m2m_changed.connect(
            _pathway_relation_changed,
            sender=getattr(Pathway, name).through,
            dispatch_uid=f"{_UID}.pathway.{name}",
        )
    m2m_changed.connect(
        _file_tags_changed, sender=File.tags.through, dispatch_uid=f"{_UID}.file.tags"
    )
    # Pages have many classes: one receiver looks at every model that is a page.
    post_save.connect(_model_saved, dispatch_uid=f"{_UID}.page.saved")
    pre_delete.connect(_model_deleted, dispatch_uid=f"{_UID}.page.deleted")
    page_published.connect(_page_changed, dispatch_uid=f"{_UID}.page.published")
    page_unpublished.connect(_page_changed, dispatch_uid=f"{_UID}.page.unpublished")
    page_slug_changed.connect(_page_tree_changed, dispatch_uid=f"{_UID}.page.slug")
    post_page_move.connect(_page_tree_changed, dispatch_uid=f"{_UID}.page.moved")


# --- records --------------------------------------------------------------------------------


def _offer_changed(instance: Offer, **kwargs: Any) -> None:
    touch("offer", [instance.pk])


def _part_of_offer_changed(instance: Model, **kwargs: Any) -> None:
    touch("offer", [instance.offer_id])  # type: ignore[attr-defined]


def _offer_text_changed(instance: OfferText, **kwargs: Any) -> None:
    touch("offer", [instance.record_id])


def _offer_relation_changed(
    instance: Model, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    if action.startswith("post_"):
        touch("offer", (pk_set or ()) if reverse else [instance.pk])


def _partner_changed(instance: Partner, **kwargs: Any) -> None:
    """A partner's name stands at its offers and events, too."""
    touch("partner", [instance.pk])
    touch("offer", Offer.objects.filter(partner=instance.pk).values_list("pk", flat=True))
    touch("event", Event.objects.filter(hosts=instance.pk).values_list("pk", flat=True))


def _partner_text_changed(instance: PartnerText, **kwargs: Any) -> None:
    touch("partner", [instance.record_id])


def _part_of_partner_changed(instance: Model, **kwargs: Any) -> None:
    touch("partner", [instance.partner_id])  # type: ignore[attr-defined]


def _event_changed(instance: Event, **kwargs: Any) -> None:
    touch("event", [instance.pk])


def _co_host_changed(instance: CoHost, **kwargs: Any) -> None:
    touch("event", [instance.event_id])


def _event_text_changed(instance: EventText, **kwargs: Any) -> None:
    touch("event", [instance.record_id])


def _event_relation_changed(
    instance: Model, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    if action.startswith("post_"):
        touch("event", (pk_set or ()) if reverse else [instance.pk])


def _alliance_changed(instance: Model, **kwargs: Any) -> None:
    for name, (record, _text) in _ALLIANCE.items():
        if isinstance(instance, record):
            touch(name, [instance.pk])


def _alliance_text_changed(instance: Any, **kwargs: Any) -> None:
    for name, (_record, text) in _ALLIANCE.items():
        if isinstance(instance, text):
            touch(name, [instance.record_id])


def _meeting_changed(instance: Meeting, **kwargs: Any) -> None:
    touch("group", [instance.group_id])


def _pathway_changed(instance: Pathway, **kwargs: Any) -> None:
    touch("pathway", [instance.pk])


def _pathway_text_changed(instance: PathwayText, **kwargs: Any) -> None:
    touch("pathway", [instance.record_id])


def _pathway_step_changed(instance: PathwayStep, **kwargs: Any) -> None:
    touch("pathway", [instance.pathway_id])


def _pathway_step_text_changed(instance: PathwayStepText, **kwargs: Any) -> None:
    steps = PathwayStep.objects.filter(pk=instance.record_id)
    touch("pathway", steps.values_list("pathway_id", flat=True))


def _pathway_relation_changed(
    instance: Model, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    if action.startswith("post_"):
        touch("pathway", (pk_set or ()) if reverse else [instance.pk])


# --- what stands behind many objects --------------------------------------------------------


def _term_changed(instance: Term, **kwargs: Any) -> None:
    """Labels and ancestors of a term are in the documents of all that is sorted under it."""
    forget_synonyms()
    _touch_tagged(TermTree().with_descendants([instance.pk]))


def _term_text_changed(instance: TermText, **kwargs: Any) -> None:
    forget_synonyms()
    _touch_tagged({instance.record_id})


def _touch_tagged(term_ids: set[int]) -> None:
    tagged = Q()
    for name in SCHEME_FIELDS.values():
        tagged |= Q(**{f"{name}__in": term_ids})
    touch("offer", Offer.objects.filter(tagged).values_list("pk", flat=True))
    pathways = Pathway.objects.filter(Q(life_situations__in=term_ids) | Q(audiences__in=term_ids))
    touch("pathway", pathways.values_list("pk", flat=True))
    for model in _page_models_with_topics():
        pages = model._default_manager.filter(topics__in=term_ids)
        touch("page", pages.values_list("pk", flat=True))


def _page_models_with_topics() -> list[type[Page]]:
    return [
        model
        for model in get_page_models()
        if any(field.name == "topics" for field in model._meta.many_to_many)
    ]


def _network_changed(instance: Network, created: bool = False, **kwargs: Any) -> None:
    """The slug is what documents are filtered by; its root page says which pages are its own.

    Its state decides whether anything of it is found at all.
    """
    if created:
        return
    touch("offer", Offer.objects.filter(steward=instance.pk).values_list("pk", flat=True))
    partners = Partner.objects.filter(Q(steward=instance.pk) | Q(memberships__network=instance.pk))
    touch("partner", partners.values_list("pk", flat=True))
    events = Event.objects.filter(Q(network=instance.pk) | Q(co_hosts__network=instance.pk))
    touch("event", events.values_list("pk", flat=True))
    for name, (record, _text) in _ALLIANCE.items():
        owned = record._default_manager.filter(network=instance.pk)
        touch(name, owned.values_list("pk", flat=True))
    touch("pathway", Pathway.objects.filter(steward=instance.pk).values_list("pk", flat=True))
    for root in Page.objects.filter(translation_key=instance.site.root_page.translation_key):
        _touch_tree(root)
    for path, owner in collection_owners().items():
        if owner.pk == instance.pk:
            files = File.objects.filter(collection__path__startswith=path)
            touch("file", files.values_list("pk", flat=True))


def _site_changed(instance: Site, **kwargs: Any) -> None:
    for network in Network.objects.filter(site=instance.pk).select_related("site__root_page"):
        _network_changed(network)


# --- pages ----------------------------------------------------------------------------------


def _model_saved(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    if issubclass(sender, Page):
        _page_changed(instance)


def _model_deleted(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    if issubclass(sender, Page):
        touch_objects(_with_translations(instance))


def _page_changed(instance: Page, **kwargs: Any) -> None:
    touch_objects(_with_translations(instance))


def _with_translations(page: Page) -> Iterable[tuple[str, int]]:
    """The page, and its versions in other languages: whom they stand for depends on it."""
    yield "page", page.pk
    others = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    for pk in others.values_list("pk", flat=True):
        yield "page", pk


def _page_tree_changed(instance: Page, **kwargs: Any) -> None:
    _touch_tree(instance)


def _touch_tree(root: Page) -> None:
    """The page and all below it, as the tree is now."""
    pages = Page.objects.filter(path__startswith=Page.objects.only("path").get(pk=root.pk).path)
    touch("page", pages.values_list("pk", flat=True))


def _restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        _touch_tree(page)


# --- files ----------------------------------------------------------------------------------


def _file_changed(instance: File, signal: Any = None, **kwargs: Any) -> None:
    """A file that is new or was replaced is read in the background; until then it has a title."""
    touch("file", [instance.pk])
    if signal is post_save and unread_files().filter(pk=instance.pk).exists():
        read_file.enqueue(instance.pk)


def _file_text_changed(instance: FileText, **kwargs: Any) -> None:
    touch("file", [instance.file_id])


def _file_tags_changed(instance: Any, action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and isinstance(instance, File):
        touch("file", [instance.pk])


def _collection_changed(instance: Collection, **kwargs: Any) -> None:
    """Moved below another one, its files belong to another network or become private."""
    files = File.objects.filter(collection__path__startswith=instance.path)
    touch("file", files.values_list("pk", flat=True))


def _collection_restriction_changed(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    collection = Collection.objects.filter(pk=instance.collection_id).first()
    if collection is not None:
        _collection_changed(collection)
