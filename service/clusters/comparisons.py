"""What two records agree and differ in, a comparison a function: each gives the name of what came of it, or None where one
of the two says nothing. ``words/weights.toml`` says what each is worth.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from itertools import product

from schemas import Quantity
from service.clusters.facts import Facts, Name, named
from service.clusters.stages import stages_apart
from service.clusters.weights import rounds, slack, sorts

_MANY, _FEWEST = 0.4, 3  # of the words of the shorter that both have; words without which nothing can be said
_SOME = 0.15
_COMMON = {"most": 0.3, "many": 0.2, "several": 0.12, "some": 0.06, "few": 0.02}  # of two bags of words, 0 to 1
_CHANCE = 10  # figures below it, and round ones, many events have
_NEAR = 1.5  # times that one figure may be another
_APART = 2.5
_TOLD = {"days": 4, "week": 9, "weeks": 21}  # at most so many days between two transcripts
_CLOSE = 2.5  # points between two shares of the vote that are one
_ONE_PERSON = frozenset({"same", "family", "said", "family_said"})
_OPEN = frozenset({"postponed", "cancelled", "annulled", "scheduled"})  # votes whose day may yet be another


def place(a: Facts, b: Facts) -> str | None:
    """The same town, region or country, or others; who is held in one town may be tried in another."""
    found = _place(a, b)
    is_other = found is not None and found.endswith(("abroad", "another_town", "another_region"))
    return "moved" if is_other and people(a, b) in _ONE_PERSON else found


def _place(a: Facts, b: Facts) -> str | None:
    """A site in both is one town. What only stands near one of them may be the other's place."""
    here, there = a.where, b.where
    if here.towns & there.towns or _alike(here.sites, there.sites):
        return "same_town"
    if here.towns & b.near.towns or there.towns & a.near.towns:
        return "named_town" if not (here.towns and there.towns) else "named_other_town"
    sure = "" if here.is_own and there.is_own else "perhaps_"
    if here.countries and there.countries and not here.countries & there.countries:
        named = here.countries & b.near.countries or there.countries & a.near.countries
        return "named_country" if named else f"{sure}abroad"
    if here.countries & there.countries and _is_national(a) and _is_national(b):
        return "same_country"  # wherever it is told from
    if here.towns and there.towns:
        return f"{sure}another_town"
    if _alike(here.regions | here.towns, there.regions | there.towns):
        return "same_region"
    if here.regions and there.regions:
        return "another_region"
    if _is_local(a) and _is_local(b) and (here.towns or there.towns):
        return "some_town"  # many towns of a country vote on one day
    return "same_country" if here.countries & there.countries else None


def _is_local(facts: Facts) -> bool:
    return bool(_values(facts, "kinds") & sorts(facts.type, "local"))


def _is_national(facts: Facts) -> bool:
    return bool(_values(facts, "kinds") & sorts(facts.type, "national"))


def _alike(some: Collection[str], others: Collection[str]) -> bool:
    """Whether one name has all words of another: `lagos` and `lagos state`."""
    pairs = product((frozenset(s.split()) for s in some), (frozenset(o.split()) for o in others))
    return any(one <= other or other <= one for one, other in pairs)


def time(a: Facts, b: Facts) -> str | None:
    """The days of the event, which may last. A day that only its words name may be that of something else."""
    one, other = a.when or a.day, b.when or b.day
    if one is None or other is None:
        return None
    gap = max(0, one.gap(other) - _lasting(a, b))
    exact = one.is_exact and other.is_exact
    if gap == 0:
        return "same" if exact else "roughly"
    if _goes_on(a) and _goes_on(b) and gap <= _TOLD["weeks"]:
        return None
    if a.when is None or b.when is None or not exact:
        return "near" if gap <= slack(a.type) else "perhaps_apart"
    return _apart(a, b, gap)


def _apart(a: Facts, b: Facts, gap: int) -> str:
    if gap <= slack(a.type):
        return "near"
    return "another_day" if a.type == "elections" and not _is_open(a) and not _is_open(b) else "apart"


def _lasting(a: Facts, b: Facts) -> int:
    """The days that it is said to last; a march in its fourteenth week is another one than last week's."""
    lasts = max(a.lasts, b.lasts)
    return lasts if _goes_on(a) or _goes_on(b) else lasts if lasts <= _TOLD["days"] else 0


def _is_open(facts: Facts) -> bool:
    return facts.told_by.value("status") in _OPEN


def told(a: Facts, b: Facts) -> str | None:
    """How far apart the transcripts are; it says nothing of events whose own days are known."""
    if a.told is None or b.told is None or time(a, b) not in (None, "perhaps_apart"):
        return None
    apart = abs(a.told - b.told) - _lasting(a, b)
    told = next((name for name, most in _TOLD.items() if apart <= most), "months")
    return None if told in ("week", "weeks") and _goes_on(a) and _goes_on(b) else told


def _goes_on(facts: Facts) -> bool:
    """Whether it is of a kind that is not over in a day."""
    return bool(_values(facts, "forms") & sorts(facts.type, "lasting"))


def people(a: Facts, b: Facts) -> str | None:
    """Somebody of the same name; of the same family name, if few have it; named only near the other; or others."""
    found = {_same_name(one, other) for one, other in product(a.people, b.people)}
    if "same" not in found and (said := _is_said(a, b) or _is_said(b, a)):
        return said
    if "family" in found and not any(one & other & a.rare for one, other in product(a.people, b.people)):
        return None
    return next((level for level in ("same", "family", "others") if level in found), None)


def _is_said(facts: Facts, other: Facts) -> str | None:
    """Whether one of them is named in what is said round a record of one who is not: `a court released him`."""
    if other.people:
        return None
    if any(len(name) > 1 and name <= other.names for name in facts.people):
        return "said"
    return "family_said" if any(name & other.rare for name in facts.people) else None


def _same_name(one: Name, other: Name) -> str:
    few, many = sorted((one, other), key=len)
    if not all(word in many or _is_initial(word, many) for word in few) or not few & many:
        return "others"
    return "same" if len(few) > 1 or one == other else "family"


def _is_initial(word: str, name: Name) -> bool:
    return len(word) == 1 and any(other.startswith(word) for other in name)


def names(a: Facts, b: Facts) -> str | None:
    """Names that both say, of whomever or whatever: a ship, a union, a lawyer; a rare one or several, or none."""
    if not a.names or not b.names:
        return None
    rare = len(a.rare & b.rare)
    return "several" if rare > 1 else "rare" if rare else "same" if a.names & b.names else "other"


def winner(a: Facts, b: Facts) -> str | None:
    """Who won: a vote has one winner, told as the candidate or as the party."""
    for kind in ("person", "party"):
        one, other = _winners(a, kind), _winners(b, kind)
        if one and other:
            return "same" if any(_same_name(x, y) != "others" for x, y in product(one, other)) else "other"
    return None


def _winners(facts: Facts, kind: str) -> list[Name]:
    results = facts.told_by.value("results") or ()
    won = (r.contestant for r in results if r.outcome == "won" and r.contestant.kind == kind)
    return [name for contestant in won if (name := named(contestant))]


def sort(a: Facts, b: Facts) -> str | None:
    """The kinds of a vote, or the forms of a protest."""
    if a.type == "elections":
        return _kinds(_values(a, "kinds"), _values(b, "kinds"))
    one, other = _families(a), _families(b)
    if not one or not other:
        return None
    if not one & other:
        return "other"
    plain = sorts(a.type, "plain")
    return "same" if (_values(a, "forms") & _values(b, "forms")) - plain else None


def _kinds(one: frozenset[str], other: frozenset[str]) -> str | None:
    if not one or not other:
        return None
    if one & other:
        return "same"
    alone, local = sorts("elections", "alone"), sorts("elections", "local")
    if "general" in one | other:
        return "other" if alone & (one | other) else None
    return "other" if alone & (one | other) or bool(local & one) != bool(local & other) else None


def _families(facts: Facts) -> frozenset[str]:
    forms = _values(facts, "forms")
    alone = sorts(facts.type, "alone") & forms
    return alone | (frozenset({"street"}) if forms - alone else frozenset())


def _values(facts: Facts, field: str) -> frozenset[str]:
    return frozenset(facts.told_by.value(field) or ())


def figures(a: Facts, b: Facts) -> str | None:
    """How many: of an election the shares of one contestant, else the people in all."""
    if a.type == "elections":
        return _shares(a, b)
    pairs = list(product(a.figures, b.figures))
    if any(_is_exact(x) and (x.low, x.high) == (y.low, y.high) for x, y in pairs):
        return "exact"
    nearest = min((ratio for x, y in pairs if (ratio := _ratio(x, y)) is not None), default=None)
    if nearest is None:
        return None
    if nearest > _APART:
        return None if _is_part(a, b) or people(a, b) in _ONE_PERSON else "apart"
    return "same" if nearest == 1 else "near" if nearest <= _NEAR else None


def _is_exact(figure: Quantity) -> bool:
    """A figure that two events hardly have by chance: 31, but not two, nor 5,000."""
    return figure.low == figure.high and figure.low is not None and figure.low >= _CHANCE and figure.low % _CHANCE != 0


def _is_part(a: Facts, b: Facts) -> bool:
    """Whether the two tell different stages of a group: of forty who were arrested, five are let go. One alone is a case of its own."""
    alone = any((figure.high or figure.low) == 1 for figure in (*a.figures, *b.figures))
    return not alone and bool(a.told_by.value("stage") != b.told_by.value("stage"))


def _ratio(one: Quantity, other: Quantity) -> float | None:
    """How many times the one is the other at least; 1 where their ranges meet."""
    low, high = one.low or one.high, one.high or one.low
    least, most = other.low or other.high, other.high or other.low
    if not low or not high or not least or not most:
        return None
    return max(1.0, low / most, least / high)


def _shares(a: Facts, b: Facts) -> str | None:
    apart = [
        abs(x.vote_share.low - y.vote_share.low)
        for x, y in product(a.told_by.value("results"), b.told_by.value("results"))
        if x.vote_share and y.vote_share and x.vote_share.low is not None and y.vote_share.low is not None
        and x.contestant.name == y.contestant.name
    ]  # fmt: skip
    return None if not apart else "same" if min(apart) <= _CLOSE else "apart"


def words(a: Facts, b: Facts) -> str | None:
    """The words of their evidence that not all such events have."""
    return _shared(a.words, b.words)


def around(a: Facts, b: Facts) -> str | None:
    """The same for all that is told in their stories, a rare word for more than one that many have."""
    if min(len(a.bag), len(b.bag)) < _FEWEST:
        return None
    few, many = sorted((a.bag, b.bag), key=len)
    common = math.fsum(weight * many.get(word, 0) for word, weight in few.items())
    return next((level for level, least in _COMMON.items() if common >= least), "none")


def _shared(one: frozenset[str], other: frozenset[str]) -> str | None:
    fewest = min(len(one), len(other))
    if fewest < _FEWEST:
        return None
    common = len(one & other)
    share = common / fewest
    return "many" if share >= _MANY else "some" if share >= _SOME else "none" if not common else None


def crowd(a: Facts, b: Facts) -> str | None:
    """Who they are, where they are not named: nurses, or dockers."""
    return _met(a.crowd, b.crowd)


def matter(a: Facts, b: Facts) -> str | None:
    """What it is about: what is demanded or charged."""
    return _met(a.matter, b.matter)


def _met(one: frozenset[str], other: frozenset[str]) -> str | None:
    if not one or not other:
        return None
    return "same" if one & other else "other"


def round_(a: Facts, b: Facts) -> str | None:
    """The first round of a vote, or the last."""
    one, other = _round(a), _round(b)
    if one is None or other is None:
        return None
    return "same" if one == other else "another"


def _round(facts: Facts) -> str | None:
    said = " ".join(e.text for e in facts.told_by.record.evidence).lower()
    found = [name for name in ("first", "last") if any(phrase in said for phrase in rounds(name))]
    return found[0] if len(found) == 1 else None


COMPARISONS: dict[str, Callable[[Facts, Facts], str | None]] = {
    "place": place,
    "time": time,
    "told": told,
    "people": people,
    "names": names,
    "winner": winner,
    "sort": sort,
    "crowd": crowd,
    "matter": matter,
    "figures": figures,
    "words": words,
    "around": around,
    "round": round_,
    "stage": stages_apart,
}
