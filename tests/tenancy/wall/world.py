"""Three networks, furnished alike, so that whatever one has the other has too.

Every text of network B carries a mark that says who may read it. A and B have everything in the
same number, which gives the matrix an own object for each foreign one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import (
    APIToken,
    CollectionViewRestriction,
    Comment,
    CommentReply,
    GroupApprovalTask,
    Locale,
    Page,
    PageSubscription,
    PageViewRestriction,
    UploadedFile,
)
from wagtail_localize.models import Translation, TranslationSource

from network_core.audit.models import AuditEntry
from network_core.directory.models import (
    ChangeNotice,
    LikelyDuplicate,
    PartnerAccount,
    Selection,
)
from network_core.machine_translation.models import SentCharacters, this_month
from network_core.mail.models import OutgoingMail
from network_core.media.models import File, Picture
from network_core.networks.homes import homes_of
from network_core.networks.models import Network
from network_core.opendata.models import ImportRun
from network_core.people.models import Invitation
from network_core.statistics.models import DailyCount
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import RoleGroup, User
from network_core.umbrella.models import ComparisonProfile
from network_core.words.models import mirror_german_words
from sites.models import PortraitIndexPage, StandardPage
from sites.provisioning.provision import Blueprint, provision
from sites.provisioning.structure import ensure_collection
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    CoHostFactory,
    ComparisonProfileFactory,
    EventFactory,
    GroupMemberFactory,
    HandoverFactory,
    HiddenOfferFactory,
    HiddenPartnerFactory,
    LocalNoteFactory,
    MeetingFactory,
    MembershipFactory,
    MilestoneFactory,
    NetworkOfTheMonthFactory,
    OfferFactory,
    PartnerFactory,
    PathwayFactory,
    PinnedResultFactory,
    PositionFactory,
    ProposalFactory,
    ReferenceGroupFactory,
    SignatureFactory,
    SnapshotFactory,
    TermProposalFactory,
    UserFactory,
    VerificationFactory,
    WordGroupFactory,
    WorkingGroupFactory,
)
from tests.tenancy.wall.marks import ON_SITE, SECRET, SHARED, WITH_UMBRELLA


@dataclass
class Belongings:
    """What one network has, by kind."""

    network: Network
    people: dict[str, User]
    things: dict[str, Model] = field(default_factory=dict)

    def __getitem__(self, kind: str) -> Any:
        return self.things[kind]

    @property
    def pages(self) -> list[str]:
        """The kinds of things that are pages."""
        return [kind for kind, thing in self.things.items() if isinstance(thing, Page)]


@dataclass
class World:
    """The networks of the matrix."""

    a: Belongings
    b: Belongings
    umbrella: Belongings
    administrator: User


@contextmanager
def build() -> Iterator[World]:
    """Make everything in a transaction of its own, and take it back at the end."""
    with transaction.atomic():
        cache.clear()
        blueprints = [
            _blueprint("a-netz", "Netzwerk A"),
            _blueprint("b-netz", "Netzwerk B"),
            _blueprint("bund", "Bundesebene", is_umbrella=True),
        ]
        networks = [network for network, _new in provision(blueprints)]
        a, b, umbrella = (Belongings(n, _people(n)) for n in networks)
        _furnish(umbrella, "EIGEN-U", "EIGEN-U", "EIGEN-U")
        _furnish(a, "EIGEN-A", "EIGEN-A", "EIGEN-A")
        _furnish(b, SECRET, ON_SITE, SHARED)
        _point_at(a, b)
        _between(b, umbrella, WITH_UMBRELLA)
        _between(a, umbrella, "EIGEN-A")
        yield World(a, b, umbrella, UserFactory(username="admin", is_superuser=True))
        transaction.set_rollback(True)
    cache.clear()


def _blueprint(slug: str, name: str, **facts: Any) -> Blueprint:
    data = {"slug": slug, "name": name, "short_name": name, "languages": ["de", "en"]} | facts
    return Blueprint(data, None, f"{slug}.localhost", 80)


def _people(network: Network) -> dict[str, User]:
    """One person for every role that is held in this network."""
    mark = {"b-netz": SECRET}.get(network.slug, f"EIGEN-{network.slug}")
    people = {}
    for given in RoleGroup.objects.filter(network=network).select_related("group"):
        name = f"{mark}-person-{given.role}"
        user = UserFactory(username=name, first_name=name, last_name="Mensch")
        user.groups.add(given.group)
        given.group.name = f"{mark}-group-{given.role}"
        given.group.save()
        people[str(given.role)] = user
    return people


def _furnish(own: Belongings, secret: str, on_site: str, shared: str) -> None:
    """One thing of every kind."""
    own.network.site.site_name = f"{secret}-site"
    own.network.site.save()
    own.things |= {"network": own.network, "site": own.network.site}
    SentCharacters.objects.create(
        network=own.network, month=this_month(), characters=5, engine=f"{on_site}-machine"
    )
    _media(own, secret)
    _pages(own, secret, on_site)
    _page_parts(own, secret)
    _records(own, secret, shared)
    _around(own, secret)


def _media(own: Belongings, mark: str) -> None:
    collection = ensure_collection(own.network)
    collection.name = f"{mark}-collection"
    collection.save()
    closed = collection.add_child(name=f"{mark}-collection-closed")
    restriction = CollectionViewRestriction.objects.create(
        collection=closed, restriction_type="password", password=f"{mark}-word"
    )
    picture = Picture.objects.create(
        title=f"{mark}-picture",
        credit=f"{mark}-credit",
        file=get_test_image_file(filename=f"{mark}-picture.png"),
        collection=collection,
    )
    picture.tags.add(f"{mark}-tag")
    file = File.objects.create(
        title=f"{mark}-file",
        file=ContentFile(b"Text", name=f"{mark}-file.txt"),
        collection=collection,
    )
    file.tags.add(f"{mark}-tag")
    hidden = File.objects.create(
        title=f"{mark}-file-closed",
        file=ContentFile(b"Geheim", name=f"{mark}-closed.txt"),
        collection=closed,
    )
    uploads = {
        kind: UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            file=ContentFile(b"Halb", name=f"{mark}-{kind}.png"),
            uploaded_by_user=own.people[Role.COORDINATOR],
        )
        for kind, model in (("upload-picture", Picture), ("upload-file", File))
    }
    own.things |= {
        "collection": collection,
        "collection-closed": closed,
        "collection-restriction": restriction,
        "picture": picture,
        "file": file,
        "file-closed": hidden,
        **uploads,
    }


def _page(parent: Page, title: str, **values: Any) -> StandardPage:
    page = parent.add_child(instance=StandardPage(title=title, introduction=title, **values))
    page.save_revision()
    return page


def _pages(own: Belongings, secret: str, on_site: str) -> None:
    home = homes_of(own.network)["de"].specific
    editor = own.people[Role.EDITOR]
    home.title = home.draft_title = f"{on_site}-home"
    home.save()
    home.get_children().filter(alias_of=None).update(draft_title=f"{on_site}-standard")
    own.things["home"] = home
    live = _page(home, f"{on_site}-live", owner=editor)
    live.save_revision(user=editor).publish(user=editor)
    changed = _page(home, f"{on_site}-changed")
    changed.save_revision().publish()
    changed.title = f"{secret}-changed"
    changed.introduction = f"{secret}-changed"
    changed.save_revision(user=editor)
    body = [("picture", {"image": own["picture"], "alt": f"{secret}-alt"})]
    draft = _page(home, f"{secret}-draft", live=False, owner=editor, body=body)
    scheduled = _page(home, f"{secret}-scheduled", live=False)
    scheduled.go_live_at = timezone.now() + timedelta(days=3)
    scheduled.save_revision(user=editor).publish(user=editor)
    closed = _page(home, f"{secret}-closed")
    restriction = PageViewRestriction.objects.create(
        page=closed, restriction_type="password", password=f"{secret}-word"
    )
    locked = _page(home, f"{secret}-locked", live=False)
    locked.locked, locked.locked_by, locked.locked_at = True, editor, timezone.now()
    locked.save()
    own.things |= {
        "page-live": live,
        "page-changed": changed,
        "page-draft": draft,
        "page-scheduled": scheduled,
        "page-closed": closed,
        "page-restriction": restriction,
        "page-locked": locked,
        "page-alias": draft.create_alias(parent=home, update_slug=f"{secret.lower()}-alias"),
        "redirect": Redirect.objects.create(
            old_path=f"/{secret.lower()}", site=own.network.site, redirect_page=draft
        ),
    }


def _page_parts(own: Belongings, mark: str) -> None:
    editor, draft = own.people[Role.EDITOR], own["page-draft"]
    moderated = _page(own["home"], f"{mark}-moderated", live=False, owner=editor)
    workflow = moderated.get_workflow()
    workflow.name = f"{mark}-workflow"
    workflow.save()
    task = GroupApprovalTask.objects.get(workflow_tasks__workflow=workflow)
    task.name = f"{mark}-task"
    task.save()
    state = workflow.start(moderated, editor)
    comment = Comment.objects.create(
        page=draft, user=editor, text=f"{mark}-comment", contentpath="title", position=""
    )
    english, _new = Locale.objects.get_or_create(language_code="en")
    source, _new = TranslationSource.get_or_create_from_instance(draft)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(user=editor, publish=False)
    own.things |= {
        "page-moderated": moderated,
        "workflow": workflow,
        "workflow-state": state,
        "task": task,
        "task-state": state.current_task_state,
        "revision": draft.get_latest_revision(),
        "comment": comment,
        "comment-reply": CommentReply.objects.create(
            comment=comment, user=editor, text=f"{mark}-reply"
        ),
        "subscription": PageSubscription.objects.create(
            page=draft, user=editor, comment_notifications=True
        ),
        "translation-source": source,
        "translation": translation,
        "page-translated": translation.get_target_instance(),
        "string-segment": source.stringsegment_set.first(),
        "overridable-segment": source.overridablesegment_set.first(),
    }


def _records(own: Belongings, secret: str, shared: str) -> None:
    network = own.network
    partner = PartnerFactory(steward=network, name=f"{shared}-partner")
    offer = OfferFactory(steward=network, partner=partner, title=f"{shared}-offer")
    position = PositionFactory(network=network, title=f"{shared}-position")
    for record, name in ((partner, "name"), (offer, "title"), (position, "title")):
        setattr(record, name, f"{secret}-next")
        record.save_revision()
        setattr(record, name, getattr(type(record).objects.get(pk=record.pk), name))
    group = WorkingGroupFactory(network=network, name=f"{secret}-group")
    agreement = AgreementFactory(network=network, title=f"{secret}-agreement", live=False)
    drafts = {
        "partner-draft": PartnerFactory(steward=network, name=f"{secret}-partner", live=False),
        "offer-draft": OfferFactory(steward=network, title=f"{secret}-offer", live=False),
        "event": EventFactory(network=network, title=f"{secret}-event", live=False),
        "working-group": group,
        "meeting": MeetingFactory(group=group, subject=f"{secret}-meeting", live=False),
        "agreement": agreement,
        "pathway": PathwayFactory(steward=network, title=f"{secret}-pathway", live=False),
        "position-draft": PositionFactory(network=network, title=f"{secret}-pos", live=False),
    }
    for record in drafts.values():
        record.save_revision()
    # Somebody has translated it, and nobody has read that yet.
    mirror_german_words(offer)
    offer.texts.create(
        locale=Locale.objects.get(language_code="en"), title=f"{shared}-translated", live=True
    )
    # Approved by the same people as pages; what waits is in reports and on the home page.
    own["workflow"].start(drafts["event"], own.people[Role.EDITOR])
    own.things |= {
        "partner": partner,
        "partner-account": PartnerAccount.objects.create(
            user=own.people[Role.PARTNER], partner=partner
        ),
        "offer": offer,
        "position": position,
        **drafts,
        "group-member": GroupMemberFactory(group=group, partner=partner),
        "agreement-party": AgreementPartyFactory(agreement=agreement, partner=partner),
        "local-note": LocalNoteFactory(network=network, offer=offer, text=f"{secret}-note"),
        "membership": MembershipFactory(network=network, partner=partner),
        "pinned-result": PinnedResultFactory(network=network, offer=offer, query=f"{secret}-query"),
        "word-group": WordGroupFactory(network=network),
        "change-notice": ChangeNotice.objects.create(
            network=network, title=f"{secret}-notice", steward_name="Wer", kind="changed"
        ),
        "likely-duplicate": LikelyDuplicate.objects.create(
            offer=offer, other_offer=drafts["offer-draft"], score=90
        ),
        "hidden-partner": HiddenPartnerFactory(network=network),
        "hidden-offer": HiddenOfferFactory(network=network, reason=f"{secret}-hidden"),
        "selection": Selection.objects.get(network=network),
        "comparison-profile": _profile(network, secret),
        "verification": VerificationFactory(offer=offer, note=f"{secret}-verification"),
        "signature": SignatureFactory(network=network),
        "term-proposal": TermProposalFactory(network=network, label=f"{shared}-term"),
    }


def _profile(network: Network, mark: str) -> ComparisonProfile:
    """Figures that only the umbrella sees, and for how many people the network is there."""
    profile = ComparisonProfileFactory(network=network)
    ReferenceGroupFactory(profile=profile, label=f"{mark}-group", source=f"{mark}-source")
    return profile


def _around(own: Belongings, mark: str) -> None:
    """What comes into being around the things: sessions, tokens, log entries, mails, counters."""
    coordinator, network = own.people[Role.COORDINATOR], own.network
    draft_type = ContentType.objects.get_for_model(own["page-draft"])
    token = APIToken.objects.create(
        user=coordinator, name=f"{mark}-token", key_hash=f"{mark}-hash", prefix="wt"
    )
    own.things |= {
        "person": coordinator,
        "group": coordinator.groups.get(),
        "editing-session": EditingSession.objects.create(
            user=coordinator,
            content_type=draft_type,
            object_id=str(own["page-draft"].pk),
            last_seen_at=timezone.now(),
        ),
        "form-state": FormState.objects.create(
            user=coordinator,
            content_type=draft_type,
            object_id=str(own["page-draft"].pk),
            data=f"title={mark}-form",
            last_updated_at=timezone.now(),
        ),
        "token": token,
        "invitation": Invitation.objects.create(
            network=network, email=f"{mark.lower()}@example.org", role="author", token_hash=mark
        ),
        "import-run": ImportRun.objects.create(
            network=network, source=f"{mark}-source", file_name=f"{mark}-import.csv"
        ),
        "audit-entry": AuditEntry.objects.create(
            action=AuditEntry.Action.choices[0][0],
            actor_name=f"{mark}-actor",
            network=network,
            target_name=f"{mark}-target",
        ),
        "mail": OutgoingMail.objects.create(
            kind="contact", network=network, language="de", subject=f"{mark}-subject"
        ),
        "count": DailyCount.objects.create(
            network=network, kind="search", key=f"{mark}-word", day=date(2026, 1, 2), count=9
        ),
    }


def _point_at(a: Belongings, b: Belongings) -> None:
    """B's drafts refer to what A has shared, so that A's usage could tell of them."""
    hidden = OfferFactory(
        steward=b.network, partner=a["partner"], title=f"{SECRET}-refers", live=False
    )
    hidden.save_revision()
    b.things["offer-referring"] = hidden
    # Of this kind there is a page in B only.
    b["home"].add_child(instance=PortraitIndexPage(title=f"{ON_SITE}-portraits"))
    b.things["membership-referring"] = MembershipFactory(network=b.network, partner=a["partner"])
    b.things["award"] = NetworkOfTheMonthFactory(
        network=b.network, reason=f"{WITH_UMBRELLA}-praise"
    )
    b.things["milestone"] = MilestoneFactory(network=b.network, text=f"{WITH_UMBRELLA}-milestone")
    SnapshotFactory(network=b.network)


def _between(own: Belongings, umbrella: Belongings, mark: str) -> None:
    """What a network has with the umbrella, and nobody else knows of."""
    own.things["proposal"] = ProposalFactory(
        network=own.network, offer=umbrella["offer"], message=f"{mark}-proposal"
    )
    own.things["handover"] = HandoverFactory(
        offer=umbrella["offer-draft"] if mark == WITH_UMBRELLA else umbrella["offer"],
        receiver=own.network,
    )
    joint = EventFactory(network=umbrella.network, title=f"{mark}-joint")
    own.things["co-host"] = CoHostFactory(event=joint, network=own.network)
