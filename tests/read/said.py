"""What was said, to be written in every form and read back: three scripts, and cues of any kind."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from service.read import Transcript


@dataclass(frozen=True)
class Said:
    """A cue: times in seconds, words, and who says them."""

    start: float
    end: float
    words: str
    speaker: str | None = None


SCRIPTS: dict[str, list[Said]] = {
    "a bulletin": [
        Said(1.0, 4.5, "Police arrested nine ferry pilots in Halvik on Friday."),
        Said(5.0, 8.0, "The pilots had blocked the harbour for two days."),
        Said(8.5, 12.25, "Hundreds marched in Norvik against higher fares."),
        Said(12.5, 16.0, "The council will meet again on Monday evening."),
    ],
    "two voices": [
        Said(0.5, 3.0, "Good evening from the harbour at Halvik.", "Vera Lind"),
        Said(3.5, 6.5, "We will be back on Monday, all of us.", "Jon Brekke"),
        Said(7.0, 9.5, "And what does the mayor say?", "Vera Lind"),
        Said(10.0, 14.0, "Nothing so far, and that is the trouble.", "Jon Brekke"),
    ],
    "an hour in": [
        Said(3599.0, 3602.5, "Forty-two per cent voted, officials in Tann said."),
        Said(3603.0, 3606.0, "Café owners on Ålgate closed early that day."),
        Said(3607.5, 3610.75, "“It is over,” one of them told our reporter."),
        Said(3611.0, 3614.5, "Results are due at noon tomorrow, he added."),
    ],
}

_WORDS = [
    "pilots",
    "marched",
    "Halvik",
    "harbour,",
    "nine",
    "Ålgate",
    "don’t",
    "8,000",
    "half-past",
    "they",
    "said",
    "Café",
]


@st.composite
def cues(draw: st.DrawFn) -> list[Said]:
    """Two to six cues in order, on quarters of a second, at the rate of speech; a word of its own in each."""
    out: list[Said] = []
    at = draw(st.integers(0, 400)) / 4
    speakers = draw(st.sampled_from([(None,), ("Vera Lind", "Jon Brekke")]))
    for i in range(draw(st.integers(2, 6))):
        words = [f"cue{i}x", *draw(st.lists(st.sampled_from(_WORDS), min_size=3, max_size=9))]
        length = max(4, draw(st.integers(len(words), 2 * len(words)))) / 4
        out.append(Said(at, at + length, f"{' '.join(words)}.", speakers[i % len(speakers)]))
        at += length + draw(st.integers(1, 8)) / 4
    return out


def heard(transcript: Transcript) -> list[Said]:
    """What a reader found: its segments, each with the speaker of the turn that it begins in."""
    out: list[Said] = []
    for segment in transcript.segments:
        turn = next((t for t in transcript.turns if t.start <= segment.start < t.end), None)
        begin = max(segment.start, turn.label_end) if turn else segment.start
        words = " ".join(transcript.text[begin : segment.end].split())
        assert segment.start_time is not None
        out.append(Said(segment.start_time, segment.end_time or -1, words, turn.speaker if turn else None))
    return out


def without_ends(said: list[Said]) -> list[Said]:
    """As a form has it that gives no ends: each up to the next."""
    ends = [*(s.start for s in said[1:]), -1]
    return [replace(s, end=end) for s, end in zip(said, ends, strict=True)]
