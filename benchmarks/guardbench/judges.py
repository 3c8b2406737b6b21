"""Who judges the claims: our guard, and two libraries that check a model's quotations. Each says whether a claim stands whole."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks.figures import ROOT
from benchmarks.guardbench.pairs import Claim
from service.ask.answers import Shown, ground
from service.ask.prompts import marks_missing_from
from service.ask.proposals import proposal
from service.guard import Drop, Guard
from service.language.analyse import analyse_passages
from service.read import read_text

Judge = Callable[[Claim], bool]
PEERS = ROOT / ".venv" / "peers"  # where `make guardbench` installs langextract


def ours(claim: Claim) -> bool:
    """Whether the guard lets the whole claim pass, every value of it."""
    return not drops(claim)


def drops(claim: Claim) -> tuple[Drop, ...]:
    """What the guard drops of the claim."""
    transcript = read_text(claim.passage, published=claim.published)
    whole = (0, len(transcript.text))
    reading, marks = analyse_passages(transcript, [whole]), marks_missing_from(transcript.text)
    proposed = proposal(claim.kind).model_validate(claim.values)
    grounded = ground(proposed, claim.kind, reading, Shown(whole, marks=marks))
    if grounded.record is None:
        return grounded.drops
    return (*grounded.drops, *Guard(reading, marks).checked(grounded.record).drops)


def langextract() -> Judge:
    """Whether langextract's aligner, with its own settings, finds a place for all that the claim says it has copied.

    Its README recommends to leave out extractions without a ``char_interval``.
    """
    sys.path.append(str(PEERS))  # last, so that what our lock pins comes first
    from langextract.core.data import Extraction
    from langextract.resolver import Resolver

    resolver = Resolver()

    def judge(claim: Claim) -> bool:
        wanted = [Extraction(extraction_class="copied", extraction_text=words) for words in claim.words]
        aligned = list(resolver.align(wanted, claim.passage, token_offset=0, char_offset=0))
        return all(extraction.char_interval for extraction in aligned)

    return judge


def citation_mixin() -> Judge:
    """Whether instructor's CitationMixin, given the passage as its context, keeps all that the claim says it has copied."""
    from instructor import CitationMixin

    def judge(claim: Claim) -> bool:
        kept = CitationMixin.model_validate({"substring_quotes": claim.words}, context={"context": claim.passage})
        return len(kept.substring_quotes) >= len(claim.words)

    return judge
