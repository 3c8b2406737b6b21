"""Whose figure it is: of several who stood, the one named next to it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from schemas import Result
from service.guard.clauses import is_whole, tokens_in
from service.guard.names import are_alike, is_proper
from service.guard.scope import Scope
from service.language.names import fold
from service.language.parse import Sentence
from service.language.quantities import Figure
from service.rules.elections.fields.shares import find_shares
from service.rules.elections.report import Report
from service.rules.elections.view import View
from service.words import words_in

if TYPE_CHECKING:
    from spacy.tokens import Token

_GIVING = frozenset({"for", "to"})  # `48 per cent for Rossi`
_CHANGES = frozenset(
    {"up", "down", "swing", "gain", "loss", "fall", "drop", "rise", "increase", "lead", "margin", "rose", "fell"}
)
_BEATING = words_in("guard/bearing", "contest", "subject_wins") | words_in("guard/bearing", "contest", "subject_loses")
_COUNTED = frozenset({"counted", "reporting", "tallied", "reported"})
_REACH = 8  # tokens from a share to what it is of
_PARTIES = words_in("language/names", "party_nouns") | {
    "the",
    "list",
    "league",
    "union",
    "front",
}  # that many are called
_TURNOUT = frozenset({"turnout", "participation"})


def is_anothers(figure: Figure, name: str, field: str, scope: Scope) -> bool:
    """Whether the words give the figure, which stands in one of the sentences, to another than the contestant."""
    token, sentence = numeral(figure, scope), _sentence_of(figure, scope)
    if token is None or sentence is None:
        return False
    if (field == "vote_share" and _is_a_change(token)) or _is_a_margin(token) or _is_of_those_counted(token):
        return True
    if is_whole(token) or (field == "vote_share" and any(t.lemma_.lower() in _TURNOUT for t in token.ancestors)):
        return True
    alike = [f for f in scope.reading.figures(sentence) if (f.kind, f.unit) == (figure.kind, figure.unit)]
    return _is_given_to_another(sentence, figure, name, [f.start for f in alike if f.start != figure.start])


def is_read_as_anothers(owner: Result, field: str, words: str, scope: Scope) -> bool:
    """Whether the rules read the figure as another contestant's, or have another for the ``owner`` of the result."""
    views = (View(scope.reading, s, s.doc) for s in scope.sentences if s.doc is not None)
    told = [r for view in views for r in find_shares(view, contest_here=True) if _has(r, field)]
    mine = [r for r in told if _is_of(r, owner)]
    tokens = [t for s in scope.sentences for t in tokens_in(s, scope.places(words, s))]
    if any(_is_at(tokens, r) for r in mine):
        return False
    rivals = [r for r in told if r not in mine and _are_of_a_kind(r, owner, scope)]
    return bool(mine) or any(_is_at(tokens, r) for r in rivals)


def _are_of_a_kind(report: Report, owner: Result, scope: Scope) -> bool:
    """Whether both are people, or both parties: a party's figure may be told of its leader. A side of a referendum has many names."""
    told = report.value.contestant if isinstance(report.value, Result) else owner.contestant
    known = scope.reading.mentions.entities.by_name
    kinds = {entity.kind for name in (told.name, owner.contestant.name) if (entity := known.get(name)) is not None}
    return is_proper(told.name) and is_proper(owner.contestant.name) and len(kinds - {"unknown"}) == 1


def _has(report: Report, field: str) -> bool:
    return isinstance(report.value, Result) and getattr(report.value, field) is not None


def _is_of(report: Report, owner: Result) -> bool:
    names = (owner.contestant.name, *filter(None, [owner.abbreviation]))
    return isinstance(report.value, Result) and any(are_alike(n, report.value.contestant.name) for n in names)


def _is_at(tokens: list[Token], report: Report) -> bool:
    return any(report.token in (token, token.head, *token.children) for token in tokens)


def numeral(figure: Figure, scope: Scope) -> Token | None:
    """The token that has the figure's number."""
    sentence = _sentence_of(figure, scope)
    if sentence is None or sentence.doc is None:
        return None
    return next((t for t in sentence.tokens if t.like_num and figure.start <= sentence.at(t) < figure.end), None)


def _sentence_of(figure: Figure, scope: Scope) -> Sentence | None:
    return next((s for s in scope.sentences if s.start <= figure.start < s.end), None)


def _is_a_margin(figure: Token) -> bool:
    """``beat her by 612 votes``: by how many."""
    by = next((t for t in figure.ancestors if t.dep_ in ("prep", "agent")), None)
    return by is not None and by.lower_ == "by" and by.head.lemma_.lower() in _BEATING


def _is_of_those_counted(figure: Token) -> bool:
    """``with 80 per cent of the votes counted``."""
    opened = any(t.lower_ in ("with", "after") for t in figure.doc[max(0, figure.i - 3) : figure.i])
    behind = takewhile(lambda t: not t.is_punct or t.text == "%", figure.doc[figure.i : figure.i + _REACH])
    return opened and any(t.lower_ in _COUNTED for t in behind)


def _is_a_change(figure: Token) -> bool:
    """``up 9 per cent``, ``a swing of 6 per cent``: by how much a share, or a lead, has changed."""
    before = figure.doc[max(0, figure.i - 2) : figure.i]
    return any(t.lower_ in _CHANGES for t in before[-1:]) or (
        len(before) == 2 and before[1].lower_ in ("of", "by") and before[0].lemma_.lower() in _CHANGES
    )


def _is_given_to_another(sentence: Sentence, figure: Figure, name: str, others: list[int]) -> bool:
    """By order: ``A won 31 seats and B 22``, where 22 is not A's, and 31 not B's."""
    mine, rivals = _named(sentence, name)
    before, after = [at for at in mine if at < figure.start], [at for at in mine if at > figure.start]
    between = [at for at in rivals if at < figure.start and (not before or at > before[-1])]
    if not between:
        return False
    if before:
        return any(before[-1] < other < between[-1] for other in others)
    near = bool(after) and not _is_given(sentence, after[0])
    return near and any(other > after[0] for other in others)


def _is_given(sentence: Sentence, at: int) -> bool:
    """Whether the name at the offset stands after ``for`` or ``to``."""
    return any(t.lower_ in _GIVING for t in sentence.before(at, 3))


def _named(sentence: Sentence, name: str) -> tuple[list[int], list[int]]:
    """Where the contestant and where others are named, in order."""
    wanted = set(fold(name))
    mine: list[int] = []
    rivals: list[int] = []
    for token in _heads(sentence):
        words = set(fold(" ".join(t.text for t in token.subtree if t.i <= token.i)))
        same = set(fold(token.text)) & wanted - _PARTIES or words & wanted - _PARTIES or words == wanted
        (mine if same else rivals).append(sentence.at(token))
    return mine, rivals


def _heads(sentence: Sentence) -> Iterator[Token]:
    """The last words of the names in the sentence."""
    for token in sentence.tokens:
        if token.pos_ == "PROPN" and not (token.dep_ == "compound" and token.head.pos_ == "PROPN"):
            yield token
