"""How the words say a thing: as done, denied, planned or merely alleged."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from schemas import Factuality
from service.guard.bearing import phrases_in
from service.guard.clauses import clause_of
from service.guard.denial import NOT_FOR_SURE, begins, is_condition, is_refused, is_taken_back, takes_back
from service.guard.scope import Scope
from service.language.polarity import standing
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("guard/denial")
_PRESUPPOSED, _SETTING, _BACKGROUND = (
    frozenset(_WORDS["taken_for_granted"][name]) for name in ("people", "setting", "prepositions")
)
_NEGATION = {name: frozenset(words) for name, words in _WORDS["negation"].items()}
_PERFORMING, _COMING, _BIDS = (frozenset(_WORDS["verbs"][name]) for name in ("performing", "coming_about", "bids"))
_TURNING_DOWN = phrases_in(_WORDS["verbs"]["turning_down"])
_FACTUAL = load_words("language/polarity")
UNREAL: frozenset[Factuality] = frozenset({"planned", "demanded", "hypothetical"})
_ON = frozenset({"on", "in", "to"})
_HIGH = 8  # words over an event on which a bid for it may hang


def standing_of(token: Token) -> Factuality:
    """How the event that the token names stands in its sentence; what is said to be untrue counts as denied."""
    if token.lemma_.lower() in _PRESUPPOSED:
        return "reported"  # who denies that marchers were beaten does not deny the march
    if _is_label(token) or _is_told_by_the_way(token):
        return "reported"
    if _is_background(token):
        return "denied" if any(takes_back(c) for c in token.children) else "reported"
    read = standing(token).factuality
    bid = _is_bid_for(token)
    if read != "denied" and (is_taken_back(token) or bid == "denied"):
        return "denied"
    return _as_performed(token) or bid or read if read == "reported" else read


def _is_label(token: Token) -> bool:
    """``Portland protests: the mayor wants troops out``: what stands before the colon of a headline hangs on nothing behind it."""
    colon = next((t.i for t in token.doc[token.i :] if t.text == ":"), None)
    return colon is not None and any(above.i > colon for above in token.ancestors)


def _is_told_by_the_way(token: Token) -> bool:
    """``will deport men arrested for theft``: what is said of the men does not touch that they were arrested."""
    if token.dep_ != "acl" or token.tag_ != "VBN" or not any(c.dep_ in ("prep", "agent") for c in token.children):
        return False
    noun = token.head
    if noun.pos_ not in ("NOUN", "PROPN") or noun.i > token.i or is_refused(noun):
        return False
    return not any(t.lemma_.lower() in NOT_FOR_SURE for t in (noun, *noun.ancestors))


def _as_performed(event: Token) -> Factuality | None:
    """``will go on strike``, ``would fire rubber bullets``: a noun that is held or performed stands as its verb does."""
    above = event.head
    if event.dep_ == "pobj":
        above = above.head if above.lower_ in _ON else event
    elif event.dep_ == "compound":  # `rubber bullets`
        return _as_performed(above)
    held = event.dep_ in ("dobj", "nsubjpass", "pobj") and above.lemma_.lower() in _PERFORMING
    comes = event.dep_ == "nsubj" and above.lemma_.lower() in _COMING
    if event.pos_ not in ("NOUN", "PROPN") or above == event or not (held or comes):
        return None
    read = standing(above).factuality
    return read if read in UNREAL else None


def _is_bid_for(token: Token) -> Factuality | None:
    """``turned down a bid to have it annulled``: what is only asked for; denied where that was refused."""
    for above in islice(token.ancestors, _HIGH):
        bids = [c for c in above.children if c.dep_ in ("dobj", "nsubjpass") and c.lemma_.lower() in _BIDS]
        asked = any(c.i < token.i and _is_asked(token, c) for c in bids)
        if asked and above.pos_ == "VERB":
            return "denied" if begins(above, _TURNING_DOWN) else "demanded"
    return None


def _is_asked(token: Token, bid: Token) -> bool:
    """Whether the token is in the clause of the bid, which a parse may hang beside it; not in what is told of another by the way."""
    clauses = [
        c for c in bid.children if c.dep_ == "acl" or _is_infinitive(c) or (c.dep_ == "prep" and c.lower_ == "for")
    ]
    over = [t for t in (token, *token.ancestors) if bid in t.ancestors]
    if any(c in over for c in clauses):
        return not any(t.dep_ == "relcl" and not _is_infinitive(t) for t in over)
    return token.dep_ == "advcl" and bool(clauses)


def _is_infinitive(clause: Token) -> bool:
    return clause.dep_ == "relcl" and any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)


def is_conditional(verb: Token) -> bool:
    """Whether the verb tells what would be if something else were: ``should it fall, they would vote``."""
    return standing(verb).factuality == "hypothetical" and any(map(is_condition, verb.children))


def are_conditional(bearing: list[Token]) -> bool:
    """Whether verbs bear a value out which all tell what would be if something else were."""
    verbs = [token for token in bearing if token.pos_ == "VERB"]
    return bool(verbs) and all(map(is_conditional, verbs))


def is_denied(bearing: list[Token]) -> bool:
    """Whether the words deny what they would bear out: a verb that is taken back is not saved by a noun that stands by."""
    denied = [token for token in bearing if standing_of(token) == "denied"]
    affirmed = [token for token in bearing if token not in denied]
    return bool(denied) and not any(_saves(token, denied) for token in affirmed)


def _saves(affirmed: Token, denied: list[Token]) -> bool:
    return affirmed.pos_ == "VERB" or not any(d.pos_ == "VERB" and d.doc is affirmed.doc for d in denied)


def is_told_by_verb(bearing: list[Token]) -> bool:
    """Whether a verb is among the tokens, and not only nouns for people or places that such an event leaves behind."""
    return any(token.pos_ == "VERB" and standing_of(token) != "denied" for token in bearing)


def is_unreal(bearing: list[Token]) -> bool:
    """Whether verbs bear a value out which all tell of what is yet to be, or would have been, and nouns for no more than a place."""
    told = [token for token in bearing if token.pos_ == "VERB" or token.lemma_.lower() not in _SETTING]
    told = told or [clause_of(token) for token in bearing]
    verbs = [token for token in told if token.pos_ == "VERB" or _as_performed(token) is not None]
    return bool(verbs) and all(standing_of(token) in (*UNREAL, "denied") for token in told)


def agrees(claimed: Factuality, read: Factuality) -> bool:
    """Whether an event that the words say so may be called so. To hedge what the words report is no fault; to flip it is one."""
    if claimed == "denied" or read == "denied":
        return claimed == read
    if claimed in UNREAL:
        return read in UNREAL
    return read not in UNREAL and (claimed == "alleged" or read == "reported")


def has_words_for(claimed: Factuality, scope: Scope) -> bool:
    """Whether the sentences have a word of such a standing at all (``will``, ``planned``, ``alleged``)."""
    wanted = _CUES[claimed]
    return any(t.lemma_.lower() in wanted or t.lower_ in wanted for s in scope.sentences for t in s.doc or ())


def _is_background(token: Token) -> bool:
    """``no one was hurt at the rally``: a thing that others happen at, during or after is taken for granted."""
    return token.dep_ == "pobj" and token.head.lower_ in _BACKGROUND and token.pos_ in ("NOUN", "PROPN")


_CUES: dict[Factuality, frozenset[str]] = {
    "reported": frozenset(),
    "denied": frozenset(_FACTUAL["denied"])
    | frozenset(_WORDS["verbs"]["doubting"])
    | _NEGATION["adverbs"]
    | _NEGATION["determiners"]
    | _NEGATION["prepositions"]
    | _NEGATION["false"],
    "alleged": frozenset(
        (*_FACTUAL["alleged"], *_FACTUAL["alleged_adverbs"], "say", "tell", "report", "accord", "according")
    ),
    "planned": frozenset(
        (*_FACTUAL["planned"], *_FACTUAL["future"], "to", "upcoming", "next", "tomorrow", "ahead", "later")
    ),
    "demanded": frozenset((*_FACTUAL["demanded"], *_FACTUAL["obliged"], "want", "need", "plead")),
    "hypothetical": frozenset(
        (*_FACTUAL["hypothetical"], *_FACTUAL["conditional"], *_FACTUAL["conditions"], "threaten", "possible", "likely")
    ),
}
