"""Answers as HTML: one file, or a folder with a page a transcript and an index that searches them all."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from schemas import RECORD_TYPES, Extraction
from service.cli.answers import Answer
from service.cli.output import Writer
from service.cli.run import Run
from service.cli.written import opened
from service.errors import OnrecordError
from service.explain.explanation import explanation
from service.explain.wording import names_of, summary
from service.exports.html import INDEX, Told, index, page, words_of
from service.exports.media import MediaUrl
from service.extract import explain
from service.requests.items import STDIN, Item

_LONGEST_NAME = 80
_LONGEST_SUMMARY = 240


@contextmanager
def written_pages(run: Run, output: Path | None, url: MediaUrl | None) -> Iterator[Writer]:
    """Writes the page of the one answer to ``output``, or those of many to that folder, and at the end their index."""
    if run.one:
        with opened(output) as out:
            yield lambda answer: _each(answer, lambda: out.write(_page(answer, url, indexed=False)))
        return
    assert output is not None
    output.mkdir(parents=True, exist_ok=True)
    told: list[Told] = []
    names = _Names(run.files)

    def write(answer: Answer) -> None:
        name = names.of(answer.item)
        told.append(_told(answer, names.shown(answer.item), name))
        _each(answer, lambda: _put(output / name, _page(answer, url, indexed=True)))

    yield write
    _put(output / INDEX, index(told, f"{output.name}: {len(told):,} transcripts").encode("utf-8", "backslashreplace"))


def _each(answer: Answer, write: Callable[[], object]) -> None:
    """What is a problem leaves no page."""
    if isinstance(answer.outcome, bytes):
        write()


def _put(path: Path, content: bytes) -> None:
    with opened(path) as out:
        out.write(content)


def _page(answer: Answer, url: MediaUrl | None, *, indexed: bool) -> bytes:
    assert isinstance(answer.outcome, bytes)
    media = url.with_times_open({**answer.item.passed_over, "id": answer.item.media}) if url is not None else None
    made = page(answer.outcome.decode(), _rules(answer.item), _title(answer), media, indexed=indexed)
    return made.encode("utf-8", "backslashreplace")


def _title(answer: Answer) -> str:
    assert isinstance(answer.outcome, bytes)
    title = Extraction.model_validate_json(answer.outcome).transcript.title
    return title or ("A transcript" if answer.item.id in (None, STDIN) else Path(str(answer.item.id)).name)


def _rules(item: Item) -> dict[str, Any] | None:
    """The rules behind each record, and the words by which each made it: what `onrecord explain` tells."""
    assert not isinstance(item.work, OnrecordError)
    transcript, options = item.work
    told = explanation(transcript, explain(transcript, options))
    return {
        "records": [{"id": record.id, "rules": [_rule(at_work) for at_work in record.rules]} for record in told.records]
    }


def _rule(at_work: Any) -> dict[str, Any]:
    words = [{"start": words.start, "end": words.end} for words in at_work.words]
    return {"rule": at_work.rule, "description": at_work.description, "words": words}


def _told(answer: Answer, shown: str, name: str) -> Told:
    if isinstance(answer.outcome, OnrecordError):
        return Told(shown, None, None, None, answer.outcome.detail, (), "")
    found = Extraction.model_validate_json(answer.outcome)
    about, names = found.transcript, names_of(found)
    records = [
        (record.id, entry.plural, summary(record, names)[:_LONGEST_SUMMARY])
        for entry in RECORD_TYPES
        for record in getattr(found, entry.plural)
    ]
    return Told(shown, name, about.title, about.published, None, records, words_of(about.text or ""))


class _Names:
    """What transcripts are called, less the folder that they are all in, and file names made of that, each another one."""

    def __init__(self, files: Sequence[str]) -> None:
        folders = {os.path.dirname(os.path.abspath(name)) for name in files if name != STDIN}
        self._folder = os.path.commonpath(folders) if folders else ""
        self._taken = {INDEX}

    def shown(self, item: Item) -> str:
        """A file by its path within that folder, a line by its id."""
        name = str(item.id)
        inside = os.path.abspath(name).removeprefix(self._folder).lstrip("/")
        return inside if os.path.isfile(name) else name

    def of(self, item: Item) -> str:
        """A file name, whatever the transcript is called."""
        plain = re.sub(r"[^\w.-]+", "-", self.shown(item)).strip("-.")[-_LONGEST_NAME:] or "transcript"
        name, number = f"{plain}.html", 1
        while name.lower() in self._taken:
            number += 1
            name = f"{plain}-{number}.html"
        self._taken.add(name.lower())
        return name
