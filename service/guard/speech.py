"""Who says it, read again: the speakers that the words around a statement's content give it."""

from __future__ import annotations

from collections.abc import Iterable

from schemas import Act, Evidence
from service.guard.scope import Scope
from service.language.names import fold
from service.language.phrases import is_negated
from service.rules.statements.draft import Draft, overlap
from service.words import words_in

_SMALL = words_in("guard/bearing", "small_words")
_ENOUGH = 0.5  # of the words said that a draft must share with them
_AS_NEAR = 0.8  # of the nearest draft's likeness


def drafts_for(drafts: Iterable[Draft], content: Iterable[Evidence]) -> list[Draft]:
    """Those of the ``drafts``, which the rules read, whose words said are the nearest to those of ``content``."""
    spans = tuple((e.start, e.end) for e in content)
    size = sum(end - start for start, end in spans)
    shared = [(overlap(d.spans, spans), d) for d in drafts if d.spans]
    near = [(common / (size + d.size - common), d) for common, d in shared if common >= _ENOUGH * min(size, d.size)]
    best = max((likeness for likeness, _ in near), default=0.0)
    return [d for likeness, d in near if likeness >= _AS_NEAR * best]


def is_unsaid(cue: str, scope: Scope) -> bool:
    """Whether the words have the reporting verb only where it is negated: ``never said``."""
    first = cue.lower().split()[0]
    verbs = [token for _, token in scope.tokens() if token.lower_ == first and token.pos_ == "VERB"]
    return bool(verbs) and all(is_negated(verb) for verb in verbs)


def is_somebody_else(name: str, drafts: Iterable[Draft]) -> bool:
    """Whether the words give what is said to speakers, and to none of that name."""
    speakers = [frozenset(fold(d.speaker.name)) - _SMALL for d in drafts if d.speaker is not None]
    wanted = frozenset(fold(name)) - _SMALL
    return bool(speakers) and not any(wanted & speaker for speaker in speakers)


def act_of(drafts: Iterable[Draft]) -> Act | None:
    """What the reporting verb does, where the words have one."""
    return next((d.act for d in drafts if d.cue is not None), None)
