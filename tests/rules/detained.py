"""What the whole program finds of detentions in a text, for the tests of their rules."""

from __future__ import annotations

from schemas import Detention, Extraction
from service.extract import Options, extract
from service.read import read_text

_ONLY = frozenset({"detentions"})


def answer_to(text: str, published: str | None = None) -> Extraction:
    """The whole answer to the text, asked for detentions alone."""
    return extract(read_text(text, published=published), Options(records=_ONLY))


def detentions(text: str) -> list[Detention]:
    """The detentions that the whole program finds in the text."""
    return answer_to(text).detentions


def only(text: str, published: str | None = None) -> Detention:
    """The one detention in the text."""
    found = answer_to(text, published).detentions
    assert len(found) == 1, [[e.text for e in d.evidence] for d in found]
    return found[0]
