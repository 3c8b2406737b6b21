"""What a frame gives: the words said in it, and whom they are said to or of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.language.parse import Sentence
from service.language.phrases import child
from service.rules.statements.spans import spans_of
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token


_CUES = frozenset(v for cue in load_words("rules/statements")["cue"] for v in cue["verbs"])


@dataclass(frozen=True, slots=True)
class Content:
    """What is said, as offsets in the text, the frame that gave it, and the noun addressed or accused."""

    spans: tuple[tuple[int, int], ...]
    frame: str
    target: Token | None = None


def content_of(sentence: Sentence, tokens: Iterable[Token], frame: str, target: Token | None = None) -> Content | None:
    spans = spans_of(sentence, _without_comment(list(tokens)))
    return Content(spans, frame, target) if spans else None


def _without_comment(tokens: list[Token]) -> list[Token]:
    """The words said without what the reporter adds at their end: ``said she had seen Ann Rossi, who runs the ferry``, ``..., which
    critics call a farce``.
    """
    last = max(tokens, key=lambda t: t.i, default=None)
    comment = next((t for t in tokens if t.dep_ == "relcl" and t.right_edge == last and _is_comment(t)), None)
    return [t for t in tokens if t.i < comment.left_edge.i] if comment is not None else tokens


def _is_comment(c: Token) -> bool:
    at = c.left_edge.i
    named = c.head.pos_ == "PROPN" and c.doc[at].lower_ in ("who", "whose")
    ascribed = c.lemma_.lower() in _CUES and c.doc[at].lower_ in ("who", "which")
    return at > 1 and c.doc[at - 1].text == "," and (named or ascribed)


_OF_OTHERS = frozenset({"say", "report", "allege", "rumour", "rumor", "believe"})


def is_said_to(verb: Token) -> bool:
    """``two men said to be armed``, ``some reported to have fled``: said of them, whatever the parse makes of the verb."""
    to = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    bare = verb.tag_ in ("VBN", "VBD") and child(verb, "aux", "auxpass", "dobj") is None
    return bare and verb.lemma_.lower() in _OF_OTHERS and to.lower_ == "to" and to.dep_ == "aux"


def is_infinitive(token: Token) -> bool:
    """Whether the verb stands with ``to`` and opens no clause of its own."""
    return (
        token.tag_ in ("VB", "VBN")
        and any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
        and child(token, "mark") is None
    )
