"""Whose a figure is: the contestant that a share, a count of votes or of seats belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from schemas import Actor
from service.language.phrases import agent, child
from service.language.quantities import Figure
from service.rules.elections.fields.contestants import contestant, declared_winner, reelected_one, subject_of
from service.rules.elections.fields.figures import head_token, verb_of
from service.rules.elections.fields.verbs import verbs_where
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")["results"]
_CHOOSE, _SIDES = frozenset(_WORDS["choose_verbs"]), frozenset(_WORDS["sides"])
_WINNING = verbs_where(subject="won", near=False) | frozenset(_WORDS["elect_verbs"])
_BETWEEN, _UNITS = frozenset(_WORDS["between"]), frozenset(_WORDS["units"])
_TOWARDS = frozenset({"for", "behind"})
_REACH = 6  # tokens
_HOLDINGS = frozenset(_WORDS["holdings"])
_BEAT, _DECLARE = verbs_where(subject="won", object="lost"), frozenset(_WORDS["declare_verbs"])


def whose(view: View, figure: Figure, earlier: Figure | None) -> Token | None:
    """The word for the contestant; ``earlier`` is the figure before it in the sentence."""
    head = head_token(view, figure)
    verb = verb_of(head)
    if earlier is not None and joined_by_to(view, earlier, figure):
        return child(verb, "dobj") if verb.lemma_.lower() in _BEAT else None
    found = _chosen(head) or _beside(view, head, earlier) or _next_to(view, figure, earlier)
    found = found or _since(view, figure, earlier) or _by_verb(verb)
    if found is not None:
        return found
    found = reelected_one(verb) or _owner(subject_of(verb))
    if found is not None and found.i != head.i and not head.is_ancestor(found) and contestant(view, found) is not None:
        return found
    return _winner_before(view, head)


def _winner_before(view: View, head: Token) -> Token | None:
    """``X secured a second term, 72 per cent of the votes``: who the last verb of winning before the figure is said of."""
    for verb in reversed(view.doc[: head.i]):
        if verb.pos_ == "VERB" and verb.lemma_.lower() in _WINNING:
            return subject_of(verb)
    return None


def _owner(who: Token | None) -> Token | None:
    """``the party's share of the vote fell to 40 per cent``, ``support for the party``: whose share it is."""
    if who is None or who.lower_ not in _HOLDINGS:
        return who
    of = next((c for c in who.children if c.dep_ == "prep" and c.lower_ == "for"), None)
    return child(who, "poss") or (child(of, "pobj") if of is not None else None)


def _next_to(view: View, figure: Figure, earlier: Figure | None) -> Token | None:
    """The contestant right beside the figure, if the figure before has not taken it."""
    token = attached(view, figure)
    return token if token is not None and (earlier is None or view.sentence.at(token) >= earlier.end) else None


def joined_by_to(view: View, first: Figure, second: Figure) -> bool:
    """``52 to 48 per cent``, ``81,000 votes to 60,000``: the second figure is the loser's."""
    between = view.reading.transcript.text[first.end : second.start].split()
    return between in (["to"], ["votes", "to"], ["–"], ["-"])


def side(view: View, token: Token) -> Actor | None:
    """The contestant as an actor; the sides of a referendum are named by their verb or word."""
    if token.pos_ == "VERB" or token.lower_ in _SIDES:
        return Actor(name=token.text, kind="unknown")
    return contestant(view, token)


def _chosen(head: Token) -> Token | None:
    """``52 per cent voted to leave``, ``48% for Ann Rossi``."""
    top = head
    while top.dep_ in ("nummod", "pobj", "prep", "conj", "compound", "nmod") and top.head != top:
        top = top.head
    verb = top.head if top.dep_ in ("nsubj", "nsubjpass") else None
    if verb is not None and verb.lemma_ in _CHOOSE:
        preps = [
            c for c in verb.children if c.dep_ in ("prep", "dative") and c.lower_ in ("for", "against", "in", "to")
        ]
        target = child(preps[0], "pobj") if preps else None
        return target or child(verb, "xcomp", "dobj", "oprd")
    after = list(head.doc[head.i + 1 : head.i + 3])
    if len(after) == 2 and (after[0].lower_, after[1].pos_) == ("for", "PROPN"):
        return after[1].head if after[1].dep_ == "compound" else after[1]
    if len(after) == 2 and after[0].lower_ == "to" and after[1].tag_ == "VB":
        return after[1]
    return None


def _beside(view: View, head: Token, earlier: Figure | None) -> Token | None:
    """``the SPD on 25.7 per cent``, ``followed by the Greens with 20``: the noun that the figure's preposition hangs on."""
    if head.dep_ != "pobj" or head.head.lower_ not in ("on", "with", "at"):
        return None
    owner = head.head.head
    if owner.dep_ == "attr":
        owner = subject_of(owner.head) or owner
    left = view.token_at(earlier.end - 1).i if earlier is not None else -1
    return owner if owner.pos_ in ("NOUN", "PROPN") and owner.i > left and contestant(view, owner) is not None else None


def _since(view: View, figure: Figure, earlier: Figure | None) -> Token | None:
    """The contestant named since the figure before, with no verb between: ``A won 45 per cent, B 40 and C 10``."""
    if earlier is None:
        return None
    between = view.doc[view.token_at(earlier.end - 1).i + 1 : view.token_at(figure.start).i]
    if any(t.pos_ == "VERB" for t in between):
        return None
    nouns = [t for t in between if t.pos_ in ("PROPN", "NOUN") and t.dep_ not in ("compound", "amod", "nmod")]
    return next((t for t in reversed(nouns) if contestant(view, t) is not None), None)


def _by_verb(verb: Token) -> Token | None:
    """The one who is followed, given, declared the winner, or to whom the seats go."""
    lemma = verb.lemma_.lower()
    if lemma == "follow":
        return agent(verb)
    if lemma in _DECLARE:
        return declared_winner(verb)
    if lemma == "go":
        to = next((c for c in verb.children if c.dep_ in ("prep", "dative") and c.lower_ == "to"), None)
        return child(to, "pobj") if to is not None else None
    given = child(verb, "dative")
    return given if given is not None and given.pos_ in ("NOUN", "PROPN", "PRON") else None


def attached(view: View, figure: Figure) -> Token | None:
    """``793,000 for Mr Weah``; ``Boateng 41 per cent``, ``the Greens on 20``."""
    return _after(view, figure) or _before(view, figure)


def _after(view: View, figure: Figure) -> Token | None:
    at = view.token_at(figure.end - 1).i + 1
    while at < len(view.doc) and view.doc[at].lower_ in _UNITS:
        at += 1
    if at >= len(view.doc) or view.doc[at].lower_ not in _TOWARDS:
        return None
    return next(_contestants(view, view.doc[at + 1 : at + 1 + _REACH]), None)


def _contestants(view: View, tokens: Iterable[Token]) -> Iterator[Token]:
    """Contestants up to the first word that belongs to no phrase for one."""
    for t in tokens:
        head_of_phrase = t.dep_ not in ("compound", "amod", "nmod", "poss") and t.pos_ in ("PROPN", "NOUN")
        if head_of_phrase and contestant(view, t) is not None:
            yield t
        elif t.pos_ not in ("PROPN", "NOUN", "DET", "ADJ", "PRON") and t.text not in ("-", "'s", "’s"):
            return


def _before(view: View, figure: Figure) -> Token | None:
    at = view.token_at(figure.start).i - 1
    while at >= 0 and view.doc[at].lower_ in _BETWEEN:
        at -= 1
    if at > 1 and view.doc[at].text == "," and _closes_an_aside(view, at):
        at -= 1
    if at < 0 or view.doc[at].pos_ not in ("PROPN", "NOUN", "ADJ", "X"):
        return None
    token = view.doc[at]
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ in ("NOUN", "PROPN"):
        token = token.head.head  # "the chairman of the Greens on 20"
    beaten = token.head if token.dep_ in ("appos", "compound") else token
    if beaten.dep_ == "dobj" and beaten.head.lemma_.lower() in _BEAT:
        return None  # "beating Ferri with 53 per cent"
    while token.i > 0 and token.nbor(-1).text == "-" and token.pos_ in ("PROPN", "X") and token.i > 1:  # "the PML-N"
        token = token.nbor(-2)
    return token if contestant(view, token) is not None else None


def _closes_an_aside(view: View, at: int) -> bool:
    """Whether the comma ends a name set off by two: ``his challenger, Ann Rossi, 48.85``."""
    name = view.reading.mentions.entities.at(*view.sentence.span(view.doc[at - 1], view.doc[at - 1]))
    return name is not None and view.reading.transcript.text[
        max(0, name[0].start - 3) : name[0].start
    ].rstrip().endswith(",")
