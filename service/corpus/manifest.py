"""What a corpus was made with: the file that says so, and what another run has to agree with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec

from schemas.extraction import SCHEMA_VERSION
from service.corpus.entries import look_at
from service.errors import OnrecordError

FILE = "manifest.json"
LAYOUT = 1
MOST_SHARDS = 16_384
_MOST_BYTES = 1_048_576


class OtherRun(OnrecordError):
    """The corpus was made in another way than this run would go on with."""

    slug = "other-corpus"
    title = "The corpus was made otherwise"
    status = 409


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``options`` are those that shape answers, ``shards`` how many parts the transcripts are in, ``rows`` those of each
    dataset; ``whole`` is False while a run is at work, and after one that was cut off.
    """

    shards: Annotated[int, msgspec.Meta(ge=1, le=MOST_SHARDS)]
    options: Mapping[str, Any]
    fingerprint: str
    whole: bool = False
    rows: Mapping[str, int] = msgspec.field(default_factory=dict)
    schema_version: str = SCHEMA_VERSION
    layout: int = LAYOUT

    def check(self, options: Mapping[str, Any]) -> None:
        """OtherRun if what answers are made with is not the same; rules alone may have changed."""
        for name in sorted({*self.options, *options}):
            was, now = self.options.get(name), options.get(name)
            if was != now:
                raise OtherRun(
                    f"it was made with {name} {json.dumps(was)}, and is to go on with {json.dumps(now)}",
                    expected="the same options, or another folder",
                )

    def write(self, folder: Path) -> None:
        """Put it in the folder, whole or not at all."""
        new = folder / f".{FILE}"
        told = msgspec.structs.asdict(self)
        new.write_text(json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
        new.replace(folder / FILE)


def read_manifest(folder: Path) -> Manifest | None:
    """That of the corpus in the folder; None where there is nothing. OtherRun if the folder holds something else."""
    path = folder / FILE
    look_at(path, folder / f".{FILE}")
    if not path.exists():
        others = [entry.name for entry in folder.iterdir() if not entry.name.startswith(".")] if folder.exists() else []
        if others:
            raise OtherRun(
                f"{folder} is no corpus: it holds {others[0]!r}, and no {FILE}", expected="an empty or a new folder"
            )
        return None
    manifest = _read(path)
    if manifest.layout != LAYOUT:
        raise OtherRun(
            f"{folder}: its layout is {manifest.layout}, this version writes {LAYOUT}", expected="another folder"
        )
    return manifest


def _read(path: Path) -> Manifest:
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES + 1)
    try:
        if len(content) <= _MOST_BYTES:
            return msgspec.json.decode(content, type=Manifest)
    except (msgspec.DecodeError, RecursionError):
        pass
    raise OtherRun(f"{path} is no manifest of a corpus", expected="a folder that onrecord corpus wrote")
