"""One run of ``onrecord extract``: files in, answers written, problems told."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from service.cli import output
from service.cli.answers import answers
from service.cli.items import STDIN, Defaults, Item, Kind, file_item, holds_lines, line_items
from service.cli.progress import shown
from service.cli.say import Problems
from service.exports.jsonld import graphs
from service.exports.plover import events


@dataclass(frozen=True, slots=True)
class Run:
    """What was asked for: the input ``files`` (``-`` is standard input), how to read them, how to write the answers."""

    files: Sequence[str]
    kind: Kind | None
    defaults: Defaults
    processes: int | None
    format: Literal["json", "table", "plover", "csv", "jsonld"]

    @property
    def one(self) -> bool:
        """Whether there is just one transcript, and so one answer rather than lines of them."""
        return len(self.files) == 1 and not holds_lines(self.files[0], self.kind)

    def write_to(self, out: IO[bytes], *, terminal: bool) -> int:
        """Write all answers to ``out``; how many transcripts had a problem, each of which has been told of."""
        return self.write_with(self._writer(out, terminal))

    def write_with(self, write: output.Writer) -> int:
        """The same, with a writer of one's own."""
        problems = Problems()
        found = answers(self.items(), self.processes)
        for answer in found if self.one else shown(found, self._size()):
            write(answer)
            problems.note(answer)
        problems.tell()
        return problems.count

    def _writer(self, out: IO[bytes], terminal: bool) -> output.Writer:
        if self.format == "table":
            return output.tables(out, terminal=terminal, titled=not self.one)
        if self.format == "plover":
            return output.exported(out, events)
        if self.format == "jsonld":
            return output.exported(out, graphs)
        return output.json_body(out) if self.one else output.json_lines(out)

    def items(self) -> Iterator[Item]:
        """The transcripts of all files, in order."""
        for name in self.files:
            with _opened(name) as file:
                if holds_lines(name, self.kind):
                    yield from line_items(file, self.defaults)
                else:
                    yield file_item(name, file, self.kind, self.defaults)

    def _size(self) -> int | None:
        return None if STDIN in self.files else sum(Path(name).stat().st_size for name in self.files)


def _opened(name: str) -> AbstractContextManager[IO[bytes]]:
    # Standard input is not ours to close.
    return nullcontext(sys.stdin.buffer) if name == STDIN else Path(name).open("rb")
