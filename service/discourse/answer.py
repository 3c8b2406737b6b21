"""Stories in the answer: the list of them, and the story of each record."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

import schemas
from schemas import RECORD_TYPES, Extraction, Record
from service.discourse.story import Story
from service.read.transcript import Transcript


def as_answered(transcript: Transcript, stories: Sequence[Story]) -> list[schemas.Story]:
    """The stories as the answer has them; none where the whole text is one story."""
    if len(stories) < 2 and all(story.kind == "story" and story.title is None for story in stories):
        return []
    return [_answered(transcript, i, story) for i, story in enumerate(stories, start=1)]


def _answered(transcript: Transcript, number: int, story: Story) -> schemas.Story:
    start_time, end_time = transcript.times(story.start, story.end)
    return schemas.Story(
        id=f"story_{number}",
        start=story.start,
        end=story.end,
        start_time=start_time,
        end_time=end_time,
        kind=story.kind,
        title=story.title,
    )


def with_stories(extraction: Extraction) -> Extraction:
    """The extraction with the story of each record: where the first of its words stand that are in no menu."""
    stories = extraction.report.stories
    if not stories:
        return extraction
    starts = [story.start for story in stories]
    lists: dict[str, Any] = {
        e.plural: [_placed(record, stories, starts) for record in getattr(extraction, e.plural)] for e in RECORD_TYPES
    }
    return extraction.model_copy(update=lists)


def _placed(record: Record, stories: Sequence[schemas.Story], starts: Sequence[int]) -> Record:
    told = [stories[max(0, bisect_right(starts, words.start) - 1)] for words in record.evidence]
    main = next((story for story in told if story.kind == "story"), told[0])
    return record.model_copy(update={"story": main.id})
