"""What a command was given to read: files, and the transcripts in folders, however deep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import typer

from service.requests.items import STDIN, is_named_as_transcript


@dataclass(frozen=True, slots=True)
class Given:
    """The ``files`` to read in their order, whether a folder was among what was given, and what in it was passed over: how
    many files of each suffix.
    """

    files: Sequence[str]
    folder: bool = False
    passed_over: Counter[str] = field(default_factory=Counter)


def opened_up(names: Sequence[str], output: Path | None) -> Given:
    """The files as they are, and the transcripts of the folders in the order of their paths; none that is written to."""
    files: list[str] = []
    passed_over: Counter[str] = Counter()
    folder = False
    for name in names:
        if name == STDIN or not Path(name).is_dir():
            files.append(name)
            continue
        folder = True
        found = [path for path in _within(Path(name)) if not _is_output(path, output)]
        wanted = [path for path in found if is_named_as_transcript(path.name)]
        passed_over.update(path.suffix or path.name for path in found if not is_named_as_transcript(path.name))
        if not wanted:
            raise typer.BadParameter(
                f"{name}: no transcripts in it; expected files such as talk.vtt, talk.srt, talk.txt"
            )
        files += map(str, wanted)
    return Given(files, folder, passed_over)


def _within(folder: Path) -> Iterator[Path]:
    """All files of the folder and of those in it, less hidden ones."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise typer.BadParameter(f"{folder}: {error.strerror}") from None
    for path in entries:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.is_symlink():  # one might lead back
                yield from _within(path)
        elif path.is_file():
            yield path


def _is_output(path: Path, output: Path | None) -> bool:
    return (
        output is not None and output.exists() and (path.samefile(output) or output.resolve() in path.resolve().parents)
    )


def kinds(passed_over: Counter[str]) -> str:
    """How many there are of each, in words: ``.mp4 (12), .jpg (3)``."""
    most = passed_over.most_common(5)
    told = ", ".join(f"{suffix} ({number:,})" for suffix, number in most)
    return told + (", ..." if len(passed_over) > len(most) else "")
