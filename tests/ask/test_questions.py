"""Which passages a model is shown: the gaps' sentences with their neighbours, in order, apart, and within the room there is."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from schemas import Extraction, Gap
from service.ask.questions import CHUNK, about_gaps
from service.extract import extract
from service.language import sentences
from service.read import read_text

TRANSCRIPT = read_text(" ".join(f"The ferry of Velm{n} left late on day {n}." for n in range(80)) + "\n\nIt came back.")
SPANS = [(s.start, s.end) for s in sentences.split(TRANSCRIPT)]
EMPTY = extract(TRANSCRIPT)
LENGTH = len(TRANSCRIPT.text)
WORDS = st.sampled_from([at for start, end in SPANS for at in range(start, end)])  # a gap begins in some sentence


def with_gaps(starts: list[tuple[int, int]]) -> Extraction:
    gaps = [Gap(record_type="detention", start=at, end=min(LENGTH, at + size), reason="open") for at, size in starts]
    return EMPTY.model_copy(update={"report": EMPTY.report.model_copy(update={"gaps": gaps})})


@given(st.lists(st.tuples(WORDS, st.integers(1, 200)), min_size=1, max_size=40))
def test_passages_are_the_sentences_at_the_gaps(starts: list[tuple[int, int]]) -> None:
    """Every gap is asked about or said to be left out; no sentence is sent that neither touches one nor stands beside one."""
    extraction = with_gaps(starts)
    asked = about_gaps(TRANSCRIPT, extraction)
    passages = [span for question in asked.questions for span in question.passages]
    left_out = {(skipped.start, skipped.end) for skipped in asked.left_out}
    near: set[tuple[int, int]] = set()
    for gap in extraction.report.gaps:
        held = any(start <= gap.start and gap.end - 1 <= end for start, end in passages)
        assert held or (gap.start, gap.end) in left_out
        at = [i for i, (start, end) in enumerate(SPANS) if start < gap.end and end > gap.start]
        near.update(SPANS[max(0, at[0] - 1) : at[-1] + 2])
    assert all(b[0] > a[1] + 1 for a, b in pairwise(passages))
    assert all(s in near for s in SPANS if any(s[0] < end and s[1] > start for start, end in passages))
    assert sum(end - start for start, end in passages) <= max(CHUNK, 0.75 * LENGTH)
