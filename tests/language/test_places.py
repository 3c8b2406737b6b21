"""Places and peoples are found where a text means them, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.language.demonyms import find_demonyms
from service.language.gazetteer import country_names
from service.language.places import SITE_WORDS, capital_country, country_of, country_within, find_places, is_place_name
from service.words import load_words

_WITHOUT_DEMONYM = "AQ AX BL BQ BV CC CG CX DM GG GS HM IO JE MF MP NF PM PN SJ SX TF UM VA VG VI WF"


def places(text: str, *, cased: bool = True) -> list[tuple[str, str, str | None]]:
    return [(place.name, place.kind, place.country) for place in find_places(text, cased=cased)]


def peoples(text: str, *, cased: bool = True) -> list[tuple[str, str | None]]:
    return [(text[people.start : people.end], people.country) for people in find_demonyms(text, cased=cased)]


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("US", "country", "US"),
        ("U.S.", "country", "US"),
        ("USA", "country", "US"),
        ("America", "country", "US"),
        ("UK", "country", "GB"),
        ("Britain", "country", "GB"),
        ("England", "region", "GB"),
        ("Scotland", "region", "GB"),
        ("Wales", "region", "GB"),
        ("Russia", "country", "RU"),
        ("South Korea", "country", "KR"),
        ("North Korea", "country", "KP"),
        ("Congo", "country", "CD"),
        ("DRC", "country", "CD"),
        ("Ivory Coast", "country", "CI"),
        ("Côte d’Ivoire", "country", "CI"),
        ("Burma", "country", "MM"),
        ("Türkiye", "country", "TR"),
        ("Czech Republic", "country", "CZ"),
        ("Palestine", "country", "PS"),
        ("Gaza", "region", "PS"),
        ("West Bank", "region", "PS"),
        ("Taiwan", "country", "TW"),
        ("Kosovo", "country", "XK"),
        ("Hong Kong", "country", "HK"),
        ("Papua New Guinea", "country", "PG"),
        ("Texas", "region", "US"),
        ("Bavaria", "region", "DE"),
        ("Tamil Nadu", "region", "IN"),
        ("Kashmir", "region", None),
        ("Crimea", "region", "UA"),
        ("Belgrade", "city", "RS"),
        ("São Paulo", "city", "BR"),
        ("Sao Paulo", "city", "BR"),
        ("N'Djamena", "city", "TD"),
        ("St. Petersburg", "city", "RU"),
        ("Saint Petersburg", "city", "RU"),
        ("New York", "city", "US"),
        ("Kherson", "city", "UA"),
        ("Kiev", "city", "UA"),
        ("The Hague", "city", "NL"),
    ],
)
def test_a_name_is_found_whole_with_its_country(name: str, kind: str, country: str | None) -> None:
    assert places(f"Crowds met in {name} yesterday.") == [(name, kind, country)]
    assert places(f"It is {name}'s day.") == [(name, kind, country)]


@pytest.mark.parametrize(
    "text",
    [
        "Reading the list took a while.",
        "They told us in March that it was a nice, mobile crowd.",
        "Hope and Lincoln Brandt met Victoria Oduya.",
        "Jackson spoke to Florence Maier and Michael Jordan.",
        "Anna Durango and Marko Lubbock signed it.",
        "The Bank of England and the Washington Post declined.",
        "Chelsea Clinton and Paris Hilton came.",
        "LET US GO HOME",
        "A Car drove off.",
        "Bo Tarin spoke.",
    ],
)
def test_words_and_people_are_no_places(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police in Nice made arrests.", [("Nice", "city", "FR")]),
        ("The mayor of Izium fled.", [("Izium", "city", "UA")]),
        ("He moved to northern Florence from Sydney.", [("Florence", "city", "IT"), ("Sydney", "city", "AU")]),
        ("A fire in Deal, England, is out.", [("Deal", "city", "GB"), ("England", "region", "GB")]),
        ("Marches in Tulle, Vierzon and Montargis.", [(n, "city", "FR") for n in ("Tulle", "Vierzon", "Montargis")]),
        ("Kit Dalton, US envoy", [("US", "country", "US")]),
        ("Shelling in the Kherson region", [("Kherson", "region", "UA")]),
    ],
)
def test_words_around_a_name_place_it(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A march in Birmingham.", "Birmingham", "GB"),
        ("A march in Birmingham, Alabama.", "Birmingham", "US"),
        ("A march in Paris, Texas.", "Paris", "US"),
        ("A march in Hyderabad.", "Hyderabad", "IN"),
        ("Across Pakistan people marched, in Hyderabad too.", "Hyderabad", "PK"),
        ("In Georgia the vote goes on.", "Georgia", "GE"),
        ("In Georgia and Alabama the vote goes on.", "Georgia", "US"),
        ("A clerk in Atlanta, Georgia, said so.", "Georgia", "US"),
        ("In Georgia and Alabama the vote goes on, a Tbilisi newspaper says.", "Georgia", "GE"),
    ],
)
def test_namesakes_are_told_apart_by_the_text(text: str, name: str, country: str) -> None:
    assert {place.country for place in find_places(text) if place.name == name} == {country}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("they told us that the march in mobile was nice", []),
        ("he ate turkey with chad and jordan", []),
        ("in turkey and serbia, jordan's king flew from u.s. soil", ["turkey", "serbia", "jordan", "u.s."]),
        ("crowds in belgrade and new york, bath and reading", ["belgrade", "new york"]),
    ],
)
def test_lower_case_captions_take_fewer_names(text: str, names: list[str]) -> None:
    assert [name for name, _, _ in places(text, cased=False)] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Serbian police met Serbs", [("Serbian", "RS"), ("Serbs", "RS")]),
        ("The French and Britons agreed", [("French", "FR"), ("Britons", "GB")]),
        ("South Koreans and a North Korean", [("South Koreans", "KR"), ("North Korean", "KP")]),
        ("Catalan, Chechen and Scottish voters", [("Catalan", "ES"), ("Chechen", "RU"), ("Scottish", "GB")]),
        ("Latin American leaders in the Dominican Republic", []),
        ("She answered in French, then in Russian.", []),
        ("Turkey and Poland", []),
    ],
)
def test_demonyms_point_to_their_country(text: str, expected: list[tuple[str, str]]) -> None:
    assert peoples(text) == expected


def test_a_demonym_carries_the_common_name_of_its_place() -> None:
    assert [(p.name, p.kind, p.demonym) for p in find_demonyms("Dutch and Welsh")] == [
        ("Netherlands", "country", True),
        ("Wales", "region", True),
    ]


def test_lower_case_demonyms_that_are_words_need_an_office() -> None:
    text = "they polish the poles while the polish government and serbian police look on"
    assert peoples(text, cased=False) == [("polish", "PL"), ("serbian", "RS")]


def test_every_listed_demonym_is_found_and_every_region_is_known() -> None:
    lists = load_words("language/demonyms")
    for code, forms in lists["countries"].items():
        assert all(peoples(f"{form} voters") == [(form, code)] for form in forms), code
    assert all(is_place_name(region) == "region" for region in lists["regions"])


def test_sovereign_states_have_a_demonym() -> None:
    missing = set(country_names()) - set(load_words("language/demonyms")["countries"])
    # "Dominican" and "Congolese" are the larger country's; the Vatican has none; the rest are territories.
    assert missing <= set(_WITHOUT_DEMONYM.split())


@pytest.mark.parametrize(
    "name", ["Serbia", "the Serbian capital", "Belgrade", "Serbian", "Belgrade city hall", "serbia"]
)
def test_a_whole_name_points_to_its_country(name: str) -> None:
    assert country_of(name) == "RS"


@pytest.mark.parametrize("name", ["", "the opposition", "Kashmir", "Latin American", "Bank of England"])
def test_a_name_without_one_country_points_nowhere(name: str) -> None:
    assert country_of(name) is None


def test_capitals_stand_for_their_country() -> None:
    assert [capital_country(name) for name in ("Moscow", "The Hague", "washington", "Novi Sad")] == [
        "RU",
        "NL",
        "US",
        None,
    ]


def test_site_words_are_lower_case_nouns() -> None:
    assert {"square", "city hall", "prison"} <= SITE_WORDS()
    assert all(word == word.lower() for word in SITE_WORDS())


_PIECES = [
    "Serbia",
    "U.S.",
    "US",
    "Paris",
    ", ",
    ". ",
    "'s ",
    "-",
    "\n",
    " in ",
    "Nice",
    "Polish",
    "St",
    "of",
    "ı",
    "\u0301",
    "é",
]


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)), st.booleans())
def test_any_text_gives_ordered_spans_inside_it_and_always_the_same(text: str, cased: bool) -> None:
    for find in (find_places, find_demonyms):
        found = find(text, cased=cased)
        assert found == find(text, cased=cased)
        bounds = [bound for item in found for bound in (item.start, item.end)]
        assert bounds == sorted(bounds)
        assert all(0 <= item.start < item.end <= len(text) for item in found)
    country_of(text)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Lebanese troops held two men in Tripoli.", "Tripoli", "LB"),
        ("Libyan forces held two men in Tripoli.", "Tripoli", "LY"),
        ("Two men were held in Tripoli.", "Tripoli", "LY"),
        ("Argentine police arrested ten men in Cordoba.", "Cordoba", "AR"),
        ("Canadian riot police arrested a man in London.", "London", "CA"),
        ("Canadian troops met their hosts in London.", "London", "GB"),
        ("Canadian police flew to London, where British police took over.", "London", "GB"),
        ("German police arrested a man in London.", "London", "GB"),
        ("About 300 nurses marched in the Spanish port city of Cartagena.", "Cartagena", "ES"),
        ("In Venezuela, ten men were arrested in Valencia.", "Valencia", "VE"),
        ("Venezuelan police made arrests in Maracay. In Valencia, ten men were held.", "Valencia", "VE"),
        ("Police in Barcelona arrested a Venezuelan banker.", "Barcelona", "ES"),
        ("A banker wanted in Venezuela was arrested in Barcelona.", "Barcelona", "ES"),
        ("Spanish police arrested nine men in Merida.", "Merida", "ES"),
        ("Russian activists rallied in Berlin.", "Berlin", "DE"),
    ],
)
def test_namesakes_are_told_apart_by_who_is_at_work_there(text: str, name: str, country: str) -> None:
    """A country's own police, the words right before the name, or all that the text is set in; a person's country is no sign."""
    assert [found for found in places(text) if found[0] == name][-1] == (name, "city", country)


@pytest.mark.parametrize(
    ("role", "country"), [("Officer", None), ("French officer", "FR"), ("Berlin police chief", "DE")]
)
def test_a_word_for_an_office_that_is_a_town_too_has_no_country(role: str, country: str | None) -> None:
    assert country_within(role) == country
