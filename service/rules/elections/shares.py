"""Numbers won: vote shares, votes and seats, each with its contestant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemas import Actor
from service.language.phrases import agent, child
from service.language.quantities import Figure
from service.rules.elections.basis import basis_of, result_kind
from service.rules.elections.facts import ResultFact
from service.rules.elections.figures import counted_noun, head_token, is_no_share, is_percent, near_words, quantity
from service.rules.elections.people import contestant, subject_of
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")["results"]
_GAIN, _LOSS = frozenset(_WORDS["gain_verbs"]), frozenset(_WORDS["loss_verbs"])
_SHARE_NOUNS, _SEAT_NOUNS = frozenset(_WORDS["share_nouns"]), frozenset(_WORDS["seat_nouns"])
_VOTE_NOUNS = frozenset(_WORDS["vote_nouns"])
_NOBODY = frozenset(
    {
        "voters",
        "people",
        "votes",
        "vote",
        "ballots",
        "seats",
        "results",
        "result",
        "turnout",
        "party",
        "poll",
        "polls",
        "survey",
    }
)
_TALLIES = frozenset({"results", "result", "count", "tally"})  # "the results of 80% of ballots"
_ACTORS = ("PROPN", "NOUN", "PRON")


def find_shares(view: View, *, contest_here: bool) -> Iterator[ResultFact]:
    """Vote shares, votes and seats in the sentence; ``contest_here`` says that it names an election."""
    for figure in view.figures:
        field = _field(view, figure, contest_here=contest_here)
        if field is None:
            continue
        token = _contestant(view, figure)
        actor = _side(view, token) if token is not None else None
        if token is None or actor is None:
            continue
        start, end = _span(view, token, figure)
        yield ResultFact(
            view, head_token(view, figure), start, end, actor,
            basis=basis_of(view), kind=result_kind(view), **{field: quantity(view, figure)},
        )  # fmt: skip


def _span(view: View, token: Token, figure: Figure) -> tuple[int, int]:
    start, end = view.sentence.span(token, token)
    return min(start, figure.start), max(end, figure.end)


def _field(view: View, figure: Figure, *, contest_here: bool) -> str | None:
    """Which field the figure fills, if any."""
    head = head_token(view, figure)
    if any(t.lower_ in _TALLIES for t in head.ancestors if t.pos_ == "NOUN"):
        return None
    noun = counted_noun(view, figure)
    word = noun.lower_ if noun is not None else ""
    verb = _verb(head)
    if verb.lemma_.lower() in _LOSS:
        return None
    if is_percent(figure):
        about = near_words(view, figure) & _SHARE_NOUNS
        if is_no_share(view, figure) or word in _SEAT_NOUNS:
            return None
        return "vote_share" if about or contest_here and verb.lemma_.lower() in _GAIN else None
    if verb.lemma_.lower() not in _GAIN or figure.low is None:
        return None
    if word in _SEAT_NOUNS:
        return "seats"
    return "votes" if word in _VOTE_NOUNS and figure.low >= 50 else None


def _verb(token: Token) -> Token:
    while token.head != token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def _contestant(view: View, figure: Figure) -> Token | None:
    """Whose figure it is: the noun before ``on 25.7 per cent``, the gap in ``and the CDU 24``, ``52% voted to leave``, else the subject."""
    head = head_token(view, figure)
    chosen = _choice(head)
    if chosen is not None:
        return chosen
    verb = _verb(head)
    between = _between(view, figure)
    if between is not None:
        return between
    if verb.lemma_.lower() == "follow" and agent(verb) is not None:
        return agent(verb)
    for label in ("dative",):
        given = child(verb, label)
        if given is not None and given.pos_ in _ACTORS:
            return given
    if verb.lemma_.lower() == "go":
        to = next((c for c in verb.children if c.dep_ in ("prep", "dative") and c.lower_ == "to"), None)
        return child(to, "pobj") if to is not None else None
    found = subject_of(verb)
    return found if found is not None and found.i != head.i and not head.is_ancestor(found) else None


def _choice(head: Token) -> Token | None:
    """``52 per cent voted to leave``, ``48% for Ann Rossi``, ``61 per cent against``."""
    top = head
    while top.dep_ in ("nummod", "pobj", "prep", "conj", "compound", "nmod") and top.head != top:
        top = top.head
    verb = top.head if top.dep_ in ("nsubj", "nsubjpass") else None
    if verb is not None and verb.lemma_ in ("vote", "back", "support", "choose", "opt", "favor", "favour", "say", "go"):
        aim = child(verb, "xcomp", "dobj", "oprd")
        preps = [
            c for c in verb.children if c.dep_ in ("prep", "dative") and c.lower_ in ("for", "against", "in", "to")
        ]
        if preps and child(preps[0], "pobj") is not None:
            return child(preps[0], "pobj")
        if aim is not None:
            return aim
    following = [t for t in head.doc[head.i + 1 : head.i + 3]]
    if (
        len(following) == 2
        and following[0].lower_ in ("to", "for")
        and (following[1].tag_ == "VB" or following[1].pos_ == "PROPN")
    ):
        return following[1]
    return None


def _between(view: View, figure: Figure) -> Token | None:
    """The contestant named between the figure before (or the verb) and this one: ``A won 45 per cent, B 40 and C 10``."""
    head = head_token(view, figure)
    first = view.tokens_of(figure.start, figure.end)[0].i
    earlier = [f for f in view.figures if f.end <= figure.start]
    left = view.tokens_of(earlier[-1].start, earlier[-1].end)[-1].i + 1 if earlier else 0
    verb = _verb(head)
    if head.dep_ == "pobj" and head.head.lower_ in ("on", "with", "at") and head.head.head.pos_ in ("NOUN", "PROPN"):
        owner = head.head.head
        if owner.lower_ not in _NOBODY and owner.i >= left:
            return owner
    if not earlier:
        return None
    after_verb = max(left, verb.i + 1 if left <= verb.i < first else left)
    nouns = [
        t
        for t in view.doc[after_verb:first]
        if t.pos_ in ("PROPN", "NOUN")
        and t.lower_ not in _NOBODY | _SHARE_NOUNS
        and t.dep_ not in ("compound", "amod", "nmod")
    ]
    return nouns[-1] if nouns and not (left <= verb.i < first) else None


def _side(view: View, token: Token) -> Actor | None:
    """The contestant as an actor; the sides of a referendum are named by their verb or word."""
    if token.pos_ == "VERB" or token.lower_ in ("yes", "no", "leave", "remain", "stay"):
        return Actor(name=token.text, kind="unknown")
    return contestant(view, token)
