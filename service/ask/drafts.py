"""The rules' records of a piece as a short list for a model to read: an id, sentences, values, and what is open of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from schemas import RECORD_TYPES, Evidence, Extraction, Gap, Record, Statement
from service.ask.pieces import Piece
from service.ask.proposals import OURS

_MAIN = ("name", "text", "contestant", "kind", "scope")  # the field of a part that stands first, without its name
_LEFT_OUT = OURS | {"evidence", "low", "high", "approximate", "edtf"}
_NOTHING: tuple[Any, ...] = (None, [], "unknown")
_ENDS = 3  # words of either end of what is said: between them it stands in the sentences


@dataclass(frozen=True, slots=True)
class Drafted:
    """What the rules made of a piece: their records and ids for the model by ids of ours, and what is open.

    ``open_gaps`` are about those records, or about words of the piece of which there is none.
    """

    records: tuple[Record, ...]
    kinds: tuple[str, ...]
    open_gaps: tuple[Gap, ...]

    def ids(self) -> dict[str, str]:
        """The ids for the model: the first letter of the type, and a number that no other record of the piece has."""
        return {
            record.id: f"{kind[0]}{i}" for i, (record, kind) in enumerate(zip(self.records, self.kinds, strict=True), 1)
        }


class Draft:
    """All records and gaps of an extraction, to be looked up by the piece that they stand in."""

    def __init__(self, extraction: Extraction, kinds: Sequence[str]) -> None:
        self._all = sorted(
            ((_start(r), i, e.name, r) for e in RECORD_TYPES if e.name in kinds for i, r in _of(extraction, e.plural)),
            key=lambda found: found[:2],
        )
        self._gaps = [gap for gap in extraction.report.gaps if gap.record_type in kinds]

    def of(self, piece: Piece) -> Drafted:
        """The records that begin in the piece, and the gaps about them or in it."""
        first = bisect_left(self._all, piece.start, key=lambda found: found[0])
        found = self._all[first : bisect_left(self._all, piece.end, key=lambda found: found[0])]
        ids = {record.id for *_, record in found}
        gaps = (g for g in self._gaps if (g.record in ids if g.record else piece.start <= g.start < piece.end))
        return Drafted(tuple(r for *_, r in found), tuple(kind for *_, kind, _ in found), tuple(gaps))


def _of(extraction: Extraction, plural: str) -> Iterable[tuple[int, Record]]:
    return enumerate(getattr(extraction, plural))


def _start(record: Record) -> int:
    return record.evidence[0].start


def listed(drafted: Drafted, piece: Piece) -> str:
    """The list, and below it what is open, in words."""
    ids = drafted.ids()
    lines = [
        f"{ids[record.id]} {_numbers(_words(record), piece)} {'; '.join(_values(record))}" for record in drafted.records
    ]
    return "\n".join(["Records:", *(lines or ["none"]), *_open(drafted, ids, piece)])


def _words(record: Record) -> list[Evidence]:
    return [*record.evidence, *(record.content if isinstance(record, Statement) else ())]


def _numbers(words: Iterable[Evidence], piece: Piece) -> str:
    """The numbers of the sentences that the words stand in: ``[2-4, 7]``."""
    touched = sorted({n for e in words for n in _touched(e.start, e.end, piece)})
    runs: list[list[int]] = []
    for n in touched:
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return f"[{', '.join(str(r[0]) if len(r) == 1 else f'{r[0]}-{r[-1]}' for r in runs)}]"


def _touched(start: int, end: int, piece: Piece) -> range:
    first = bisect_right(piece.sentences, start, key=lambda s: s.end)
    return range(first + 1, bisect_left(piece.sentences, end, key=lambda s: s.start) + 1)


def _values(record: Record) -> Iterator[str]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in _LEFT_OUT or value in _NOTHING or (name, value) == ("factuality", "reported"):
            continue
        yield f"{name}: {_told(value)}"


def _told(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_told, value))
    if isinstance(value, Evidence):
        return f'"{_ends(value.text)}"'
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        main = next((name for name in _MAIN if name in fields), "")
        left_out = {*_LEFT_OUT, main, *(("kind",) if main == "name" else ())}
        rest = (n for n in fields if n not in left_out and getattr(value, n) not in _NOTHING)
        told = [*((_told(getattr(value, main)),) if main else ()), *(f"{n} {_told(getattr(value, n))}" for n in rest)]
        return told[0] if len(told) == 1 else f"{told[0]} ({', '.join(told[1:])})"
    return " ".join(str(value).split())


def _ends(words: str) -> str:
    split = words.split()
    return " ".join(split if len(split) <= 2 * _ENDS + 1 else [*split[:_ENDS], "…", *split[-_ENDS:]])


def _open(drafted: Drafted, ids: dict[str, str], piece: Piece) -> Iterator[str]:
    """What is not settled, by what it is: of which records, or where there may be one."""
    wanted: dict[str, list[str]] = {}
    for gap in drafted.open_gaps:
        numbers = _touched(gap.start, gap.end, piece)
        whose = ids[gap.record] if gap.record else f"{gap.record_type} at [{numbers.start}]"
        field = f"{gap.field}: " if gap.field else ""
        wanted.setdefault(f"{field}{gap.reason}", []).append(whose)
    if wanted:
        yield "Open:"
    yield from (f"{', '.join(dict.fromkeys(whose))} - {reason}" for reason, whose in wanted.items())
