"""How the words say a thing: as done, denied, planned or merely alleged; and which words bear a value of a list out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from schemas import Factuality
from service.guard.scope import Scope
from service.language.phrases import child, is_negated
from service.language.polarity import standing
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("guard/bearing")
_NEGATION = {name: frozenset(words) for name, words in _WORDS["negation"].items()}
_PRESUPPOSED = frozenset(_WORDS["event"]["presupposed"])
_FACTUAL = load_words("language/polarity")
_DENYING = frozenset(_FACTUAL["denied"])
_UNREAL: frozenset[Factuality] = frozenset({"planned", "demanded", "hypothetical"})
_UP = frozenset(
    {"ccomp", "xcomp", "pcomp", "prep", "dobj", "pobj", "acl", "nsubj", "nsubjpass", "csubj", "advcl", "attr", "acomp"}
)
_HIGHEST = 7
_APART = 3  # tokens at most from one word of a phrase to the next


def bearing(scope: Scope, path: str) -> list[Token]:
    """The tokens of the evidence that bear the value out, by ``path`` in the word list (``detention.stage.arrested``)."""
    return [head for _, token in scope.tokens() if (head := _bears(token, path)) is not None]


def is_denied(bearing: list[Token]) -> bool:
    """Whether the words deny what they would bear out: a verb that is taken back is not saved by a noun that stands by."""
    denied = [token for token in bearing if standing_of(token) == "denied"]
    affirmed = [token for token in bearing if token not in denied]
    return bool(denied) and not any(_saves(token, denied) for token in affirmed)


def _saves(affirmed: Token, denied: list[Token]) -> bool:
    return affirmed.pos_ == "VERB" or not any(d.pos_ == "VERB" and d.doc is affirmed.doc for d in denied)


def knows(path: str) -> bool:
    """Whether the word list has words for the value."""
    return _entry(path) is not None


def is_about(bearing: list[Token]) -> bool:
    """Whether a verb is among the tokens, and not only nouns for people or places that such an event leaves behind."""
    return any(token.pos_ == "VERB" and standing_of(token) != "denied" for token in bearing)


def opposites(path: str) -> list[str]:
    """The values that this one may not stand beside."""
    found: list[str] = _WORDS["opposite"].get(path, [])
    return found


def events(scope: Scope, kind: str) -> list[Token]:
    """The tokens of the evidence that name an event of this record type."""
    paths = [f"{lists}.{value}" for lists in _WORDS["event"].get(kind, ()) for value in _entry(lists) or ()]
    heads = (_bears(token, path) for _, token in scope.tokens() for path in paths)
    return [head for head in heads if head is not None]


def standing_of(token: Token) -> Factuality:
    """How the event that the token names stands in its sentence; what is said to be untrue counts as denied."""
    if token.lemma_.lower() in _PRESUPPOSED:
        return "reported"  # who denies that marchers were beaten does not deny the march
    read = standing(token).factuality
    return "denied" if read != "denied" and _is_taken_back(token) else read


def agrees(claimed: Factuality, read: Factuality) -> bool:
    """Whether an event that the words say so may be called so. To hedge what the words report is no fault; to flip it is one."""
    if claimed == "denied" or read == "denied":
        return claimed == read
    if claimed in _UNREAL:
        return read in _UNREAL
    return read not in _UNREAL and (claimed == "alleged" or read == "reported")


def has_words_for(claimed: Factuality, scope: Scope) -> bool:
    """Whether the sentences have a word of such a standing at all (``will``, ``planned``, ``alleged``)."""
    wanted = _CUES[claimed]
    return any(t.lemma_.lower() in wanted or t.lower_ in wanted for s in scope.sentences for t in s.doc or ())


def _is_taken_back(token: Token) -> bool:
    """Whether a word at the event, or above it, denies it: ``without arresting``, ``it is false that``, ``denial of``."""
    for step in _chain(token):
        if any(_takes_back(c) for c in step.children if c.i != token.i) or (step.pos_ == "VERB" and is_negated(step)):
            return True
        if step.i != token.i and _calls_off(step):
            return True
        lemma = step.lemma_.lower()
        if step.i != token.i:
            if step.dep_ == "prep" and step.lower_ in _NEGATION["prepositions"]:
                return True
            if lemma in _NEGATION["nouns"] or (lemma in _NEGATION["undoing"] and step.pos_ == "VERB"):
                return True
            if lemma in _DENYING and step.pos_ in ("VERB", "NOUN"):
                return True
            if lemma == "be" and any(
                c.dep_ in ("acomp", "attr") and c.lemma_.lower() in _NEGATION["false"] for c in step.children
            ):
                return True
            if step.pos_ in ("VERB", "AUX") and step.dep_ == "ROOT" and lemma not in ("be", "happen"):
                return False
    return False


def _chain(token: Token) -> Iterator[Token]:
    """The token and what it hangs on, as far up as what is said there is said of it."""
    yield token
    for _ in range(_HIGHEST):
        tale = token.dep_ == "relcl" and token.head.lemma_.lower() in _NEGATION["tales"]
        if not (tale or token.dep_ in _UP) or token.head == token:
            return
        below, token = token, token.head
        if (
            token.pos_ == "VERB"
            and below.dep_ in _ABOVE
            and token.lemma_.lower() not in _ABOVE[below.dep_]
            and not (below.dep_ == "nsubjpass" and _calls_off(token))
        ):
            return
        yield token


# What is said of an event's own subject: `the arrests did not happen`, `reports of arrests were denied`.
_ABOVE = {
    "nsubj": frozenset({"be", "happen", "occur", "take"}),
    "nsubjpass": _DENYING | {"rule"},
    "advcl": frozenset[str](),
}


def _calls_off(verb: Token) -> bool:
    """``the march was cancelled``, ``they called off the strike``: what hangs on such a verb did not take place."""
    particle = child(verb, "prt")
    return (f"{verb.lemma_.lower()} {particle.lower_}" if particle else verb.lemma_.lower()) in _NEGATION["calling_off"]


def _takes_back(child: Token) -> bool:
    low = child.lower_
    if child.dep_ == "det":
        return low in _NEGATION["determiners"]
    return child.dep_ in ("neg", "advmod", "preconj", "cc") and low in _NEGATION["adverbs"]


@cache
def _entry(path: str) -> Any:
    found: Any = _WORDS
    for key in path.split("."):
        if not isinstance(found, dict) or key not in found:
            return None
        found = found[key]
    return found


@cache
def _phrases(path: str) -> tuple[tuple[str, ...], ...]:
    words = _entry(path)
    return tuple(tuple(re.split(r"[ -]", word)) for word in words or ())


def _bears(token: Token, path: str) -> Token | None:
    """The head of a phrase of the value that begins at the token."""
    return next((head for phrase in _phrases(path) if (head := _stands(token, phrase)) is not None), None)


def _stands(token: Token, phrase: tuple[str, ...]) -> Token | None:
    """The head of the phrase where it begins at the token; a particle may stand a few words off (``let him go``)."""
    if phrase[0] not in _forms(token):
        return None
    at, doc = token.i, token.doc
    for word in phrase[1:]:
        near = range(at + 1, min(at + 1 + _APART, len(doc)))
        at = next((i for i in near if word in _forms(doc[i])), -1)
        if at < 0:
            return None
    return next((t for t in doc[token.i : at + 1] if not token.i <= t.head.i <= at or t.head == t), token)


def _forms(token: Token) -> tuple[str, str]:
    return token.lower_, token.lemma_.lower()


_CUES: dict[Factuality, frozenset[str]] = {
    "reported": frozenset(),
    "denied": _DENYING
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
