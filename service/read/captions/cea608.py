"""Line-21 captions (CEA-608): pairs of bytes to the rows that they show, in any of the three ways of showing."""

from __future__ import annotations

from dataclasses import dataclass, field

from service.words import load_words

_TABLE = load_words("read/cea608")
_BASIC: dict[int, str] = {int(code, 16): character for code, character in _TABLE["basic"].items()}
_SPECIAL: str = _TABLE["special"]
_EXTENDED: dict[int, str] = {0x12: _TABLE["extended_1"], 0x13: _TABLE["extended_2"]}
_ROWS = {
    0x10: (11, 11),
    0x11: (1, 2),
    0x12: (3, 4),
    0x13: (12, 13),
    0x14: (14, 15),
    0x15: (5, 6),
    0x16: (7, 8),
    0x17: (9, 10),
}
_POP, _PAINT, _ROLL = "pop", "paint", "roll"


@dataclass(frozen=True, slots=True)
class Shown:
    """Rows of words and how long they were on the screen, in seconds; ``number`` is the line that they came from."""

    rows: tuple[str, ...]
    start: float
    end: float | None
    number: int


@dataclass(slots=True)
class _Screen:
    rows: dict[int, str] = field(default_factory=dict)
    since: float = 0.0
    number: int = 0

    def write(self, row: int, text: str, at: float, number: int) -> None:
        if not any(self.rows.values()):
            self.since, self.number = at, number
        self.rows[row] = self.rows.get(row, "") + text

    def shown(self, end: float | None) -> list[Shown]:
        rows = tuple(self.rows[row] for row in sorted(self.rows) if self.rows[row].strip())
        return [Shown(rows, self.since, end, self.number)] if rows else []


class Decoder:
    """Takes pairs of one channel, each with its time; ``out`` has what was shown and is gone."""

    def __init__(self) -> None:
        self.out: list[Shown] = []
        self._mode = _POP
        self._row = 15
        self._front = _Screen()
        self._back = _Screen()
        self._last: tuple[int, int] | None = None

    def take(self, first: int, second: int, at: float, number: int) -> None:
        """One pair, its parity taken off. Control codes are sent twice, and count once."""
        if not 0x10 <= first < 0x20:
            self._last = None
            self._write("".join(_BASIC.get(code, chr(code)) for code in (first, second) if code >= 0x20), at, number)
            return
        code = first & 0x17, second
        if code == self._last:
            self._last = None
            return
        self._last = code
        self._control(*code, at, number)

    def end(self) -> list[Shown]:
        """All that was shown; what still is has no end, and what never was is kept as if it had been."""
        return [*self.out, *self._front.shown(None), *self._back.shown(None)]

    def _write(self, text: str, at: float, number: int) -> None:
        screen = self._back if self._mode == _POP else self._front
        screen.write(self._row, text, at, number)

    def _control(self, first: int, second: int, at: float, number: int) -> None:
        if second >= 0x40:
            self._row = 15 if self._mode == _ROLL else _ROWS[first][second >= 0x60]
            self._write(" ", at, number)
        elif first == 0x11 and second >= 0x30:
            self._write(_SPECIAL[second - 0x30], at, number)
        elif first in _EXTENDED and second >= 0x20:
            self._rub_out()  # it stands in for the plain letter before it
            self._write(_EXTENDED[first][second - 0x20], at, number)
        elif first in (0x14, 0x15) and second >= 0x20:
            self._command(second, at, number)
        else:
            self._write(" ", at, number)

    def _rub_out(self) -> None:
        rows = (self._back if self._mode == _POP else self._front).rows
        rows[self._row] = rows.get(self._row, "")[:-1]

    def _command(self, second: int, at: float, number: int) -> None:
        if second == 0x20:
            self._mode = _POP
        elif second == 0x21:
            self._rub_out()
        elif second in (0x25, 0x26, 0x27):
            self._end_line(at)
            self._mode, self._row = _ROLL, 15
        elif second == 0x29:
            self._mode = _PAINT
        elif second == 0x2C or (second == 0x2D and self._mode == _ROLL):
            self._end_line(at)
        elif second == 0x2E:
            self._back = _Screen()
        elif second == 0x2F:
            self._end_line(at)
            self._mode = _POP
            self._front, self._back = _Screen(self._back.rows, at, self._back.number or number), _Screen()

    def _end_line(self, at: float) -> None:
        self.out += self._front.shown(at)
        self._front = _Screen()
