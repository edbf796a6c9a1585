"""Pictures: described or decorative, with credit, in small files."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import PIL.Image
import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile

from network_core.media.models import Picture

Show = Callable[..., str]
Check = Callable[[str, Any], Any]


@pytest.fixture
def picture(db: None) -> Picture:
    """A picture of 600 by 300."""
    data = BytesIO()
    PIL.Image.new("RGB", (600, 300), "#336699").save(data, "PNG")
    data.seek(0)
    return Picture.objects.create(
        title="Bild", file=ImageFile(data, "bild.png"), credit="Foto: A. Beispiel, CC BY 4.0"
    )


def _value(picture: Picture, **fields: Any) -> dict[str, Any]:
    return {"image": picture.pk, "alt": "", "decorative": False, "caption": ""} | fields


def test_picture_is_small_sized_described_and_credited(show: Show, picture: Picture) -> None:
    html = show(("picture", _value(picture, alt="Ein blaues Feld", caption="Das Feld")))
    assert 'type="image/avif"' in html
    assert re.search(r'srcset="[^"]+\.avif 480w, [^"]+\.avif 600w', html)
    assert re.search(r'src="[^"]+\.webp"', html)
    assert re.search(r'<img[^>]* width="\d+"', html)
    assert re.search(r'<img[^>]* height="\d+"', html)
    assert 'alt="Ein blaues Feld"' in html
    assert "Das Feld" in html
    assert "Foto: A. Beispiel, CC BY 4.0" in html


def test_decorative_picture_has_an_empty_description(show: Show, picture: Picture) -> None:
    assert 'alt=""' in show(("picture", _value(picture, decorative=True)))


def test_first_picture_is_loaded_at_once_the_others_later(show: Show, picture: Picture) -> None:
    block = ("picture", _value(picture, decorative=True))
    html = show(("text", "<p>Text</p>"), block, block, block)
    assert re.findall(r'loading="(\w+)"', html) == ["eager", "lazy", "lazy"]


def test_picture_needs_a_description_or_the_mark_decorative(check: Check, picture: Picture) -> None:
    check("picture", _value(picture, alt="Ein blaues Feld"))
    check("picture", _value(picture, decorative=True))
    for wrong in (
        _value(picture),
        _value(picture, alt="   "),
        _value(picture, alt="Feld", decorative=True),
    ):
        with pytest.raises(ValidationError):
            check("picture", wrong)


def test_picture_without_credit_is_refused(check: Check, picture: Picture) -> None:
    Picture.objects.update(credit="")
    with pytest.raises(ValidationError):
        check("picture", _value(picture, decorative=True))


def test_deleted_picture_leaves_nothing(show: Show, picture: Picture) -> None:
    value = _value(picture, alt="Feld", caption="Unterschrift")
    picture.delete()
    assert "Unterschrift" not in show(("picture", value))
