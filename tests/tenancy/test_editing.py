"""Working in the admin: what forms offer, accept and refuse."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from network_core.directory.models import (
    HiddenOffer,
    LocalNote,
    Membership,
    Offer,
    Partner,
    Verification,
)
from network_core.events.models import Event
from network_core.networks.models import Network
from network_core.taxonomy.models import Term
from network_core.tenancy.matrix import Role
from network_core.tenancy.models import User
from tests.admin_forms import posted
from tests.factories import (
    EventFactory,
    OfferFactory,
    PartnerFactory,
    TermFactory,
    person,
)
from tests.factories.people import role_group

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


def address(model: Any, name: str, *args: Any) -> str:
    """An address of a model's snippet viewset."""
    reverse("wagtailadmin_home")  # the viewsets are registered with the addresses
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def test_editor_writes_and_publishes_an_offer_with_everything(
    enter: Enter, editor_a: User, network_a: Network
) -> None:
    client, partner, topic = enter(editor_a), PartnerFactory(steward=network_a), TermFactory()
    url = address(Offer, "add")
    page = client.get(url)
    assert "action-publish" in page.content.decode()
    sent = posted(
        page,
        **{
            "title": "Offener Treff",
            "slug": "offener-treff",
            "partner": partner.pk,
            "topics": [topic.pk],
            "languages": ["de", "tr"],
            "service_areas-TOTAL_FORMS": 1,
            "service_areas-0-key": "03159016",
            "service_areas-0-postcode": "",
            "contacts-TOTAL_FORMS": 1,
            "contacts-0-kind": "phone",
            "contacts-0-value": "0551 123456",
            "contacts-0-ORDER": "1",
            "hours-TOTAL_FORMS": 1,
            "hours-0-weekday": "1",
            "hours-0-opens": "15:00",
            "hours-0-closes": "18:00",
            "hours-0-ORDER": "1",
            "action-publish": "1",
        },
    )
    assert client.post(url, sent).status_code == 302
    offer = Offer.objects.get(slug="offener-treff")
    assert offer.live
    assert offer.steward == network_a
    assert offer.language_codes == ["de", "tr"]
    assert [area.key for area in offer.service_areas.all()] == ["031590016016"]
    assert list(offer.topics.all()) == [topic]
    assert offer.texts.get().title == "Offener Treff", "mirrored for translation"

    edit = address(Offer, "edit", offer.pk)
    sent = posted(client.get(edit), title="Treff", languages=["tr"]) | {"action-publish": "1"}
    assert client.post(edit, sent).status_code == 302
    offer = Offer.objects.get(pk=offer.pk)
    assert (offer.title, offer.language_codes) == ("Treff", ["tr"])
    assert offer.contacts.get().value == "0551 123456"
    for name in ("history", "usage", "inspect"):
        assert client.get(address(Offer, name, offer.pk)).status_code == 200
    first, last = offer.revisions.order_by("pk").first(), offer.revisions.order_by("pk").last()
    compared = client.get(address(Offer, "revisions_compare", offer.pk, first.pk, last.pk))
    assert '<span class="deletion">Offener </span>' in compared.content.decode()


def test_steward_cannot_be_forged(
    enter: Enter, editor_a: User, network_a: Network, network_b: Network
) -> None:
    client, url = enter(editor_a), address(Partner, "add")
    page = client.get(url)
    assert network_b.short_name not in page.content.decode()
    client.post(url, posted(page, name="Neu", slug="neu", steward=network_b.pk))
    assert Partner.objects.get(slug="neu").steward == network_a

    edit = address(Partner, "edit", Partner.objects.get(slug="neu").pk)
    sent = posted(client.get(edit), steward=network_b.pk) | {"action-publish": "1"}
    client.post(edit, sent)
    assert Partner.objects.get(slug="neu").steward == network_a


def test_person_of_two_networks_chooses_between_them_and_no_other(
    enter: Enter, editor_a: User, network_a: Network, network_b: Network, umbrella: Network
) -> None:
    editor_a.groups.add(role_group(network_b, Role.AUTHOR))
    client, url = enter(editor_a), address(Partner, "add")
    page = client.get(url)
    choices = set(page.context["form"].fields["steward"].queryset)
    assert choices == {network_a, network_b}
    response = client.post(url, posted(page, name="Neu", slug="neu", steward=umbrella.pk))
    assert response.status_code == 200
    assert not Partner.objects.filter(slug="neu").exists()

    # An author of B writes drafts there, although an editor of A publishes.
    sent = posted(page, name="Neu", slug="neu", steward=network_b.pk)
    assert client.post(url, sent | {"action-publish": "1"}).status_code == 200
    assert not Partner.objects.filter(slug="neu").exists()
    client.post(url, sent)
    draft = Partner.objects.get(slug="neu")
    assert (draft.steward, draft.live) == (network_b, False)
    edit = address(Partner, "edit", draft.pk)
    page = client.get(edit)
    assert "action-publish" not in page.content.decode()
    client.post(edit, posted(page) | {"action-publish": "1"})
    assert not Partner.objects.get(pk=draft.pk).live


def test_author_saves_drafts_and_publishes_nothing(enter: Enter, network_a: Network) -> None:
    client, url = enter(person(network_a, Role.AUTHOR)), address(Offer, "add")
    page = client.get(url)
    assert "action-publish" not in page.content.decode()
    sent = posted(page, title="Neu", slug="neu") | {"action-publish": "1"}
    client.post(url, sent)
    assert not Offer.objects.get(slug="neu").live
    live = OfferFactory(steward=network_a)
    assert client.get(address(Offer, "delete", live.pk)).url == reverse("wagtailadmin_home")
    assert client.post(address(Offer, "unpublish", live.pk)).url == reverse("wagtailadmin_home")
    assert Offer.objects.get(pk=live.pk).live


@pytest.mark.parametrize("live", [True, False])
def test_records_of_others_can_be_referred_to_when_they_are_published(
    enter: Enter, editor_a: User, network_b: Network, live: bool
) -> None:
    partner = PartnerFactory(steward=network_b, name="GEHEIM", live=live)
    client, url = enter(editor_a), address(Offer, "add")
    response = client.post(
        url, posted(client.get(url), title="Neu", slug="neu", partner=partner.pk)
    )
    assert Offer.objects.filter(slug="neu").exists() is live
    if not live:
        assert "GEHEIM" not in response.content.decode()


def test_reference_to_a_foreign_draft_that_stands_already_is_kept(
    enter: Enter, editor_a: User, network_a: Network, network_b: Network
) -> None:
    withdrawn = PartnerFactory(steward=network_b, live=False)
    offer = OfferFactory(steward=network_a, partner=withdrawn)
    client, url = enter(editor_a), address(Offer, "edit", offer.pk)
    client.post(url, posted(client.get(url), title="Anders") | {"action-publish": "1"})
    offer = Offer.objects.get(pk=offer.pk)
    assert (offer.title, offer.partner) == ("Anders", withdrawn)


def test_many_to_many_references_are_checked(
    enter: Enter, editor_a: User, network_a: Network, network_b: Network
) -> None:
    event = EventFactory(network=network_a)
    public = PartnerFactory(steward=network_b)
    draft = PartnerFactory(steward=network_b, live=False)
    client, url = enter(editor_a), address(Event, "edit", event.pk)
    publish = {"action-publish": "1"}
    refused = client.post(url, posted(client.get(url), hosts=[public.pk, draft.pk]) | publish)
    assert refused.status_code == 200
    client.post(url, posted(client.get(url), hosts=[public.pk]) | publish)
    assert list(Event.objects.get(pk=event.pk).hosts.all()) == [public]


def test_checks_are_written_for_own_offers_only_and_remember_who_made_them(
    enter: Enter, editor_a: User, network_a: Network, network_b: Network
) -> None:
    client, url = enter(editor_a), reverse("pruefungen:add")
    own, foreign = OfferFactory(steward=network_a), OfferFactory(steward=network_b)
    page = client.get(url)
    assert client.post(url, posted(page, offer=foreign.pk, way="phone")).status_code == 200
    assert client.post(url, posted(page, offer=own.pk, way="phone")).status_code == 302
    check = Verification.objects.get()
    assert (check.offer, check.checked_by) == (own, editor_a)
    assert (check.holds_until - check.checked_on).days == 365


def test_local_data_go_to_the_own_network_and_twice_is_an_error_in_words(
    enter: Enter, editor_a: User, network_a: Network, network_b: Network
) -> None:
    client, offer = enter(editor_a), OfferFactory(steward=network_b)
    url = reverse("ausgeblendete-angebote:add")
    assert client.post(url, posted(client.get(url), offer=offer.pk, network=network_b.pk)).url
    assert HiddenOffer.objects.get().network == network_a
    assert client.post(url, posted(client.get(url), offer=offer.pk)).status_code == 200
    assert HiddenOffer.objects.count() == 1

    url = address(LocalNote, "add")
    sent = posted(client.get(url), offer=offer.pk, text="Zweiter Stock", network=network_b.pk)
    assert client.post(url, sent).status_code == 302
    assert LocalNote.objects.get().network == network_a
    assert client.post(url, sent).status_code == 200

    url = reverse("mitgliedschaften:add")
    partner = PartnerFactory(steward=network_b)
    client.post(url, posted(client.get(url), partner=partner.pk, network=network_b.pk))
    assert Membership.objects.get().network == network_a


def test_bulk_deletion_does_not_exist(
    enter: Enter, editor_a: User, network_a: Network, network_b: Network
) -> None:
    client = enter(editor_a)
    own, foreign = OfferFactory(steward=network_a), OfferFactory(steward=network_b)
    url = reverse("wagtail_bulk_action", args=["directory", "offer", "delete"])
    for query in (f"?id={own.pk}&id={foreign.pk}", "?id=all"):
        assert client.get(url + query).status_code == 404
        assert client.post(url + query).status_code == 404
    assert Offer.objects.count() == 2
    assert "bulk-action-checkbox" not in client.get(address(Offer, "list")).content.decode()


def test_choosers_show_what_is_public_and_own_drafts(
    enter: Enter, editor_a: User, network_a: Network, network_b: Network
) -> None:
    public = PartnerFactory(steward=network_b, name="Offen B")
    secret = PartnerFactory(steward=network_b, name="GEHEIM B", live=False)
    draft = PartnerFactory(steward=network_a, name="Entwurf A", live=False)
    client, chooser = enter(editor_a), Partner.snippet_viewset.chooser_viewset
    for name in ("choose", "choose_results"):
        for query in ("", "?q=B", "?p=1&q=GEHEIM"):
            shown = client.get(reverse(chooser.get_url_name(name)) + query).content.decode()
            assert secret.name not in shown
        everything = client.get(reverse(chooser.get_url_name(name))).content.decode()
        assert public.name in everything
        assert draft.name in everything
        found = client.get(reverse(chooser.get_url_name(name)) + "?q=Entwurf").content.decode()
        assert draft.name in found
        assert public.name not in found
    chosen = chooser.get_url_name("chosen")
    assert client.get(reverse(chosen, args=[public.pk])).status_code == 200
    assert client.get(reverse(chosen, args=[secret.pk])).status_code == 404
    assert client.get(reverse(chosen, args=["x"])).status_code == 404
    several = reverse(chooser.get_url_name("chosen_multiple"))
    answer = client.get(f"{several}?id={public.pk}&id={secret.pk}&id=x").content.decode()
    assert public.name in answer
    assert secret.name not in answer
    assert client.get(reverse(chooser.get_url_name("create"))).status_code in (302, 403)
    assert client.post(reverse(chooser.get_url_name("create"))).status_code in (302, 403)


def test_published_records_of_others_are_read_without_their_draft(
    enter: Enter, editor_a: User, network_b: Network
) -> None:
    offer = OfferFactory(steward=network_b, title="Offen")
    offer.title = "GEHEIM"
    offer.save_revision()
    client = enter(editor_a)
    for url in (address(Offer, "list"), address(Offer, "inspect", offer.pk)):
        shown = client.get(url).content.decode()
        assert "Offen" in shown
        assert "GEHEIM" not in shown
        assert address(Offer, "edit", offer.pk) not in shown
        assert address(Offer, "delete", offer.pk) not in shown


def test_taxonomy_is_read_by_all_and_written_by_the_umbrella(
    enter: Enter, editor_a: User, umbrella: Network
) -> None:
    parent = TermFactory(label="Geld")
    term = TermFactory(label="Unterhalt", parent=parent)
    client = enter(editor_a)
    assert "Unterhalt" in client.get(address(Term, "list")).content.decode()
    assert client.get(address(Term, "inspect", term.pk)).status_code == 200
    for name, args in (("add", ()), ("edit", (term.pk,)), ("delete", (term.pk,))):
        url = address(Term, name, *args)
        assert client.get(url).url == reverse("wagtailadmin_home")
        assert client.post(url, {"label": "x"}).url == reverse("wagtailadmin_home")

    client, url = enter(person(umbrella)), address(Term, "edit", term.pk)
    page = client.get(url)
    assert client.post(url, posted(page, label="Kindesunterhalt", slug="anders")).status_code == 302
    term.refresh_from_db()
    assert (term.label, term.parent) == ("Kindesunterhalt", parent)
    assert term.slug != "anders", "a slug stays for ever"
    assert client.get(reverse("systematiken:index")).status_code == 200
    assert client.get(reverse("systematiken:edit", args=["topic"])).status_code == 302


def test_coordinators_change_the_settings_of_their_own_network(
    enter: Enter, editor_a: User, network_a: Network
) -> None:
    client, url = enter(editor_a), address(Network, "edit", network_a.pk)
    page = client.get(url)
    sent = posted(
        page, tagline="Für Alleinerziehende", slug="anders", is_umbrella="on", languages='["de"]'
    )
    assert client.post(url, sent).status_code == 302
    network_a.refresh_from_db()
    assert network_a.tagline == "Für Alleinerziehende"
    assert (network_a.slug, network_a.is_umbrella) == ("a-netz", False)
    pale = client.post(url, posted(client.get(url), color_primary="#ffff00"))
    assert "zu blass" in pale.content.decode()
    assert client.get(address(Network, "add")).url == reverse("wagtailadmin_home")
    assert enter(person(network_a, Role.EDITOR)).get(url).url == reverse("wagtailadmin_home")


def test_groups_are_offered_no_permission_on_shared_models(enter: Enter) -> None:
    from tests.factories import AdministratorFactory

    page = enter(AdministratorFactory()).get(reverse("wagtailusers_groups:add"))
    offered = page.context["form"].fields["permissions"].queryset
    labels = {permission.content_type.app_label for permission in offered}
    assert not labels & {"directory", "events", "taxonomy", "networks"}
