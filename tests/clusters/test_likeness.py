"""What tells that two records are of one event where their own values do not: names, rare words and places round them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.clusters.fit import Compared, fitted
from service.clusters.words_of import bag, rarities
from tests.clusters.test_events import LISBON, Report, corpus, events

STABBING: Report = (
    "2031-06-03",
    "Radio Garonne",
    "In Toulouse Bastien Lacaze was arrested on Monday after a stabbing at the Lacroix market, police said.",
)
TRIAL: Report = (
    "2031-06-20",
    "Occitan Wire",
    "A man was charged on Thursday over the stabbing at the Lacroix market. Lacaze has said nothing, his lawyer said.",
)


@pytest.mark.parametrize(
    ("first", "later", "together"),
    [
        (STABBING, TRIAL, True),
        (STABBING, ("2031-06-05", "Occitan Wire", "Bastien L. was charged in Toulouse on Wednesday with stabbing a trader."), True),
        (STABBING, ("2031-06-20", "Occitan Wire", "A man was charged on Thursday over a theft of boats in Sète."), False),
        (STABBING, ("2031-06-05", "Occitan Wire", "Bastien Rey was charged in Toulouse on Wednesday with stabbing a trader."), False),
    ],
)  # fmt: skip
def test_somebody_named_only_near_a_record_or_by_initials_is_known(
    first: Report, later: Report, together: bool, tmp_path: Path
) -> None:
    cases = events(corpus(tmp_path, [first, later, LISBON]), "detention")
    assert [case["transcripts"] for case in cases] == ([2] if together else [1, 1])


def test_a_country_before_its_currency_is_no_place_and_a_national_vote_may_be_told_from_any_town(
    tmp_path: Path,
) -> None:
    told = [
        ("2031-04-07", "Zambezi Post", "Chipo Banda won Zambia's presidential election on Sunday with 53 per cent of the vote."),
        ("2031-04-08", "Copper Wire", "In Lusaka Chipo Banda, who spent US$2m, won Sunday's presidential election with 53 per cent."),
    ]  # fmt: skip
    [vote] = events(corpus(tmp_path, told), "election")
    assert (vote["transcripts"], vote["country"]) == (2, "ZM")


def test_a_word_that_few_transcripts_have_weighs_more() -> None:
    rarity = rarities([(str(number), {"march", f"word {number}"}) for number in range(50)])
    assert rarity["word 3"] > rarity["march"] > 0
    assert sum(weight**2 for weight in bag({"march", "word 3"}, rarity).values()) == pytest.approx(1)


def test_weights_are_read_off_all_outcomes_at_once() -> None:
    """Of two that always come together neither has all; what speaks against a pair never comes to speak for it."""
    same = [Compared(("place.same_town", "names.rare", "around.none"), same=True)] * 30
    other = [Compared(("place.abroad", "names.other"), same=False)] * 30
    one, both = fitted("protests", [same + other]), fitted("protests", [same + other, same + other])
    assert one == both
    assert one["place.same_town"] > 0 > one["place.abroad"]
    assert one["around.none"] <= 0
