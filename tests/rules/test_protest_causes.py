"""What protests are against, where feelings, complaints or a sentence beside tell it."""

from __future__ import annotations

import pytest

from schemas import Protest
from service.extract import extract
from service.read import read_text


def against(text: str) -> str | None:
    """Whom or what the one protest in the text is against."""
    found: list[Protest] = extract(read_text(text)).protests
    assert len(found) == 1
    return found[0].against.name if found[0].against else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Fishermen blockaded the port of Velm on Friday. Their action over curbs on quotas led to protests.",
            "curbs",
        ),
        (
            "Unions in Velm began a strike on Friday. It was called after the government doubled the price of petrol.",
            "price of petrol",
        ),
        ("Hundreds marched in Velm on Friday. They are angry at the cost of bread.", "cost of bread"),
        (
            "Hundreds marched in Velm on Friday. The shops are angry at the cost of bread. They sell out by noon.",
            "cost of bread",
        ),
        ("Hundreds marched in Velm on Friday. The shops sell out by noon.", None),
    ],
)
def test_a_sentence_beside_tells_the_cause(text: str, expected: str | None) -> None:
    assert against(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nurses marched in Velm on Friday to voice their anger over the reform.", "reform"),
        ("Residents of Usk staged a protest on Friday, complaining about a lack of water.", "lack of water"),
        ("Residents of Usk marched on Friday. Their fight against a copper mine goes on, they said.", "copper mine"),
        ("Students in Velm boycotted classes on Friday.", None),
        ("The union called for a boycott of the poll on Friday.", "poll"),
        ("The union called for a boycott of classes on Friday.", None),
    ],
)
def test_feelings_and_complaints_tell_the_cause(text: str, expected: str | None) -> None:
    assert against(text) == expected
