"""A dateline is nobody, and the sentence behind it is read as if it stood alone."""

from __future__ import annotations

import pytest

from service.extract import extract
from service.read import read_text

SENTENCES = {
    "protests": "Around 6,000 people marched through the harbour district on Wednesday against higher fares.",
    "detentions": "Police arrested a union leader, Ilka Marsh, on Monday.",
    "elections": "The Civic Alliance kept the town hall in Sunday's local election.",
    "statements": "The mayor said that the bridge was safe.",
}
DATELINES = [
    "PORT TARN, Velmia - ",
    "TARN (Wire) — ",
    "TARN, Velmia, June 9 -- ",
    "FILE - ",
    "(Tarn) – ",
    "Tarn (Wire) - ",
    "Tarn, 9 June 2031 — ",
    "PORT TARN, Velmia (Wire): ",
    "TARN, June 9 (WIRE) ",
    "New Delhi: ",
    "Lagos — ",
    "Lagos, 9 June 2031: ",
]


def told(text: str, plural: str) -> list[dict[str, object]]:
    """The records of a type, without what hangs on where the words stand."""
    records = getattr(extract(read_text(text)), plural)
    return [bare(record.model_dump(mode="json")) for record in records]


def _is_where(item: object) -> bool:
    """Whether it is evidence of a place and of nothing else, as the town of the dateline is."""
    return isinstance(item, dict) and item.get("fields") in (["place"], ["places"])


def bare(value: object) -> object:
    if isinstance(value, list):
        return [bare(item) for item in value if not _is_where(item)]
    if isinstance(value, dict):
        left_out = ("id", "start", "end", "about", "place", "places", "country", "carried", "confidence", "confidences")
        return {key: bare(item) for key, item in value.items() if key not in left_out}
    return value


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("New Delhi: Police arrested two clerks on Monday.", "New Delhi"),
        ("NEW DELHI, Nov 14 (WIRE) Police arrested two clerks on Monday.", "NEW DELHI"),
        ("Rome, 12 June 2031: Police arrested two clerks on Monday.", "Rome"),
        ("AUSTIN, Tex. (KAUS): Police arrested two clerks on Monday.", "AUSTIN"),
        ("Lagos — Police arrested two clerks on Monday.", "Lagos"),
        ("Note: Police arrested two clerks on Monday.", None),
        ("Reading - Police arrested two clerks on Monday.", None),
        ("Ann Rossi (Labour) - Police arrested two clerks on Monday.", None),
        ("The Union of Dockers (UD) Police arrested two clerks on Monday.", None),
    ],
)
def test_what_is_told_under_a_dateline_is_set_in_its_town(text: str, town: str | None) -> None:
    (found,) = extract(read_text(text)).detentions
    assert (found.place and found.place.name) == town


@pytest.mark.parametrize("dateline", DATELINES)
@pytest.mark.parametrize("plural", sorted(SENTENCES))
def test_the_sentence_behind_a_dateline_is_read_as_alone(plural: str, dateline: str) -> None:
    """But for where it is set, which the dateline may tell."""
    alone = told(SENTENCES[plural], plural)
    assert alone
    assert told(dateline + SENTENCES[plural], plural) == alone
