"""Answers to whole texts, a line a value with the words that bear it out: what a change of a rule does is a difference to read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from schemas import RECORD_TYPES, Extraction, Gap, Record, Story
from service.explain.plain import clean
from service.explain.wording import facts, names_of, quoted, timecode
from service.extract import Options, extract
from service.read import Transcript, read_bytes

HOME = Path(__file__).parent
EXAMPLES = HOME.parents[1] / "examples"
PUBLISHED = "2031-06-10"


def texts() -> list[Path]:
    """The texts whose answers are kept: ours, and the examples."""
    examples = [path for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".vtt", ".srt")]
    return sorted([*(HOME / "texts").iterdir(), *examples])


def kept(text: Path) -> Path:
    """Where the answer to a text is kept."""
    return HOME / "answers" / f"{text.name}.answer"


def answer(text: Path) -> str:
    """The answer that is given now."""
    transcript = read_bytes(text.read_bytes(), filename=text.name, published=PUBLISHED)
    return "".join(f"{line}\n" for line in _lines(transcript, extract(transcript, Options())))


def _lines(transcript: Transcript, found: Extraction) -> Iterator[str]:
    names = names_of(found)
    for entry in RECORD_TYPES:
        for record in getattr(found, entry.plural):
            yield from ("", " · ".join(_heading(names[record.id], record)))
            yield from (f"  {line}" for line in _values(record, names))
    yield from ("", "stories", *(f"  {_story(transcript, story)}" for story in found.report.stories))
    yield from ("", "gaps", *(f"  {_gap(transcript, gap, names)}" for gap in found.report.gaps))


def _heading(name: str, record: Record) -> Iterator[str]:
    yield name
    yield record.factuality
    if record.attributed_to:
        yield f"says {record.attributed_to.name}"
    if record.story:
        yield record.story
    if record.evidence[0].start_time is not None:
        yield timecode(record.evidence[0].start_time)


def _values(record: Record, names: dict[str, str]) -> Iterator[str]:
    label = ""
    for name, value in facts(record, names):
        label = name or label
        bearing = [_short(words.text) for words in record.evidence if label.replace(" ", "_") in words.fields]
        shown = [words for words in bearing if words.strip("“”") != value]
        yield f"{label}: {value}{'  <- ' if shown else ''}{' '.join(shown)}"


def _short(words: str) -> str:
    """Enough of a passage to find it again."""
    words = clean(words)
    return quoted(words if len(words) <= 80 else f"{words[:50]} [...] {words[-22:]}")


def _story(transcript: Transcript, story: Story) -> str:
    return f"{story.kind}: {_short(transcript.text[story.start : story.end])}"


def _gap(transcript: Transcript, gap: Gap, names: dict[str, str]) -> str:
    about = names.get(gap.record or "", gap.record_type)
    field = f", {gap.field}" if gap.field else ""
    return f"{about}{field}: {gap.reason}  <- {_short(transcript.text[gap.start : gap.end])}"
