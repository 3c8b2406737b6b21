"""The contract as files: a JSON Schema each for all that is sent and answered, and the OpenAPI document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from schemas import json_schema

SUFFIX = ".schema.json"
OPENAPI = "openapi.json"


def schemas() -> dict[str, dict[str, Any]]:
    """File names to JSON Schemas, as the models of this version give them."""
    return {f"{name}{SUFFIX}": json_schema.build(name) for name in json_schema.NAMES}


def export(folder: Path, made: dict[str, dict[str, Any]]) -> list[Path]:
    """Write the documents into ``folder``, made if need be, and remove schemas that are no more; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"*{SUFFIX}"):
        if old.name not in made:
            old.unlink()
    for name, document in made.items():
        (folder / name).write_text(text(document), encoding="utf-8")
    return [folder / name for name in made]


def text(document: dict[str, Any]) -> str:
    """A document as it stands in its file."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
