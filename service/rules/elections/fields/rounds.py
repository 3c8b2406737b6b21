"""Who goes on to a second round where the sentence says it of all together: `A won 44 per cent, B 39 and go into a run-off`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemas import Actor, Result
from service.language.phrases import child, subject
from service.rules.elections.fields.figures import is_percent
from service.rules.elections.fields.owners import owner
from service.rules.elections.fields.results import basis_of, kind_of
from service.rules.elections.fields.verbs import ahead_to_a_round
from service.rules.elections.report import Report, report
from service.rules.elections.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

_GO_ON = 2  # contestants
_TOGETHER = frozenset({"they", "both", "two", "pair"})


def all_who_go_on(view: View, before: View | None) -> Iterator[Report]:
    """The run-off of the two with the largest shares in the sentence, or in the one before where they are not named again."""
    for verb in ahead_to_a_round(view):
        if not _is_of_several(verb):
            continue
        who = subject(verb)
        apart = who is not None and (who.lower_ in _TOGETHER or any(c.lower_ in _TOGETHER for c in who.children))
        told = _with_shares(view) or (_with_shares(before) if apart and before else [])
        for actor in told if len(told) == _GO_ON or apart else ():
            yield report(
                view, verb, Result(contestant=actor, outcome="runoff", basis=basis_of(view), kind=kind_of(view))
            )


def _is_of_several(verb: Token) -> bool:
    """``go``, ``will face each other``: said of more than one; of one it would be ``goes``."""
    other = child(verb, "dobj")
    if other is not None:
        return other.lower_ == "other"
    who = subject(verb)
    several = who is not None and (who.lower_ in _TOGETHER or any(c.lower_ in _TOGETHER for c in who.children))
    return who is not None and (several or _is_plural(verb))


def _is_plural(verb: Token) -> bool:
    return verb.tag_ == "VBP" or (verb.tag_ == "VB" and child(verb, "aux") is None)


def _with_shares(view: View) -> list[Actor]:
    """The two contestants with the largest shares of the vote in the sentence."""
    figures = [f for f in view.figures if is_percent(f)]
    owned = [
        (f.low or 0, found[1]) for f, e in zip(figures, (None, *figures), strict=False) if (found := owner(view, f, e))
    ]
    people = [(share, actor) for share, actor in owned if actor.kind in ("person", "unknown")]
    return [actor for _, actor in sorted(people, key=lambda told: -told[0])[:_GO_ON]]
