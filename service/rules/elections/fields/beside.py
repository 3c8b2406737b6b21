"""The place and the dates beside the words that name an election."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from service.language.dates import Moment
from service.language.phrases import clause_head
from service.language.places import PlaceMention
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_HELD_BY = load_words("rules/elections")["held_by"]
_HOLDING, _DECIDING = frozenset(_HELD_BY["verbs"]), frozenset(_HELD_BY["deciding"])
_GAIN = frozenset(load_words("rules/elections")["results"]["gain_verbs"])
_DECIDED = frozenset({"win", "lose", "elect", "reelect", "beat", "defeat", "secure", "get", "receive", "take", "poll"})
_YEAR = len("2023")
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})


def place_in(view: View, words: list[Token]) -> PlaceMention | None:
    """The place in the contest's phrase, before it rather than after it."""
    starts = [view.at(t) for t in words]
    inside = [p for p in view.places if any(p.start <= s < p.end for s in starts)]
    return next((p for p in inside if p.country), None)


def day_of(view: View, noun: Token, words: list[Token]) -> Moment | None:
    """The most exact of the dates of `days_of`."""
    days = days_of(view, noun, words)
    best = max(days, key=lambda m: len(m.edtf or ""), default=None)
    years = [m.edtf for m in days if m.edtf and len(m.edtf) == 4]
    if best is not None and len(years) == 1 and (best.edtf or "").startswith("XXXX-"):  # "the 2020 vote on November 3"
        return replace(best, edtf=f"{years[0]}{(best.edtf or '')[4:]}")
    return best


def days_of(view: View, noun: Token, words: list[Token]) -> list[Moment]:
    """The dates in the contest's phrase or right after it, or else those of the clause whose verb it belongs to."""
    starts = {view.at(t) for t in words}
    moments = [m for m in view.moments if not _is_since(view, m)]
    inside = [m for m in moments if any(m.start <= s < m.end for s in starts) or _is_right_after(view, noun, m)]
    if any(len(m.edtf or "") != _YEAR for m in inside):
        return inside
    held = [c for c in noun.children if c.dep_ in ("relcl", "acl") and c.lemma_.lower() in _HOLDING] or _told_after(
        noun
    )
    verbs = held or [v for v in (clause_head(noun),) if v.lemma_.lower() in _HOLDING and _takes(v, noun)]
    verbs += [c for v in verbs for c in v.children if c.dep_ == "xcomp" and c.lemma_.lower() in _HOLDING]
    found = [m for m in moments if m in inside or clause_head(view.token_at(m.start)) in verbs]
    return found or _fronted(view, noun)


def is_told_of_one(noun: Token, day: Moment | None) -> bool:
    """``the Greens, who won 12 seats in the 2019 election``: an earlier vote, told of somebody whom the news is about."""
    clause = clause_head(noun)
    who = next((c for c in clause.children if c.lower_ in ("who", "which") and c.dep_ in ("nsubj", "nsubjpass")), None)
    past = clause.tag_ in ("VBD", "VBN") and not any(c.lower_ in ("has", "have") for c in clause.children)
    decided = clause.dep_ == "relcl" and past and clause.lemma_.lower() in _DECIDED
    return day is not None and len(day.edtf or "") == _YEAR and decided and who is not None


def _is_since(view: View, moment: Moment) -> bool:
    """``the first elections since 2003``, ``since the war of 2003``: when something else was."""
    above = takewhile(lambda t: t.pos_ not in ("VERB", "AUX"), view.token_at(moment.start).ancestors)
    return any(t.lower_ == "since" for t in above)


def _fronted(view: View, noun: Token) -> list[Moment]:
    """``In 2016, the party's nominee received 3 per cent of the popular vote``: the year that opens the sentence."""
    opening = [m for m in view.moments if len(m.edtf or "") == _YEAR and view.token_at(m.start).i == 1]
    verb = clause_head(noun)
    mine = bool(opening) and clause_head(view.token_at(opening[0].start)) == verb
    return opening if mine and verb.lemma_.lower() in _HOLDING | _GAIN else []


def _is_right_after(view: View, noun: Token, moment: Moment) -> bool:
    """``the election in 2013``, wherever the parse hangs the year."""
    first = view.token_at(moment.start)
    last = noun.head if noun.dep_ == "compound" else noun  # "his election win in 2009"
    between = [t for t in noun.doc[last.i + 1 : first.i] if t.lower_ not in ("the", "early", "late")]
    return first.i > noun.i and len(between) == 1 and between[0].lower_ in ("in", "of", "on", "for", "from")


def _told_after(noun: Token) -> list[Token]:
    """``the election to be held on May 9``, where parsers hang ``held`` elsewhere: the participle right after the noun."""
    after = noun.doc[noun.i + 1 : noun.i + 4]
    if not after or after[0].lower_ not in ("to", "held", "scheduled", "set", "due", "planned", "slated"):
        return []
    return [t for t in after if t.tag_ == "VBN"][:1]


def _takes(verb: Token, noun: Token) -> bool:
    """Whether the verb's date is the contest's: its subject or object, or anywhere under ``win``, ``vote`` and the like."""
    top = noun.head if noun.dep_ in ("compound", "conj") else noun
    if top.dep_ == "pobj" and top.head.head.lower_ in ("date", "dates", "day"):
        return True  # "set May 9 as the date for the election"
    return verb == noun or verb.lemma_.lower() in _DECIDING or (top.head == verb and top.dep_ in _ARGUMENTS)
