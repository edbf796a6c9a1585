"""Pictures come in the sizes that pages show; no visitor waits for one to be made."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import PIL.Image
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.images.models import Filter
from wagtail.models import Collection

from network_core.directory.models import Partner
from network_core.media.jobs import complete_pictures
from network_core.media.models import Picture, Rendition
from network_core.media.renditions import SPECS
from network_core.networks.models import Network
from sites.models import PortraitIndexPage, PortraitPage, StandardPage
from tests.factories import AdministratorFactory, PartnerFactory
from tests.sites.making import below, home_of, make_network, read

pytestmark = pytest.mark.django_db

TAG = re.compile(r"{%\s*(image|picture|srcset_image)\s+\S+\s+(.*?)\s*%}")


@pytest.fixture(autouse=True)
def forget_renditions() -> None:
    """Wagtail remembers sizes by picture; tests that are rolled back use a number again."""
    cache.clear()


def data_of(width: int = 600, height: int = 300, colour: str = "#336699") -> BytesIO:
    data = BytesIO()
    PIL.Image.new("RGB", (width, height), colour).save(data, "PNG")
    data.seek(0)
    return data


def new_picture(**facts: Any) -> Picture:
    file = ImageFile(data_of(), "bild.png")
    return Picture.objects.create(title="Bild", credit="Eigene Zeichnung", file=file, **facts)


def test_saving_a_picture_makes_every_size_in_both_formats() -> None:
    picture = new_picture()
    made = picture.renditions.all()
    assert {rendition.filter_spec for rendition in made} == set(SPECS)
    for rendition in made:
        with PIL.Image.open(rendition.file) as file:
            assert file.format.lower() in rendition.filter_spec
            assert file.size == (rendition.width, rendition.height)


def test_templates_use_only_sizes_that_are_made_in_advance() -> None:
    used = set()
    for path in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        for tag, rest in TAG.findall(path.read_text(encoding="utf-8")):
            assert tag == "picture", f"{path}: one format only"
            pattern = [part for part in rest.split() if re.match(r"^[a-z]+-[\w{},x-]+$", part)]
            specs = Filter.expand_spec(pattern)
            assert set(specs) <= set(SPECS), f"{path}: {pattern}"
            used |= set(specs)
    # What no page shows would be made for nothing.
    assert used == set(SPECS)


def test_pages_make_no_sizes_when_somebody_visits_them() -> None:
    network = make_network()
    picture = new_picture()
    home = home_of(network)
    home.picture = picture
    home.save_revision().publish()
    partner: Partner = PartnerFactory(slug="amt", steward=network, logo=picture)
    series = below(home, PortraitIndexPage(title="Reihe", slug="reihe"))
    below(series, PortraitPage(title="Porträt", slug="eins", picture=picture, partner=partner))
    body = [
        ("picture", {"image": picture, "alt": "Feld", "decorative": False, "caption": ""}),
        ("portrait_teaser", {"title": "", "count": 3}),
    ]
    below(home, StandardPage(title="Seite", slug="seite", body=body))
    before = set(Rendition.objects.values_list("pk", "file"))
    for path in ("/de/", "/de/partner/amt/", "/de/reihe/eins/", "/de/seite/"):
        html = read(network, path)
        for image in re.findall(r"<img[^>]*>", html):
            assert re.search(r' width="\d+"', image), image
            assert re.search(r' height="\d+"', image), image
        assert "image/avif" in html, path
        assert "Eigene Zeichnung" in html, path
    assert set(Rendition.objects.values_list("pk", "file")) == before


def test_a_new_focal_point_gives_new_cuts() -> None:
    picture = new_picture()
    cut = next(spec for spec in SPECS if "fill-" in spec)
    before = picture.renditions.get(filter_spec=cut)
    picture.focal_point_x = picture.focal_point_y = 20
    picture.focal_point_width = picture.focal_point_height = 30
    picture.save()
    keys = picture.renditions.filter(filter_spec=cut).values_list("focal_point_key", flat=True)
    assert set(keys) - {before.focal_point_key}


def test_a_file_that_is_replaced_in_the_admin_has_its_sizes_at_once() -> None:
    picture = new_picture(collection=Collection.get_first_root_node())
    client = Client()
    client.force_login(AdministratorFactory())
    network: Network = make_network()
    answer = client.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {
            "title": "Neu",
            "credit": "Eigene Zeichnung",
            "collection": picture.collection_id,
            "file": SimpleUploadedFile("neu.png", data_of(800, 800).read(), "image/png"),
            "tags": "",
            "description": "",
        },
        headers={"host": network.site.hostname},
    )
    assert answer.status_code == 302
    picture.refresh_from_db()
    made = picture.renditions.filter(filter_spec__in=SPECS)
    assert made.count() == len(SPECS)
    assert {r.width for r in made if "width-480" in r.filter_spec} == {480}
    assert {r.height for r in made if "width-480" in r.filter_spec} == {480}


def test_a_file_that_cannot_be_read_loses_nothing_that_was_typed() -> None:
    picture = new_picture()
    picture.renditions.all().delete()
    picture.file.storage.delete(picture.file.name)
    picture.title = "Ein besserer Name"
    picture.save()
    assert Picture.objects.filter(title="Ein besserer Name").exists()


def test_the_nightly_job_makes_what_is_missing_and_goes_on_after_a_broken_file() -> None:
    broken, lacking = new_picture(), new_picture()
    broken.renditions.all().delete()
    broken.file.storage.delete(broken.file.name)
    lacking.renditions.filter(filter_spec=SPECS[0]).delete()
    assert complete_pictures() == "1 Bilder vervollständigt, 1 nicht lesbar"
    assert lacking.renditions.count() == len(SPECS)
    Picture.objects.filter(pk=broken.pk).delete()
    assert complete_pictures() == ""
