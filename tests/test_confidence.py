"""``min_confidence`` leaves records out, and nothing that points at them stays behind."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schemas import RECORD_TYPES, Extraction
from service.extract import extract
from service.extract.confident import confident
from service.read import read_text

TEXT = (
    "Police in Norvik arrested 14 dock workers on Friday. Thousands marched in Telm against the arrests. "
    "“Free our colleagues,” said Ida Holt, who said police had arrested 14 dock workers in Norvik. "
    "Dara Voss won the mayoral race in Telm on June 9 with 52 per cent of the vote."
)
WHOLE = extract(read_text(TEXT))


def records(extraction: Extraction) -> list:
    return [record for entry in RECORD_TYPES for record in getattr(extraction, entry.plural)]


@given(st.floats(0, 1))
def test_all_that_stays_is_sure_enough_and_points_at_what_stays(least: float) -> None:
    kept = confident(WHOLE, least)
    assert [r.id for r in records(kept)] == [r.id for r in records(WHOLE) if r.confidence >= least]
    ids = {record.id for record in records(kept)}
    assert {name for statement in kept.statements for name in statement.about} <= ids
    assert {gap.record for gap in kept.report.gaps} <= {*ids, None}
    assert len(kept.report.gaps) == len(WHOLE.report.gaps)
    assert len(kept.report.warnings) == (len(records(kept)) < len(records(WHOLE)))


def test_the_sample_has_links_to_lose() -> None:
    assert any(statement.about for statement in WHOLE.statements)
    assert len(records(WHOLE)) > 3
