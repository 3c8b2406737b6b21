"""One record out of two: the rules' with what a model knows beside it, or better where the rules were not sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from schemas import COMPUTED, Evidence, Place, Record, Result, Statement
from service.language.names import fold
from service.merge.alike import agree, agreements

WHOLE = ""  # among open fields: the rules were not sure of the record itself
_OURS = COMPUTED | {"evidence", "about"}
_ONLY_IF_OPEN = frozenset({"factuality", "content", "kind"})
# What a model reads better: its value stands wherever the words bear it out. Where the words said begin and end, and so
# their kind, it says of the very record that it was shown.
_MODELS = frozenset({"speaker", "stage", "status", "content"})
_NOTHING: tuple[Any, ...] = (None, [], "unknown")


def contested(
    mine: Record, passed: Record | None, known: frozenset[str], given: frozenset[str], wrong: frozenset[str]
) -> tuple[Record, frozenset[str]]:
    """The rules' record less what does not stand against a model's word, and the fields in which that word counts.

    ``passed`` is what the guard lets pass of the record as if a model had proposed it, ``known`` are the fields that gaps
    say are open; the model gave values for ``given``, and says of ``wrong`` that the words do not bear them out.
    """
    are_open = known | (given if passed is None else given & _MODELS)
    if "content" in are_open & given:
        are_open |= {"kind"}
    update: dict[str, Any] = {}
    for name in (given | wrong) & frozenset(type(mine).model_fields) - _OURS - {"content"}:
        have, stands = getattr(mine, name), getattr(passed or mine, name)
        if not isinstance(have, list) and stands in _NOTHING and have not in _NOTHING:
            are_open |= {name}
        kept = [v for v in have if any(agree(v, s) for s in stands)] if isinstance(have, list) else have
        if name in wrong and not are_open.isdisjoint({name, WHOLE}):
            kept = _emptied(mine, name)
        update |= {name: kept} if kept != have else {}
    return (mine.model_copy(update=update) if update else mine), are_open


def _emptied(record: Record, name: str) -> Any:
    """What the field has where nothing is known; as it is, where a record cannot be without it."""
    info = type(record).model_fields[name]
    return getattr(record, name) if info.is_required() else info.get_default(call_default_factory=True)


def joined(mine: Record, other: Record) -> Record | None:
    """One record of two that a model says are one; None where their values speak against it."""
    found = [] if isinstance(mine, Statement) else list(agreements(mine, other))
    if found.count(False) > found.count(True):
        return None
    evidence = {(e.start, e.end): e for e in (*mine.evidence, *other.evidence)}
    update: dict[str, Any] = {"evidence": [evidence[span] for span in sorted(evidence)]}
    if isinstance(mine, Statement) and isinstance(other, Statement):
        said = {(e.start, e.end): e for e in (*mine.content, *other.content)}
        update["content"] = [said[span] for span in sorted(said)]
    return completed(mine, other, ()).model_copy(update={**update, "source": "both"})


def completed(mine: Record, theirs: Record, open_fields: Iterable[str]) -> Record:
    """The rules' record with the model's values for its empty fields and for those that the rules had marked as open.

    Lists are joined; of an open one only those values of the rules stay that the model has, too.
    """
    are_open = frozenset(open_fields)
    update = {
        name: value
        for name in type(mine).model_fields
        if name not in _OURS and (value := _field(mine, theirs, name, are_open)) != getattr(mine, name)
    }
    if not update and WHOLE not in are_open:
        return mine
    new = [e.model_copy(update={"fields": sorted(update)}) for e in theirs.evidence if not _covered(e, mine.evidence)]
    evidence = sorted([*mine.evidence, *(new if update else [])], key=lambda e: (e.start, e.end))
    # Where a value came from, and how likely it is, was said of the rules' value.
    carried = [name for name in mine.carried if name not in update]
    confidences = {name: share for name, share in mine.confidences.items() if name not in update}
    told = {"evidence": evidence, "carried": carried, "confidences": confidences, "source": "both"}
    return mine.model_copy(update={**update, **told})


def _field(mine: Record, theirs: Record, name: str, are_open: frozenset[str]) -> Any:
    have, given = getattr(mine, name), getattr(theirs, name)
    is_open = not are_open.isdisjoint({name, WHOLE})
    if given in _NOTHING or (name in _ONLY_IF_OPEN and not is_open):
        return have
    if name == "content":
        return given
    if isinstance(have, list):
        return _joined(have, given, is_open)
    return given if is_open or have in _NOTHING else have


def _joined(have: Sequence[Any], given: Sequence[Any], is_open: bool) -> list[Any]:
    """The values of both; one that both have is the rules', with what the model's has beside it."""
    pairs = dict(_pairs(have, given))
    kept = (_filled(v, given[pairs[i]]) if i in pairs else v for i, v in enumerate(have) if i in pairs or not is_open)
    known = [g for j, g in enumerate(given) if j in pairs.values() or _is_known(g, have)]
    return [*kept, *(g for g in given if not any(g is one for one in known))]


def _is_known(theirs: Any, have: Sequence[Any]) -> bool:
    """Whether ours has it under another name; of several results each is one of its own: ``Green Party`` is not ``Party``."""
    return not isinstance(theirs, Result) and any(_is_one(mine, theirs) for mine in have)


def _pairs(have: Sequence[Any], given: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """Which of ours is which of the given, results each once: those of just the same name first."""
    left, taken = dict(enumerate(have)), set[int]()
    for exactly in (True, False):
        for i, mine in list(left.items()):
            free = ((j, g) for j, g in enumerate(given) if j not in taken or not isinstance(g, Result))
            by_name = exactly and isinstance(mine, Result)
            at = next((j for j, g in free if _is_one(mine, g) and (not by_name or agree(mine, g, exactly=True))), None)
            if at is not None:
                del left[i]
                taken.add(at)
                yield i, at


def _is_one(mine: Any, theirs: Any) -> bool:
    """Whether the two are one value; ``Selby`` and ``Selby Park`` are two places."""
    if isinstance(mine, Place) and isinstance(theirs, Place):
        return sorted(fold(mine.name)) == sorted(fold(theirs.name))
    return agree(mine, theirs)


def _filled(mine: Any, theirs: Any) -> Any:
    """A part of a record with the other's values for its empty fields."""
    if not isinstance(mine, BaseModel):
        return mine
    empty = (name for name in type(mine).model_fields if getattr(mine, name) in _NOTHING)
    return mine.model_copy(update={name: getattr(theirs, name) for name in empty})


def _covered(words: Evidence, by: Iterable[Evidence]) -> bool:
    return any(e.start <= words.start and words.end <= e.end for e in by)
