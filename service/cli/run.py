"""One run of ``onrecord extract``: files in, answers written, problems told."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Literal

from service import __version__
from service.cli import output
from service.cli.answers import answers, shown
from service.cli.folders import Given, kinds
from service.cli.say import say
from service.cli.summary import Summary
from service.cli.unanswered import Problems
from service.cli.written import Begun
from service.errors import OnrecordError
from service.exports.jsonld import graphs
from service.exports.plover import events
from service.fingerprint import rules_version
from service.requests.items import STDIN, Defaults, Item, Kind, file_item, holds_lines, line_items

Form = Literal["json", "table", "html", "plover", "csv", "xlsx", "jsonld"]


@dataclass(frozen=True, slots=True)
class Run:
    """What was asked for: the input (``-`` is standard input), how to read it, how to write the answers.

    ``used`` are the fields of lines that no request has and that are of use all the same.
    """

    given: Given
    kind: Kind | None
    defaults: Defaults
    processes: int | None
    format: Form
    used: frozenset[str] = frozenset()

    @property
    def files(self) -> Sequence[str]:
        """The files to read."""
        return self.given.files

    @property
    def one(self) -> bool:
        """Whether there is just one transcript, and so one answer rather than lines of them."""
        return not self.given.folder and len(self.files) == 1 and not holds_lines(self.files[0], self.kind)

    def mark(self) -> str | None:
        """What tells this run from all others: its input, as it lies there, and all that answers depend on.

        None where a run that was cut off cannot be taken up: its answers are no lines, or its input comes but once.
        """
        if self.format != "json" or self.one or STDIN in self.files or not all(map(os.path.isfile, self.files)):
            return None
        files = [(name, stat.st_size, stat.st_mtime_ns) for name in self.files for stat in [os.stat(name)]]
        told = repr((files, self.kind, self.defaults, rules_version(), __version__))
        return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:12]

    def write_to(self, begun: Begun, *, terminal: bool) -> int:
        """Write all answers that are not there; how many transcripts had a problem, each of which is told of."""
        return begun.problems + self.write_with(self._writer(begun.out, terminal), begun.lines)

    def write_with(self, write: output.Writer, skipped: int = 0) -> int:
        """The same, with a writer of one's own, of all but the first transcripts."""
        problems, summary = Problems(self.used), Summary(self.defaults.options.get("records", ()))
        found = answers(islice(self.items(), skipped, None), self.processes)
        for answer in found if self.one else shown(found, self._size()):
            write(answer)
            problems.note(answer)
            summary.note(answer)
        problems.tell()
        if not self.one:
            summary.tell()
        if self.given.passed_over:
            say(f"passed over in folders, as no transcripts by their names: {kinds(self.given.passed_over)}")
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
    if name != STDIN:
        return Path(name).open("rb")
    if sys.stdin is None:
        raise OnrecordError("standard input is closed")
    return nullcontext(sys.stdin.buffer)
