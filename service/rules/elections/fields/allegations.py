"""What is said to be wrong with the vote, who says so, and who denies it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from schemas import Actor, Allegation, AllegationKind
from service.language.phrases import child, clause_head, doer, is_negated
from service.language.reading import Reading
from service.rules.elections.actors import same_actor
from service.rules.elections.fields.contestants import speaker
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.report import Alleged, Report, report
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")
_CONTEXT = _WORDS["allegation_context"]
_PHRASES: Lexicon[tuple[AllegationKind, bool]] = Lexicon(
    {p: (a["kind"], False) for a in _WORDS["allegation"] for p in a["weak"]}
    | {p: (a["kind"], True) for a in _WORDS["allegation"] for p in a["strong"]}
)
_NEGATED, _FAIR = Lexicon.of(_CONTEXT["negated"], ""), Lexicon.of(_CONTEXT["fair"], "")
_ACCUSE, _DENY = frozenset(_CONTEXT["accuse"]), frozenset(_CONTEXT["deny"])
_DENIED = frozenset(_CONTEXT["denied"])
_VOTES = frozenset(_CONTEXT["votes"])
_SAYING = _ACCUSE | {"insist", "maintain", "assure", "assert"}


def find_allegations(view: View, *, contest_here: bool, contest_near: bool) -> Iterator[Report]:
    """Allegations and denials in the sentence; ``contest_here`` says that it names an election, as a strong phrase does.

    Where only the sentence before does (``contest_near``), votes and results may be called rigged.
    """
    taken_back = {hit.last.i for hit in _NEGATED.find(view.doc)}
    fair = _FAIR.find(view.doc)
    hits = _PHRASES.find(view.doc)
    of_votes = contest_near and not _VOTES.isdisjoint(view.words)
    spoken = contest_here or any(strong for _, strong in (hit.value for hit in hits))
    for hit in hits:
        kind, _ = hit.value
        told = spoken or (of_votes and kind == "fraud")
        if not told or any(hit.first.i - 4 <= i <= hit.last.i for i in taken_back):
            continue
        denier = _denier(view, hit.first)
        if _is_negated(hit.first, hit.last):
            by = _accuser(view, hit.first, hit.last)
            if by is not None:
                yield report(view, hit.last, Alleged(None, None, by), hit.first, hit.last)
            continue
        by = None if denier else _accuser(view, hit.first, hit.last)
        yield report(view, hit.last, Alleged(kind, by, denier), hit.first, hit.last)
    yield from _denials(view)
    for hit_fair in fair:
        yield from _called_fair(view, hit_fair.first, hit_fair.last)


def allegations(reading: Reading, told: Sequence[Report]) -> list[Allegation]:
    """One allegation a kind, with the first who is known to make it and all who deny it."""
    reports = [(f, f.value) for f in told if isinstance(f.value, Alleged)]
    deniers: list[Actor] = []
    for _, value in reports:
        if value.denied_by is not None and not any(same_actor(d, value.denied_by) for d in deniers):
            deniers.append(value.denied_by)
    denials = [reading.evidence(f.start, f.end, "denied_by") for f, value in reports if value.kind is None]
    out: list[Allegation] = []
    for kind in dict.fromkeys(value.kind for _, value in reports if value.kind is not None):
        made = [(f, value.by) for f, value in reports if value.kind == kind]
        by = next((by for _, by in made if by is not None), None)
        evidence = [reading.evidence(f.start, f.end, "kind") for f, _ in made]
        out.append(Allegation(kind=kind, by=by, denied_by=deniers, evidence=[*evidence, *denials]))
    return out


def _accuser(view: View, first: Token, last: Token) -> Actor | None:
    """Who alleges it: the doer of the nearest verb of accusing above the phrase."""
    token = last
    for _ in range(8):
        head = token.head
        said = token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in _SAYING and not first.i <= token.i <= last.i
        if said and doer(token) is not None:
            return speaker(view, doer(token))
        if head == token:
            break
        token = head
    return _of_turn(view)


def _is_negated(first: Token, last: Token) -> bool:
    """``the vote was not rigged`` denies; in ``not free and fair`` the ``not`` belongs to the phrase."""
    words = {t.lower_ for t in last.doc[first.i : last.i + 1]}
    if words & {"not", "n't", "no", "neither", "nor", "either"}:
        return False
    verb = clause_head(last)
    return verb.dep_ != "ROOT" and is_negated(verb)


def _of_turn(view: View) -> Actor | None:
    """Whoever speaks the turn, where turns have names."""
    turn = view.sentence.turn
    if turn < 0:
        return None
    name = view.reading.transcript.turns[turn].speaker
    return Actor(name=name, kind="person") if name else None


def _denier(view: View, token: Token) -> Actor | None:
    verb = clause_head(token)
    for _ in range(3):
        if verb.lemma_.lower() in _DENY:
            return speaker(view, doer(verb))
        if verb.head == verb:
            break
        verb = clause_head(verb.head)
    return None


def _denials(view: View) -> Iterator[Report]:
    """``X denies it``, ``X rejected the accusations``."""
    for verb in view.of_lemmas(_DENY):
        if verb.pos_ != "VERB" or is_negated(verb):
            continue
        target = child(verb, "dobj", "nsubjpass")
        if target is None or target.lower_ not in _DENIED:
            continue
        who = speaker(view, doer(verb))
        if who is not None:
            yield report(view, verb, Alleged(None, None, who), verb, target)


def _called_fair(view: View, first: Token, last: Token) -> Iterator[Report]:
    """``X insists the election was fair`` denies what others allege."""
    verb = clause_head(last)
    while verb.head != verb and verb.lemma_.lower() not in _SAYING:
        verb = clause_head(verb.head)
    if verb.lemma_.lower() not in _SAYING:
        return
    who = speaker(view, doer(verb))
    if who is not None:
        yield report(view, last, Alleged(None, None, who), first, last)
