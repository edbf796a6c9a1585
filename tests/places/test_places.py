"""Postcodes and towns: loading them, and finding them again."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network_core.places.finding import find_in_words, find_spot, find_spots, postcodes_within
from network_core.places.loading import load_places
from network_core.places.models import Place

pytestmark = pytest.mark.django_db

HEADING = (
    "country_code,zipcode,place,state,state_code,province,province_code,community,"
    "community_code,latitude,longitude\n"
)
BERLIN = 'DE,{},{},Berlin,BE,,00,"Berlin, Stadt",11000,{},{}\n'
COMPANY = "DE,{},{},Irgendwo,01,Bezirk,081,Kreis,{},{},{}\n"
LIST = (
    HEADING
    + COMPANY.format("10875", "Daimler Services GmbH", "08111", 48.81, 9.18)
    + COMPANY.format("10875", "Vorsorge Zeus mbH", "08111", 48.72, 9.17)
    + COMPANY.format("10875", "debis Leasing GmbH", "11000", 52.5064, 13.3731)
    + COMPANY.format("10785", "Stadtverwaltung", "08111", 48.7, 9.1)
    + BERLIN.format("10785", "Berlin", 52.5065, 13.3652)
    + BERLIN.format("10318", "Berlin", 52.4835, 13.5287)
    + "DE,38667,Bad Harzburg Bettingerode,Niedersachsen,NI,,00,Landkreis Goslar,03153,51.9,10.59\n"
    + "DE,87491,Jungholz,,,,,,,47.5741,10.4472\n"
)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A file in the format of GeoNames, with its traps."""
    path = tmp_path / "places.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def run(*arguments: str) -> str:
    """What the command says."""
    out = StringIO()
    call_command("import_places", *arguments, stdout=out)
    return out.getvalue()


def test_the_product_ships_the_postcodes_of_its_regions() -> None:
    assert "new, 0 changed, 0 unchanged" in run()
    for postcode, name, key in (
        ("37073", "37073 Göttingen", "03159"),
        ("10315", "10315 Berlin", "11000"),
        ("42103", "42103 Wuppertal", "05124"),
        ("26603", "26603 Aurich", "03452"),
    ):
        spot = find_spot(postcode)
        assert spot is not None
        assert (spot.name, spot.key) == (name, key)
    assert find_spot("80331") is None
    assert "Places: 0 new, 0 changed" in run()


def test_companies_are_no_places(listed: Path) -> None:
    said = run(str(listed))
    assert "Zeile 9: 87491 Jungholz" in said
    assert list(Place.objects.values_list("postcode", "name", "key", "is_bulk")) == [
        ("10318", "Berlin", "11000", False),
        ("10785", "Berlin", "11000", False),
        ("10875", "Berlin", "11000", True),
        ("38667", "Bad Harzburg Bettingerode", "03153", False),
    ]
    spot = find_spot("10875")
    assert spot is not None
    assert (spot.latitude, spot.longitude) == (52.5064, 13.3731)
    # The town's own middle does not move because companies have postcodes there.
    berlin = find_spot("Berlin")
    assert berlin is not None
    assert berlin.postcodes == ("10318", "10785")


def test_loading_again_brings_up_to_date(listed: Path) -> None:
    run(str(listed))
    listed.write_text(LIST.replace("52.4835", "52.5"), encoding="utf-8")
    assert "0 new, 1 changed, 3 unchanged" in run(str(listed))
    assert Place.objects.get(postcode="10318").latitude == 52.5


def test_geonames_own_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "DE.txt"
    path.write_text(
        "DE\t37073\tGöttingen\tNiedersachsen\tNI\t\t00\tLandkreis Göttingen\t03159\t51.5\t9.9\t4\n",
        encoding="utf-8",
    )
    assert "1 new" in run(str(path))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (HEADING.encode() + b"DE,1,Ort,,BE,,,,11000,1,1\n", "Zeile 2"),
        (HEADING.encode() + b"DE,10318,Ort,,BE,,,,11000,x,1\n", "Zeile 2"),
        (HEADING.encode() + b"DE,10318,Ort,,BE,,,,11000,nan,1\n", "Zeile 2"),
        (b"a,b\n1,2\n", "zipcode"),
        ("Göttingen".encode("cp1252"), "UTF-8"),
    ],
)
def test_what_cannot_be_read_loads_nothing(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=message):
        run(str(path))
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("goettingen", "Göttingen"),
        ("GÖTTINGEN", "Göttingen"),
        ("Hann. Münden", "Hannoversch Münden"),
        ("Bad Lauterberg", "Bad Lauterberg im Harz"),
        ("Bad Lauterberg im Harz", "Bad Lauterberg im Harz"),
        ("Osterode", "Osterode am Harz"),
        ("37520", "37520 Osterode am Harz"),
        ("Nirgendwo", None),
        ("", None),
        pytest.param("x" * 5000, None, id="long"),
        pytest.param("37073\x00", "37073 Göttingen", id="nul"),
    ],
)
def test_names_are_found_as_people_write_them(text: str, name: str | None) -> None:
    load_places()
    spot = find_spot(text)
    assert (spot.name if spot else None) == name


def test_a_town_of_which_only_the_parts_are_known_is_found(listed: Path) -> None:
    load_places(listed)
    spot = find_spot("bad harzburg")
    assert spot is not None
    assert spot.postcodes == ("38667",)


def test_of_places_with_one_name_the_near_one_comes_first() -> None:
    for postcode, key in (("31535", "03241"), ("01844", "14628"), ("01845", "14628")):
        Place.objects.create(
            postcode=postcode,
            name="Neustadt",
            folded="neustadt",
            folded_short="neustadt",
            key=key,
            latitude=51,
            longitude=9,
        )
    assert [spot.key for spot in find_spots("Neustadt")] == ["14628", "03241"]
    assert [spot.key for spot in find_spots("Neustadt", near=["03"])] == ["03241", "14628"]
    assert next(iter(find_spots("Neustadt", near=["032410000000"]))).key == "03241"


@pytest.mark.parametrize(
    ("question", "name", "words"),
    [
        ("krabbelgruppe 37073", "37073 Göttingen", ["37073"]),
        ("beratung bad lauterberg", "Bad Lauterberg im Harz", ["bad", "lauterberg"]),
        ("göttingen unterhalt", "Göttingen", ["göttingen"]),
        ("göttingen 42103", "42103 Wuppertal", ["42103"]),
        ("unterhalt zahlt nicht", None, []),
    ],
)
def test_a_place_is_found_in_a_question(question: str, name: str | None, words: list[str]) -> None:
    load_places()
    asked = question.split()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = find_in_words(asked)
    assert len(queries) <= 3
    assert (found[0].name if found else None) == name
    assert (asked[found[1]] if found else []) == words


def test_a_question_without_a_place_asks_nothing_of_the_database(listed: Path) -> None:
    assert find_in_words(["Krabbelgruppe", "10785"]) is None
    load_places(listed)
    assert find_in_words(["Krabbelgruppe", "10785"]) is not None
    with CaptureQueriesContext(connection) as queries:
        assert find_in_words(["Krabbelgruppe", "am", "Abend"]) is None
    assert not len(queries)
    Place.objects.get(postcode="10785").delete()
    assert find_in_words(["Krabbelgruppe", "10785"]) is None


def test_what_lies_around_a_point() -> None:
    load_places()
    spot = find_spot("37073")
    assert spot is not None
    near = postcodes_within(spot.latitude, spot.longitude, 8)
    assert near["37073"] == 0
    assert {"37075", "37085", "37120"} <= near.keys()
    assert all(0 <= away <= 8 for away in near.values())
    assert "37115" not in near
    assert 20 < spot.distance_km(51.5136, 10.2596) < 24
