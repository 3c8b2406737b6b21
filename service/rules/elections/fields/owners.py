"""Whose a figure is: the contestant that a share, a count of votes or of seats belongs to, or the side of a referendum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from schemas import Actor
from service.language.phrases import child, clause_head, conjuncts, prepositional
from service.language.quantities import Figure
from service.rules.elections.fields.contestants import (
    ANSWERS,
    REFUSE,
    SIDES,
    contestant,
    contestant_or_side,
    declared_winner,
    is_of_measure,
    is_owner,
    put_to_vote,
    reelected_one,
    subject_of,
    voted_side,
)
from service.rules.elections.fields.figures import head_token, is_percent
from service.rules.elections.fields.verbs import verbs_where
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")["results"]
_CHOOSE, _DECLARE = frozenset(_WORDS["choose_verbs"]), frozenset(_WORDS["declare_verbs"])
_WINNING = verbs_where(subject="won", near=False) | frozenset(_WORDS["elect_verbs"])
_BEAT = verbs_where(subject="won", object="lost") | {"lead", "trail"}
_BETWEEN, _UNITS = frozenset(_WORDS["between"]), frozenset(_WORDS["units"])
_JOINING = tuple(tuple(phrase.split()) for phrase in _WORDS["joining"])
_TOWARDS = frozenset({"for", "behind"})
_SKIPPED = frozenset({"who", "that", "just", "counted", "cast", "in", "said", "they"})
_BARE = frozenset({"vote", "go", "say", "choose", "opt"})  # these tell no side by themselves
_REACH, _RIVAL = 6, 10  # tokens
_OPINIONS = ANSWERS - {"leave", "remain", "stay"}
_ALL = 100  # per cent
_HOLDINGS = frozenset(_WORDS["holdings"])
_COUNTED = _HOLDINGS.union(*(_WORDS[nouns] for nouns in ("seat_nouns", "vote_nouns", "share_nouns")))

Way = Callable[[View, Figure, Figure | None], "Token | None"]


def owner(view: View, figure: Figure, earlier: Figure | None) -> tuple[Token, Actor] | None:
    """The word for the contestant, and who that is; ``earlier`` is the figure before it in the sentence."""
    joined = earlier is not None and joined_by_to(view, earlier, figure)
    for way in _JOINED if joined else _WAYS:
        token = way(view, figure, earlier)
        actor = contestant_or_side(view, token) if token is not None else None
        if token is not None and actor is not None:
            return token, actor
        if token is not None and token.pos_ == "PRON":
            return None  # whoever that is, it is nobody named further off
    return _against(view, figure, earlier) if joined and earlier is not None else None


def _against(view: View, figure: Figure, earlier: Figure) -> tuple[Token, Actor] | None:
    """``the measure passed 51-49``, ``5,204 to 3,911``: those against what was put to the vote, or for it where the others were not."""
    all_votes = not is_percent(figure) or _ALL - 2 < (earlier.low or 0) + (figure.low or 0) <= _ALL
    first = counted_side(view, earlier) if not is_percent(figure) else None
    if not all_votes or (first or decided(view, earlier)) is None:
        return None
    opposed = first is not None and first.lower_ in ("against", "opposed", "no")
    return head_token(view, figure), Actor(name="in favour" if opposed else "against", kind="unknown")


def joined_by_to(view: View, first: Figure, second: Figure) -> bool:
    """``52 to 48 per cent``, ``81,000 votes to 60,000``, ``40 per cent compared to Rossi's 32``: the second figure is a rival's."""
    at = view.token_at(first.start).i
    if at and view.doc[at - 1].lower_ == "from":
        return False  # "rose from 25 to 31 seats"
    between = [t.lower_ for t in view.tokens_of(first.end, second.start)]
    joining = tuple(dropwhile(lambda word: word in _UNITS or word == ",", between))
    return len(joining) <= _RIVAL and any(joining[: len(words)] == words for words in _JOINING)


def side(view: View, figure: Figure, _earlier: Figure | None = None) -> Token | None:
    """``52 per cent voted to leave``, ``61 per cent of voters said yes``, ``55 per cent were against``, ``Yes 61%``."""
    at = view.token_at(figure.start).i
    if not is_percent(figure):
        return counted_side(view, figure)
    if at and view.doc[at - 1].lower_ in SIDES:
        return view.doc[at - 1]
    said = _said_of(view, view.token_at(figure.end - 1).i + 1)
    stated = next((t for t in said[:3] if t.lower_ in ANSWERS), None)
    if not said or said[0].pos_ != "VERB" or said[0].lemma_ not in _CHOOSE:
        return stated if stated in said[:2] else None
    first = said[0]
    chosen = next((t for t in said[1:3] if t.tag_ == "VB" and t.nbor(-1).lower_ == "to"), None)
    whom = next((n for _, n in prepositional(first, "for", "in")), None)
    return stated or chosen or whom or put_to_vote(view, first) or (first if first.lemma_ not in _BARE else None)


def counted_side(view: View, figure: Figure) -> Token | None:
    """``240,000 people voted Yes``, ``3,100 votes in favour and 4,230 against``, ``812 to 403 against``: the word for the side."""
    after = view.doc[view.token_at(figure.end - 1).i + 1 :][: 2 * _REACH]
    said = takewhile(lambda t: t.text not in (",", ";") and t.pos_ != "CCONJ", after)
    answer = next((t for t in said if t.lower_ in _OPINIONS and t.dep_ != "det"), None)
    if answer is None or child(answer, "poss") is not None:  # "3,110 votes in its favour"
        return None
    rival = answer.i + 1 < len(view.doc) and answer.nbor().pos_ in ("PROPN", "NUM")
    return answer if not rival and (answer.lower_ in ("yes", "no") or is_of_measure(view)) else None


def decided(view: View, figure: Figure, earlier: Figure | None = None) -> Token | None:
    """``backed the new constitution by 61 per cent to 39``, ``the measure passed 51-49``: what was put to the vote, or the verb
    that refuses it.
    """
    verb = clause_head(head_token(view, figure))
    put = put_to_vote(view, verb) or voted_side(view, verb)
    first = earlier is None or not joined_by_to(view, earlier, figure)
    refused = verb.lemma_.lower() in REFUSE
    return None if put is None or not (first or refused) else verb if refused and first else put


def _said_of(view: View, at: int) -> list[Token]:
    """The words that say how those in the figure voted: after ``of voters``, ``who had``, ``of the votes counted``."""
    following = list(takewhile(lambda t: t.text != ",", view.doc[at : at + 2 * _REACH]))
    if following and following[0].lower_ == "of":
        following = list(dropwhile(lambda t: t.pos_ not in ("VERB", "AUX"), following[1:]))
    said = dropwhile(lambda t: (t.pos_ == "AUX" and t.tag_ != "MD") or t.lower_ in _SKIPPED, following)
    return list(said)[: _REACH - 2]


def _possessed(view: View, figure: Figure, _earlier: Figure | None) -> Token | None:
    """``Le Pen's 34 per cent``, ``the Greens' 13 seats``."""
    head = head_token(view, figure)
    counted = head.head if head.dep_ == "nummod" and head.head.lower_ in _COUNTED else None
    return child(head, "poss") or (child(counted, "poss") if counted is not None else None)


def _after(view: View, figure: Figure, _earlier: Figure | None) -> Token | None:
    """``793,000 for Mr Weah``."""
    at = view.token_at(figure.end - 1).i + 1
    while at < len(view.doc) and view.doc[at].lower_ in _UNITS:
        at += 1
    if at >= len(view.doc) or view.doc[at].lower_ not in _TOWARDS:
        return None
    return next(_contestants(view, view.doc[at + 1 : at + 1 + _RIVAL]), None)


def _contestants(view: View, tokens: Iterable[Token]) -> Iterator[Token]:
    """Contestants up to the first word that belongs to no phrase for one."""
    for t in tokens:
        owns = t.dep_ == "poss" and is_owner(t)
        head_of_phrase = not owns and t.dep_ not in ("compound", "amod", "nmod") and t.pos_ in ("PROPN", "NOUN")
        if head_of_phrase and contestant(view, t) is not None:
            yield t
        elif t.pos_ not in ("PROPN", "NOUN", "DET", "ADJ", "PRON", "NUM") and t.text not in ("-", "'s", "’s"):
            return


def _rival(view: View, figure: Figure, _earlier: Figure | None) -> Token | None:
    """``beat Ferri 52 to 48``, ``a victory over Ferri by 52 per cent to 48``: who is beaten."""
    verb = clause_head(head_token(view, figure))
    goal = child(verb, "dobj")
    if goal is not None and verb.lemma_.lower() in _BEAT:
        return goal
    holders = [t for t in (verb, goal) if t is not None]
    return next((n for holder in holders for _, n in prepositional(holder, "over", "against")), None)


def _beside(view: View, figure: Figure, earlier: Figure | None) -> Token | None:
    """``the SPD on 25.7 per cent``, ``followed by the Greens with 20``: the noun that the figure's preposition hangs on."""
    head = head_token(view, figure)
    if head.dep_ != "pobj" or head.head.lower_ not in ("on", "with", "at"):
        return None
    holder = head.head.head
    left = view.token_at(earlier.end - 1).i if earlier is not None else -1
    fits = holder.pos_ in ("NOUN", "PROPN") and holder.i > left and contestant(view, holder) is not None
    return holder if fits else None


def attached(view: View, figure: Figure, _earlier: Figure | None = None) -> Token | None:
    """The contestant that stands right beside a figure, whatever the parse makes of it: ``Rossi 45 per cent, Ferri on 41``."""
    return _after(view, figure, None) or _before(view, figure)


def _before(view: View, figure: Figure) -> Token | None:
    at = view.token_at(figure.start).i - 1
    while at >= 0 and view.doc[at].lower_ in _BETWEEN:
        at -= 1
    if at < 0 or view.doc[at].pos_ not in ("PROPN", "NOUN", "ADJ", "X"):
        return None
    token = view.doc[at]
    if token.dep_ in ("attr", "dobj", "oprd", "acomp") and any(c.tag_ == "JJS" for c in token.children):
        token = subject_of(token.head) or token  # "stayed the largest party with 34.5"
    above = token.head.head
    if token.dep_ == "pobj" and token.head.lower_ == "of" and above.pos_ in ("NOUN", "PROPN"):
        token = above  # "the chairman of the Greens on 20"
    if token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "from"):
        return None  # "won the election in Novara with 51 per cent"
    beaten = token.head if token.dep_ in ("appos", "compound") else token
    if beaten.dep_ == "dobj" and beaten.head.lemma_.lower() in _BEAT:
        return None  # "beating Ferri with 53 per cent", "leads Ferri by 53"
    while token.i > 1 and token.nbor(-1).text == "-" and token.pos_ in ("PROPN", "X"):  # "the PML-N"
        token = token.nbor(-2)
    return token if contestant(view, token) is not None else None


def _since(view: View, figure: Figure, earlier: Figure | None) -> Token | None:
    """The contestant named since the figure before, with no verb between: ``A won 45 per cent, B 40 and C 10``."""
    if earlier is None:
        return None
    between = view.doc[view.token_at(earlier.end - 1).i + 1 : view.token_at(figure.start).i]
    if any(t.pos_ == "VERB" for t in between):
        return None
    nouns = [t for t in between if t.pos_ in ("PROPN", "NOUN") and t.dep_ not in ("compound", "amod", "nmod")]
    return next((t for t in reversed(nouns) if contestant(view, t) is not None), None)


def _given(view: View, figure: Figure, _earlier: Figure | None) -> Token | None:
    """``gave the Greens 14 seats``: to whom."""
    given = child(clause_head(head_token(view, figure)), "dative")
    return given if given is not None and given.pos_ in ("NOUN", "PROPN", "PRON") else None


def _doer(view: View, figure: Figure, _earlier: Figure | None) -> Token | None:
    """Who wins, gets or has it; in ``the party's share fell to 40 per cent`` the party."""
    head = head_token(view, figure)
    verb = clause_head(head)
    declared = declared_winner(verb) if verb.lemma_.lower() in _DECLARE else None  # "the winner with 1,663 votes"
    who = declared or reelected_one(verb) or subject_of(verb)
    if who is not None and who.lower_ in _HOLDINGS:
        who = child(who, "poss")
    fits = who is not None and who.i != head.i and not head.is_ancestor(who)
    return who if fits else None


def _winner_before(view: View, figure: Figure, _earlier: Figure | None) -> Token | None:
    """``X secured a second term, 72 per cent of the votes``: who the last verb of winning before the figure is said of."""
    before = head_token(view, figure).i
    verb = next((verb for verb in reversed(view.once(_winning)) if verb.i < before), None)
    return subject_of(verb) if verb is not None else None


def _winning(view: View) -> list[Token]:
    return [verb for verb in view.of_lemmas(_WINNING) if verb.pos_ == "VERB"]


def _respective(view: View, figure: Figure, _earlier: Figure | None) -> Token | None:
    """``Rossi and Ferri followed with 14 and 12 per cent respectively``: the one in the figure's place among them."""
    if "respectively" not in view.words:
        return None
    verb = clause_head(head_token(view, figure))
    who = subject_of(verb)
    named = child(who, "appos") if who is not None else None
    several = max((conjuncts(one) for one in (who, named) if one is not None), key=len, default=[])
    figures = [f for f in view.figures if clause_head(head_token(view, f)) == verb]
    return several[figures.index(figure)] if len(several) == len(figures) > 1 and figure in figures else None


_JOINED: tuple[Way, ...] = (decided, _possessed, _after, _rival, attached)
_WAYS: tuple[Way, ...] = (
    side, _respective, decided, _possessed, _beside, attached, _since, _given, _doer, _winner_before,
)  # fmt: skip
