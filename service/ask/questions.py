"""What a model is asked: a story sentence by sentence, the rules' draft of it, and what of that is open."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from schemas import RECORD_TYPES, Extraction
from service.ask.drafts import Draft, Drafted, listed
from service.ask.pieces import LONGEST, Piece, pieces
from service.read.transcript import Transcript

Span = tuple[int, int]

_CHARACTERS_A_TOKEN = 4  # of English, about; the budget is kept with it, the report has the model's own count
_EVENT, _FIELD = 3.0, 1.0
_FENCE = 16  # hexadecimal digits: nobody can write a story that holds those of its own hash


@dataclass(frozen=True, slots=True)
class Question:
    """One call to a model: the sentences of a story (offsets), and the draft of it, for records of these types.

    ``ids`` are those of the rules' records by the ids that the draft has. ``worth`` ranks it.
    """

    kinds: tuple[str, ...]
    sentences: tuple[Span, ...]
    text: str
    ids: tuple[tuple[str, str], ...] = ()
    worth: float = 0.0

    @property
    def passage(self) -> Span:
        """All that is shown, by its offsets."""
        return self.sentences[0][0], self.sentences[-1][1]

    def tokens(self, overhead: int) -> int:
        """What it costs to send, about, with ``overhead`` characters of instructions and schema."""
        return (len(self.text) + overhead) // _CHARACTERS_A_TOKEN + 1


def questions_about(
    transcript: Transcript, extraction: Extraction, kinds: Sequence[str], *, everything: bool = False
) -> tuple[Question, ...]:
    """A question a story, the most valuable first: of a short transcript all stories, of a long one those with anything open.

    Where nothing at all is open there is none. ``everything``: all stories, whatever is open.
    """
    kinds = tuple(entry.name for entry in RECORD_TYPES if entry.name in kinds)
    draft = Draft(extraction, kinds)
    found = [(piece, draft.of(piece)) for piece in pieces(transcript, extraction)]
    short = len(transcript.text) <= LONGEST and any(drafted.open_gaps for _, drafted in found)
    asked = (_question(transcript, kinds, *one) for one in found if everything or short or one[1].open_gaps)
    return tuple(sorted(asked, key=lambda question: -question.worth))


def _question(transcript: Transcript, kinds: tuple[str, ...], piece: Piece, drafted: Drafted) -> Question:
    ids = tuple((known, id_) for id_, known in drafted.ids().items())
    sentences = tuple((s.start, s.end) for s in piece.sentences)
    # A record that was not made is worth more than a field of one.
    worth = sum(_EVENT if gap.record is None else _FIELD for gap in drafted.open_gaps)
    return Question(kinds, sentences, f"{_story(transcript, piece)}\n{listed(drafted, piece)}", ids, worth)


def _story(transcript: Transcript, piece: Piece) -> str:
    """The sentences with their numbers, and who speaks, between fences that no transcript can foresee."""
    lines = []
    voice = None
    for number, span in enumerate(piece.sentences, 1):
        words = " ".join(transcript.text[span.start : span.end].split())
        label = transcript.turns[span.turn].speaker if span.turn >= 0 and span.turn != voice else None
        voice = span.turn
        lines.append(f"[{number}] {label}: {words}" if label else f"[{number}] {words}")
    told = "\n".join(lines)
    fence = hashlib.sha256(told.encode()).hexdigest()[:_FENCE]
    return f"<story {fence}>\n{told}\n</story {fence}>"
