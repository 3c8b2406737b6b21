"""Hyphenated words as one phrase: ``neo-Nazis``, ``counter-protesters``, ``re-elected``.

The pipeline splits them and hangs each part on the word above, with what belongs to the whole on the first part. Here the last
part heads the others and takes over what hangs on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def joined(doc: Doc) -> Doc:
    """The parse, changed in place, with the last part of each hyphenated word over the others."""
    for i in range(len(doc) - 2, 0, -1):
        if doc[i].text == "-" and not doc[i - 1].whitespace_ and not doc[i].whitespace_:
            _join(doc[i - 1], doc[i], doc[i + 1])
    return doc


def _join(first: Token, hyphen: Token, last: Token) -> None:
    """``last`` over the two before it, where all three hang on the same word in the same way, or stand beside the same one."""
    head, label = first.head, first.dep_
    beside = label == "conj" and _hang(head.head, head.dep_, hyphen, last)
    if head in (hyphen, last) or not (beside or _hang(head, label, hyphen, last)):
        return
    for part in (first, hyphen):
        for child in list(part.children):
            child.head = last
    last.head, last.dep_ = head, label
    first.head = hyphen.head = last
    first.dep_ = "amod" if first.tag_.startswith("JJ") else "compound"
    hyphen.dep_ = "punct"


def _hang(head: Token, label: str, *parts: Token) -> bool:
    return all(part.head == head and part != head and part.dep_ == label for part in parts)
