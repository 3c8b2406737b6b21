"""``onrecord gold``: a draft of gold beside each transcript, to be corrected by a careful reader."""

from __future__ import annotations

import json
from pathlib import Path

from service.cli.run import Run
from service.cli.say import say, say_error
from service.errors import OnrecordError
from service.evaluate.draft import draft
from service.evaluate.gold import SUFFIX, TEXTS
from service.extract import extract


def write_drafts(run: Run, output: Path | None) -> int:
    """Write a draft for each transcript, beside it or to the one file; how many could not be, each of which is told of.

    Gold that is there stays as it is.
    """
    problems = 0
    for name, item in zip(run.files, run.items(), strict=True):
        path = output or Path(name).with_suffix(SUFFIX)
        try:
            _write(path, name, item.work)
        except OnrecordError as error:
            problems += 1
            say_error(error, name)
    return problems


def _write(path: Path, name: str, work: object) -> None:
    if isinstance(work, OnrecordError):
        raise work
    if Path(name).suffix.lower() not in TEXTS:
        raise OnrecordError("evaluate reads no such file", expected=f"one of: {', '.join(TEXTS)}")
    if path.exists():
        raise OnrecordError(f"there is gold already: {path}", expected="no such file, or --output with another name")
    assert isinstance(work, tuple)
    transcript, options = work
    made = draft(extract(transcript, options), transcript.text)
    path.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    say(f"{path}: {', '.join(f'{len(records)} {plural}' for plural, records in made.items())}; correct it by the text")
