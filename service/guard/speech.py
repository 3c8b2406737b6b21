"""Who says it, read again: the speakers that the words around a statement's content give it."""

from __future__ import annotations

from collections.abc import Iterable

from schemas import Act, Evidence
from service.language.names import fold
from service.rules.statements.draft import Draft, overlap
from service.words import words_in

_SMALL = words_in("guard/bearing", "small_words")
_ENOUGH = 0.5  # of the words said that a draft must share with them


def drafts_for(drafts: Iterable[Draft], content: Iterable[Evidence]) -> list[Draft]:
    """Those of the ``drafts`` that the rules read of which most of the words said are those of ``content``."""
    spans = tuple((e.start, e.end) for e in content)
    size = sum(end - start for start, end in spans)
    return [d for d in drafts if d.spans and overlap(d.spans, spans) >= _ENOUGH * min(size, d.size)]


def is_somebody_else(name: str, drafts: Iterable[Draft]) -> bool:
    """Whether the words give what is said to speakers, and to none of that name."""
    speakers = [frozenset(fold(d.speaker.name)) - _SMALL for d in drafts if d.speaker is not None]
    wanted = frozenset(fold(name)) - _SMALL
    return bool(speakers) and not any(wanted & speaker for speaker in speakers)


def act_of(drafts: Iterable[Draft]) -> Act | None:
    """What the reporting verb does, where the words have one."""
    return next((d.act for d in drafts if d.cue is not None), None)
