"""Reading a dependency tree: who does what to whom, and where a phrase begins and ends.

Labels are those of spaCy's English pipelines (ClearNLP: ``nsubj``, ``nsubjpass``, ``agent``, ``ccomp`` ...).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.language.kept import first_above, kept

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_BESIDE = frozenset({"in", "from", "at", "on", "against", "to", "with"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})


def child(token: Token, *labels: str) -> Token | None:
    """The first child with one of these labels."""
    return next((c for c in token.children if c.dep_ in labels), None)


def children(token: Token, *labels: str) -> list[Token]:
    """All children with one of these labels, left to right."""
    return [c for c in token.children if c.dep_ in labels]


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it to the right: ``students``, ``teachers and nurses`` gives three."""
    out = [token]
    for c in token.children:
        if c.dep_ == "conj":
            out += conjuncts(c)
    return out


@kept
def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive: ``was arrested``, ``those arrested``, ``arrested by police``."""
    if any(c.dep_ in ("nsubjpass", "auxpass", "agent") for c in verb.children):
        return True
    if (
        verb.tag_ == "VBN"
        and verb.dep_ in ("acl", "relcl", "advcl", "amod")
        and not any(c.dep_ == "aux" for c in verb.children)
    ):
        return True
    return (
        verb.tag_ == "VBN"
        and verb.dep_ == "conj"
        and is_passive(verb.head)
        and child(verb, "dobj", "nsubj", "aux") is None
    )


def subject(verb: Token) -> Token | None:
    """The verb's subject, its own or the one it shares: by coordination, control, participle or relative clause."""
    return _subject(verb, depth=0)


def _subject(verb: Token, depth: int) -> Token | None:
    own = child(verb, "nsubj", "nsubjpass")
    if own is not None:
        if own.lower_ in _RELATIVE and verb.dep_ == "relcl":
            return verb.head
        return own
    if depth > 4:
        return None
    head = verb.head
    if verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return head
    if verb.dep_ in ("conj", "xcomp", "advcl", "dep", "ccomp") and head != verb:
        return _shared_subject(verb, head, depth)
    if verb.dep_ == "pcomp" and head.head != head:
        clause = head.head
        if head.lower_ in ("of", "from", "as", "into") and child(clause, "dobj") is not None:
            return child(clause, "dobj")  # "accused the council of hiding it"
        if clause.pos_ in ("VERB", "AUX"):
            return _subject(clause, depth + 1)
    return None


def _shared_subject(verb: Token, head: Token, depth: int) -> Token | None:
    if verb.dep_ == "xcomp":
        controller = child(head, "dobj", "dative")
        if controller is not None and head.lemma_ not in ("promise", "vow", "threaten", "pledge"):
            return controller
    if verb.dep_ == "ccomp" and verb.tag_ not in ("VB", "VBG", "VBN"):
        return None
    if head.pos_ == "ADJ" and head.dep_ == "acomp":
        return _subject(head.head, depth + 1)  # `the dean was quick to condemn it`
    return _subject(head, depth + 1) if head.pos_ in ("VERB", "AUX", "NOUN", "PROPN") else None


def agent(verb: Token) -> Token | None:
    """Who does it, in a passive: the noun after ``by``."""
    by = child(verb, "agent")
    if by is None:
        by = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "by"), None)
    return child(by, "pobj") if by is not None else None


def doer(verb: Token) -> Token | None:
    """Who does it, whatever the voice."""
    return agent(verb) if is_passive(verb) else subject(verb)


def undergoers(verb: Token) -> list[Token]:
    """Whom it is done to, whatever the voice, with all that is coordinated."""
    target = subject(verb) if is_passive(verb) else child(verb, "dobj")
    return conjuncts(target) if target is not None else []


def prepositional(token: Token, *prepositions: str) -> Iterator[tuple[Token, Token]]:
    """``(preposition, noun)`` pairs that hang on the token; all of them where no preposition is named."""
    for prep in token.children:
        if prep.dep_ in ("prep", "agent", "dative") and (not prepositions or prep.lower_ in prepositions):
            for c in prep.children:
                if c.dep_ in ("pobj", "pcomp"):
                    yield prep, c
            for inner in prep.children:
                if inner.dep_ == "prep":  # "from outside the hall"
                    yield from ((inner, c) for c in inner.children if c.dep_ == "pobj")


def noun_phrase(token: Token, *, article: bool = False, beside: bool = True) -> tuple[Token, Token]:
    """First and last token of the phrase that the noun heads: modifiers and ``of`` phrases, no clauses or asides.

    ``article`` keeps a leading article; ``beside`` takes in a phrase of place right after the noun: ``students in Novara``.
    """
    first, last = token, token
    for c in token.children:
        if c.i < token.i and _belongs_left(c, article):
            first = min(first, _leftmost(c), key=lambda t: t.i)
        elif c.i > token.i and _belongs_right(c, beside):
            last = max(last, _rightmost(c), key=lambda t: t.i)
    while (
        first.i < token.i
        and (first.is_punct or (not article and first.lower_ in ("the", "a", "an")))
        and first.text not in ("“", '"')
    ):
        first = first.nbor(1)
    while last.i > token.i and last.dep_ == "cc":
        last = last.nbor(-1)
    return first, last


def _belongs_left(c: Token, article: bool) -> bool:
    if c.dep_ == "det":
        return article or c.lower_ not in ("the", "a", "an")
    return c.dep_ in ("amod", "compound", "nmod", "nummod", "poss", "quantmod", "advmod", "predet", "npadvmod", "neg")


def _belongs_right(c: Token, beside: bool) -> bool:
    if c.dep_ == "prep":
        return c.lower_ in ("of", "for") or (beside and c.lower_ in _BESIDE and c.i == c.head.i + 1)
    return c.dep_ in ("compound", "flat", "nummod") and c.i == c.head.i + 1


def _leftmost(token: Token) -> Token:
    return token.doc[token.left_edge.i]


def _rightmost(token: Token) -> Token:
    """The end of a prepositional phrase, without clauses and asides that hang on its noun."""
    last = token
    for c in token.children:
        if c.i > token.i and c.dep_ not in _CLAUSES and c.dep_ not in ("punct", "appos"):
            if c.dep_ in ("cc", "conj") and token.dep_ != "pobj":
                continue
            last = max(last, _rightmost(c), key=lambda t: t.i)
    return last


def subtree(token: Token, *, without: frozenset[Token] | set[Token] = frozenset()) -> list[Token]:
    """Tokens under ``token``, in order, leaving out ``without`` and all under them."""
    out, ahead = [], [token]
    while ahead:
        out.append(ahead.pop())
        ahead += (c for c in out[-1].children if c not in without)
    return sorted(out, key=lambda t: t.i)


def is_negated(verb: Token) -> bool:
    """Whether ``not``, ``never`` or ``no`` as its subject's determiner denies the verb."""
    for c in verb.children:
        if (c.dep_ == "neg" or c.lower_ in ("never", "n't", "not")) and not _is_more_than(c):
            return True
        if c.dep_ in SUBJECTS and (c.lower_ in ("nobody", "none", "neither") or any(_is_no(d) for d in c.children)):
            return True
    return verb.dep_ == "xcomp" and verb.head != verb and is_negated(verb.head)


def _is_more_than(negation: Token) -> bool:
    """``not only did they arrest him``: they did, and more."""
    return negation.i + 1 < len(negation.doc) and negation.nbor().lower_ in ("only", "just", "merely")


def _is_no(word: Token) -> bool:
    """``no``, ``neither``; ``no fewer than forty`` are forty or more, ``the No campaign`` is a name."""
    if word.i > 0 and word.nbor(-1).lower_ in ("the", "a", "this"):
        return False
    if word.lower_ == "no" and word.i + 1 < len(word.doc):
        return word.nbor().lower_ not in ("fewer", "less", "more")
    return word.lower_ in ("no", "neither")


@first_above
def clause_head(token: Token) -> bool:
    """The verb of the clause that the token stands in (itself, if it is one), or the root."""
    return token.pos_ in ("VERB", "AUX")
