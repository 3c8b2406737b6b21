"""Whether two reports of somebody held are of one case: its stages go on, and an arrest after its end begins another."""

from __future__ import annotations

from typing import get_args

from schemas import Stage
from service.clusters.facts import Facts
from service.clusters.weights import slack

_ORDER: dict[str, int] = {stage: at for at, stage in enumerate(get_args(Stage))}
_ARREST = _ORDER["charged"]  # stages before this one are the beginning of a case
_REPORTED = 10  # days within which an arrest without a date is told


def stages_apart(a: Facts, b: Facts) -> str | None:
    """``goes_on`` from one stage to a later one, the ``same`` again, or ``another_case``."""
    one, other = a.told_by.value("stage"), b.told_by.value("stage")
    if one is None or other is None:
        return None
    early, late = sorted((a, b), key=lambda facts: _ORDER[facts.told_by.value("stage")])
    if _is_arrest(early) and _begins_after(early, late):
        return "another_case"
    return "same" if one == other else "goes_on"


def _begins_after(arrest: Facts, other: Facts) -> bool:
    """Whether the arrest was on another day than the other arrest, or after what the other tells of."""
    first, last = arrest.when, other.when
    if first is not None and last is not None and _is_arrest(other):
        both = arrest.told_by.value("stage") == other.told_by.value("stage") == "arrested"  # who is held is held on
        return both and first.is_exact and last.is_exact and first.gap(last) > slack(arrest.type)
    if first is None and arrest.told_by.value("stage") != "arrested":
        return False  # who is detained may have been for long
    begun = first.first if first is not None else arrest.told and arrest.told - _REPORTED
    known = last.last if last is not None else other.told
    return bool(begun and known and begun - known > slack(arrest.type))


def _is_arrest(facts: Facts) -> bool:
    return _ORDER[facts.told_by.value("stage")] < _ARREST
