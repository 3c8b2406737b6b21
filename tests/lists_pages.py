"""docs/lists, made from the word lists: ``make expected`` writes it. What each rule finds and leaves, then the list as it stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from schemas import RECORD_TYPES
from service.rules.catalogue import descriptions

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "lists"
LISTS = sorted((ROOT / "service").glob("*/words/*.toml"))

_INDEX = """# The word lists

Made from the lists in `service/*/words` by `make expected`; a test holds these pages to them. [words.md](../words.md) says how a list is
mended, in a folder of your own; [CONTRIBUTING.md](../../CONTRIBUTING.md) how ours are.

| list | what it is for |
| --- | --- |
"""
_RULES = """
## What each rule finds, and what it leaves

"""
_LIST = """
## The list

```toml
"""
# An example and its keys, up to what comes next.
_EXAMPLES = re.compile(r"^\[\[example\]\]\n(?:(?!\[).*\n?)*", re.MULTILINE)
_ITSELF = frozenset({"rule", "text", "finds"})


def pages() -> dict[Path, str]:
    """All pages of the folder, each with what is to stand in it."""
    rows = (f"| [{_name(path)}]({_name(path)}.md) | {_about(path)} |\n" for path in LISTS)
    return {
        FOLDER / "README.md": _INDEX + "".join(rows),
        **{FOLDER / f"{_name(path)}.md": _page(path) for path in LISTS},
    }


def _name(path: Path) -> str:
    return f"{path.parent.parent.name}-{path.stem}"


def _about(path: Path) -> str:
    """The first sentence of the comment at the top."""
    comment = re.match(r"(?:#.*\n)+", path.read_text(encoding="utf-8"))
    words = " ".join(line.lstrip("# ") for line in comment[0].splitlines()) if comment else ""
    return re.split(r"(?<=[.:]) ", words.replace("|", "\\|"))[0].rstrip(":.")


def _page(path: Path) -> str:
    source = path.read_text(encoding="utf-8")
    plural = path.stem if path.stem in {entry.plural for entry in RECORD_TYPES} else ""
    rules = _RULES + "\n".join(_rules(plural, tomllib.loads(source)["example"])) + "\n" if plural else ""
    held = re.sub(r"\n{3,}", "\n\n", _EXAMPLES.sub("", source)).strip()
    place = path.relative_to(ROOT).as_posix()
    return f"# {_about(path)}\n\nMade from [{place}](../../{place}).\n{rules}{_LIST}{held}\n```\n"


def _rules(plural: str, examples: list[dict[str, Any]]) -> Iterator[str]:
    for rule, told in descriptions(plural).items():
        yield f"`{rule}`: {told}\n"
        yield from (f"- {_example(example)}" for example in examples if example["rule"] == rule)
        yield ""


def _example(example: dict[str, Any]) -> str:
    said = "; ".join(f"{key}: {value}" for key, value in example.items() if key not in _ITSELF)
    finds = "finds" if example.get("finds", True) else "leaves"
    return f"{finds}: {' '.join(example['text'].split())}{f' ({said})' if said else ''}"
