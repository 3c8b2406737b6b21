"""Where a contract is read from: the models, a folder or file, or a commit of this repository."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from schemas import SCHEMA_VERSION, json_schema
from service.contract.published import OPENAPI, SUFFIX, schemas
from service.errors import OnrecordError

_IN_REPOSITORY = "schemas/v1"
_PUBLISHED = files(json_schema.__package__) / "v1"
# A folder a released version, as `onrecord schemas export` wrote it when that was released.
_RELEASED = files(json_schema.__package__) / "released"
_GIT_WITHIN_S = 30


class NoContract(OnrecordError):
    """What was named holds no contract."""

    slug = "no-contract"
    title = "There is no such contract"
    status = 422


@dataclass(frozen=True, slots=True)
class Contract:
    """File names to documents, and what people call the whole."""

    label: str
    documents: dict[str, dict[str, Any]]

    @property
    def version(self) -> str | None:
        """The schema version, as the schema of an extraction tells it; None if there is no such schema."""
        try:
            told = self.documents[f"extraction{SUFFIX}"]["properties"]["schema_version"]
            return str(told["const"] if "const" in told else told["examples"][0])
        except (KeyError, IndexError):
            return None


def counterpart(old: Contract, named: str | None, documents: dict[str, dict[str, Any]]) -> Contract:
    """What to hold against ``old``, which was ``named``: the current contract's documents, or of them the one file that was."""
    now = Contract(f"the models ({SCHEMA_VERSION})", documents)
    if named is None or not Path(named).is_file():
        return now
    return Contract(now.label, {name: document for name, document in now.documents.items() if name in old.documents})


def load(named: str | None) -> Contract:
    """The contract in a folder, a file, or a commit; the newest released one where nothing is named.

    NoContract if there is nothing of the kind.
    """
    if named is None:
        return _released()
    path = Path(named)
    if path.is_dir():
        return _read(named, sorted(path.iterdir(), key=lambda entry: entry.name))
    if path.is_file():
        return _read(named, [path])
    return _committed(named)


def version(number: str) -> dict[str, dict[str, Any]]:
    """The schemas of that version by file name; NoContract if it is not known here."""
    if number == SCHEMA_VERSION:
        return schemas()
    folders = released()
    if number not in folders:
        raise NoContract("there is no such version", field="version", expected=f"one of: {', '.join(versions())}")
    return _read(f"released {number}", list(folders[number].iterdir())).documents


def versions() -> list[str]:
    """The versions that are known here, oldest first; the last is that of the models."""
    return [*(number for number in released() if number != SCHEMA_VERSION), SCHEMA_VERSION]


def released() -> dict[str, Traversable]:
    """The folders of the released versions, oldest first, by version."""
    if not _RELEASED.is_dir():
        return {}
    found = {entry.name: entry for entry in _RELEASED.iterdir() if entry.is_dir()}
    return dict(sorted(found.items(), key=lambda item: [int(part) for part in item[0].split(".")]))


def published() -> dict[str, dict[str, Any]]:
    """The documents that this version is published with, by file name."""
    return _read("the published schemas", list(_PUBLISHED.iterdir())).documents


def _released() -> Contract:
    """The newest released version; before the first, the files that this version is published with."""
    versions = released()
    if versions:
        version, folder = list(versions.items())[-1]
        return _read(f"released {version}", list(folder.iterdir()))
    return Contract("the published schemas (none is released yet)", published())


def _read(label: str, entries: list[Traversable] | list[Path]) -> Contract:
    return _parsed(label, {entry.name: entry.read_bytes() for entry in entries if _is_document(entry.name)})


def _is_document(name: str) -> bool:
    return name.endswith(SUFFIX) or name == OPENAPI


def _parsed(label: str, found: dict[str, bytes]) -> Contract:
    if not found:
        raise NoContract(f"{label}: no schemas here", expected=f"files named *{SUFFIX} or {OPENAPI}")
    try:
        return Contract(label, {name: json.loads(content) for name, content in found.items()})
    except ValueError as error:
        raise NoContract(f"{label}: {error}", expected="JSON in UTF-8") from None


def _committed(commit: str) -> Contract:
    expected = "a folder, a file, or a commit, branch or tag of this repository"
    if commit.startswith("-"):
        raise NoContract(f"{commit}: no such folder, file or commit", expected=expected)
    listed = _git("ls-tree", "--name-only", commit, f"{_IN_REPOSITORY}/")
    if listed is None:
        raise NoContract(f"{commit}: no such folder, file or commit", expected=expected)
    found = {}
    for path in listed.decode().splitlines():
        if _is_document(name := path.rpartition("/")[2]):
            found[name] = _git("show", f"{commit}:{path}") or b""
    return _parsed(commit, found)


def _git(*arguments: str) -> bytes | None:
    """What git says at the top of the repository around the working directory; None if it cannot."""
    try:
        top = subprocess.run(
            ["git", "rev-parse", "--show-toplevel"], capture_output=True, check=True, timeout=_GIT_WITHIN_S
        )
        folder = top.stdout.decode().strip()
        done = subprocess.run(["git", *arguments], capture_output=True, check=True, timeout=_GIT_WITHIN_S, cwd=folder)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
