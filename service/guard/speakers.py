"""To whom the words around a reporting verb, or noun, give what is said: more than one, where a parse may have it wrong."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from schemas import Statement
from service.guard.halves import cues_over
from service.guard.names import is_proper, singular, words_of
from service.guard.scope import Scope
from service.language.coreference import SPEECH
from service.language.names import fold, fold_text
from service.language.parse import Sentence
from service.language.phrases import agent, child, conjuncts, doer, prepositional, subject
from service.words import words_in

if TYPE_CHECKING:
    from spacy.tokens import Token

_BETWEEN = frozenset({"AUX", "ADV", "PART"})  # what may stand between who speaks and the verb
_ACCORDING = frozenset({"according", "per"})
_RELATIVES = frozenset({"who", "which", "that"})
_PERSONS, _ONE = frozenset({"he", "she", "they"}), frozenset({"he", "she"})
_TURNING_TO = words_in("guard/roles", "turning_to")
_NEAR = 400  # characters from a sentence to the verb whose pronoun points back to it
# Whoever is heard, or a thing: named before or after.
_AT_HAND = frozenset({"i", "we", "you", "it", "this", "that", "one"})
_ANYBODY = frozenset(
    {"some", "many", "several", "others", "few", "most", "somebody", "someone", "everybody", "everyone"}
)
_BACK = 5_000  # characters in which whoever a pronoun points back to is named
_CLOSE = 4  # characters: marks, and a blank
_CITING = frozenset({"cite", "quote"})
_ARTICLES = frozenset({"the", "a", "an"})
_ANOTHERS = frozenset({"ADP", "PART"})  # before a name: it is part of what stands before it


def are_given_to(name: str, kept: Statement, scope: Scope) -> bool | None:
    """Whether the verb, or noun, of saying gives the words to somebody of that name: by grammar, or by where the name stands.

    None where it leaves that open: a pronoun, or a description, may be of anybody who was named before.
    """
    wanted, found = words_of(name), cues(kept, scope)
    if any(any(_is_of(who, wanted) for who in _doers(cue)) or _stands_before(cue, name) for cue in found):
        return True
    if any(_stands_after(cue, name, kept, scope) for cue in found):
        return True
    if any(_goes_on_from(cue, name) for cue in found):
        return True
    told = [(cue, who) for cue in found for who in _doers(cue)]
    may_be = [who for cue, who in told if _may_point_to(who, name, cue, kept, scope)]
    if any(who.lower_ in _PERSONS for who in may_be):
        return not any(_goes_on_about_another(cue, name, kept, scope) for cue, who in told if who.lower_ in _ONE)
    return None if may_be or not told else False


def _may_point_to(who: Token, name: str, cue: Token, kept: Statement, scope: Scope) -> bool:
    """Whether whoever speaks is told of by a word that points, or describes, and the name stands before the verb."""
    if who.lower_ in _RELATIVES | _AT_HAND or (who.pos_ == "PROPN" and not _is_part_of(name, who)):
        return True
    if who.lower_ in _ANYBODY or _is_part_of(name, who):
        return False
    text, at = scope.reading.transcript.text, _place(cue, scope)
    before = [text[max(0, at - _BACK) : at]]
    for e in kept.content:
        before = [part for words in before for part in words.split(e.text)]
    return words_of(name) <= singular(frozenset(fold_text(" ".join(before))))


def _goes_on_about_another(cue: Token, name: str, kept: Statement, scope: Scope) -> bool:
    """``Ann Hart praised Bo Lind. "He waited," she said``: behind a sentence about one person a pronoun is of nobody else."""
    last = _last_told(cue, kept, scope)
    who = subject(last.doc[0].sent.root) if last is not None and last.doc is not None else None
    if last is None or who is None or who.head.lemma_.lower() in _TURNING_TO:
        return False  # whoever reports on somebody is not spoken of, and whoever asks is answered
    actor, wanted = scope.reading.actor(last, who), words_of(name)
    if actor is None or actor.kind not in ("person", "unknown") or not (is_proper(name) and is_proper(actor.name)):
        return False
    if wanted & words_of(f"{actor.name} {actor.role or ''}"):
        return False
    here = {w for t in cue.doc[: cue.i] if not _is_said(t, kept, scope) for w in singular(frozenset(fold(t.text)))}
    return who.pos_ in ("PROPN", "NOUN") and not wanted & here


def _last_told(cue: Token, kept: Statement, scope: Scope) -> Sentence | None:
    """The sentence before the verb's that is not part of what is said, if it is near."""
    at = _place(cue, scope)
    before = (
        s
        for s in reversed(scope.reading.sentences[: scope.reading.sentence_index(at)])
        if not any(e.start < s.end and s.start < e.end for e in kept.content)
        and scope.reading.quotation_at(s.end - 1) is None
    )
    last = next(before, None)
    return last if last is not None and at - last.end < _NEAR else None


def _is_said(token: Token, kept: Statement, scope: Scope) -> bool:
    at = _place(token, scope)
    return any(e.start <= at < e.end for e in kept.content)


def _is_part_of(name: str, who: Token) -> bool:
    """``an aide to Ann Hart``: she is told of, and it is not she who speaks."""
    inner = (c for c in who.children if c.dep_ in ("prep", "poss"))
    return any(words_of(name) <= singular(frozenset(fold(" ".join(t.text for t in c.subtree)))) for c in inner)


def _place(token: Token, scope: Scope) -> int:
    return next(
        s.at(token)
        for s in scope.sentences
        if s.doc is not None and token.doc is s.doc and s.start <= s.at(token) < s.end
    )


def cues(kept: Statement, scope: Scope) -> list[Token]:
    """The words of that form which what is said hangs on, and the one that stands nearest to it."""
    if not kept.cue:
        return []
    spans = [(e.start, e.end) for e in kept.content]
    found = [verb for _, verb in cues_over(spans, scope, kept.cue)]
    near = min(_outside(kept, scope), default=None, key=lambda one: one[0])
    return list(dict.fromkeys([*found, *([near[1]] if near else [])]))


def _outside(kept: Statement, scope: Scope) -> Iterator[tuple[int, Token]]:
    """The cue's tokens outside what is said, each with how far it is from that."""
    first = (kept.cue or "").lower().split()[0]
    for sentence in scope.sentences:
        for token in sentence.tokens:
            at = sentence.at(token)
            if token.lower_ == first and not any(e.start <= at < e.end for e in kept.content):
                verb = token.head if token.dep_ in ("aux", "auxpass") else token  # `has been endorsed by`
                yield min(min(abs(at - e.end), abs(at - e.start)) for e in kept.content), verb


def _doers(cue: Token) -> Iterator[Token]:
    """Whoever may be the cue's subject, or has the noun: ``the envoy's call``, ``a warning by the envoy``."""
    if cue.pos_ in ("NOUN", "PROPN"):
        yield from (who for who in (child(cue, "poss"), agent(cue)) if who is not None)
        return
    if cue.lower_ in _ACCORDING:
        yield from (who for _, who in prepositional(cue))
        return
    who = doer(cue)
    if who is not None:
        yield who
    # `the radio reported, citing the harbour guard`
    yield from (source for c in cue.children if c.lemma_.lower() in _CITING for source in _cited(c))
    before = cue.doc[cue.i - 1] if cue.i else cue
    above = next((t for t in cue.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if cue.tag_ == "VBG" and above is not None:
        # `was described by Ann Hart as late, saying`, `brought two witnesses saying`
        yield from (t for t in cue.doc[: cue.i] if t.dep_ == "pobj" and t.head.lower_ == "by")
        told = child(above, "dobj") if before.text != "," else None
        yield from (one for one in [told] if one is not None)
    elif cue.dep_ == "xcomp" and above is not None and (first := subject(above)) is not None:
        yield first  # `the office was happy to say`
    if before.dep_ == "cc":  # `showed pictures of people who had died and called on`
        first = subject(cue.sent.root)
        if first is not None and first.i < cue.i:
            yield first


def _set_beside(who: Token) -> frozenset[str]:
    """The words of the name that follows behind a comma, however the parse has it: ``their lawyer, Ann Hart``."""
    behind = who.doc[who.i + 1 :]
    if who.pos_ != "NOUN" or not len(behind) or behind[0].text != ",":
        return frozenset()
    named = takewhile(lambda t: t.pos_ == "PROPN" or t.is_title, behind[1:])
    return singular(frozenset(fold(" ".join(t.text for t in named))))


def _cited(citing: Token) -> list[Token]:
    """Whom it cites."""
    source = child(citing, "dobj")
    return conjuncts(source) if source is not None else []


def _is_of(who: Token, wanted: frozenset[str]) -> bool:
    """Whether it is of that name: by its own word, or by the name set beside it."""
    if wanted and wanted <= _set_beside(who):
        return True
    beside = [c for c in who.children if c.dep_ == "appos"]
    # `Ann Hart, whose son, Bob Hart, left`
    clauses = {t for c in who.subtree if c.dep_ in ("relcl", "acl") for t in c.subtree}
    words = singular(frozenset(fold(" ".join(t.text for t in who.subtree if t not in clauses))))
    own = singular(frozenset(fold(" ".join(t.text for t in who.lefts) + f" {who.text}"))) - _ARTICLES
    if own <= wanted:  # a description with its clause: `a report that was leaked to the harbour guard`
        words |= singular(frozenset(fold(" ".join(t.text for t in who.subtree))))
    return wanted <= words and any(wanted & singular(frozenset(fold(head.text))) for head in (who, *beside))


def _stands_before(cue: Token, name: str) -> bool:
    """Whether the name is what stands right before the verb, however the parse has it, and is not part of another."""
    if cue.lower_ in _ACCORDING:
        return False  # `Ann Hart, according to her lawyer, slept`
    whole, left = singular(frozenset(fold(name))) | _ARTICLES, set(words_of(name))
    at = cue.i - 1
    doc = cue.doc
    while at >= 0 and (doc[at].pos_ in _BETWEEN or doc[at].lower_ in _RELATIVES or _is_done_as_well(doc[at])):
        at -= 1
    if at >= 0 and doc[at].text == ",":
        at -= 1
    while at >= 0 and (found := singular(frozenset(fold(doc[at].text)))) and found <= whole:
        left -= found
        at -= 1
    if left:
        return False
    return at < 0 or doc[at].pos_ not in _ANOTHERS


def _stands_after(cue: Token, name: str, kept: Statement, scope: Scope) -> bool:
    """Whether the words are followed by the verb, and that by the name: ``The weir is safe, assures the miller Olaf Reck.``"""
    at = _place(cue, scope)
    if cue.pos_ != "VERB" or not any(0 <= at - e.end <= _CLOSE for e in kept.content):
        return False
    behind = list(takewhile(_may_be_of_a_name, cue.doc[cue.i + 1 :]))
    end = behind[-1].i + 1 if behind else len(cue.doc)
    if end < len(cue.doc) and cue.doc[end].text == "," and not any(t.pos_ == "PROPN" for t in behind):
        behind += takewhile(_may_be_of_a_name, cue.doc[end + 1 :])  # `said its owner, Ann Hart`
    return words_of(name) <= singular(frozenset(fold(" ".join(t.text for t in behind))))


def _goes_on_from(cue: Token, name: str) -> bool:
    """``Ann Hart said it was late, adding that``: whoever has just spoken, however the parse hangs the verb."""
    before = [
        t
        for t in cue.doc[: cue.i]
        if t.pos_ == "VERB" and t.lemma_.lower() in SPEECH and t.tag_ in ("VBD", "VBZ", "VBP")
    ]
    return cue.tag_ == "VBG" and bool(before) and _stands_before(before[-1], name)


def _may_be_of_a_name(token: Token) -> bool:
    return not token.is_punct and token.pos_ not in ("VERB", "AUX", "ADP")


def _is_done_as_well(token: Token) -> bool:
    """``intervened and said``: what the same one did before."""
    if token.dep_ == "cc" or token.pos_ == "CCONJ":
        return token.i > 0 and token.nbor(-1).pos_ == "VERB"
    return token.pos_ == "VERB" and token.i + 1 < len(token.doc) and token.nbor().pos_ == "CCONJ"
