"""The weights, as ``words/weights.toml`` has them."""

from __future__ import annotations

from functools import cache
from typing import Any

from spacy.lang.en.stop_words import STOP_WORDS

from service.words import load_words, words_in

_LIST = "clusters/weights"
_DEFAULT = "protests"  # for record types that have no weights of their own


@cache
def common_words() -> frozenset[str]:
    """Words that tell no event from another: small ones, dates, and what all news has."""
    dates = load_words("language/dates")
    calendar = frozenset(
        word for name in ("months", "months_short", "weekdays", "weekdays_short") for word in dates[name]
    )
    return frozenset(STOP_WORDS) | calendar | words_in(_LIST, "common")


@cache
def weights_of(kind: str) -> dict[str, Any]:
    """``prior``, and for each comparison the weights of what may come of it."""
    listed = load_words(_LIST)["weights"]
    weights: dict[str, Any] = listed.get(kind, listed[_DEFAULT])
    return weights


@cache
def rules_out(kind: str) -> frozenset[str]:
    """What no agreement outweighs, as ``comparison.outcome``."""
    listed = load_words(_LIST)["rules_out"]
    return frozenset(listed.get(kind, listed[_DEFAULT]))


def reach(what: str) -> int:
    """How many days apart two records may be that are compared."""
    return int(load_words(_LIST)["reach"][what])


@cache
def slack(kind: str) -> int:
    """By how many days two records of one event may differ."""
    listed = load_words(_LIST)["slack"]
    return int(listed.get(kind, listed[_DEFAULT]))


def sorts(kind: str, name: str) -> frozenset[str]:
    """Kinds and forms that stand for themselves."""
    return frozenset(load_words(_LIST)["sorts"].get(kind, {}).get(name, ()))


def rounds(name: str) -> frozenset[str]:
    """The phrases that tell a round of an election."""
    return words_in(_LIST, "rounds", name)
