"""Where in a TOML file a key or a word stands: the parser tells of faults in the notation alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

Key = str | int

_HEADING = re.compile(r"\s*\[(\[?)\s*([^\[\]]+?)\s*\]?\]\s*(?:#.*)?$")
_ENTRY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w.-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*(?:\.|$)""")


def line_of(text: str, path: Sequence[Key], word: object = None) -> int:
    """The line (from 1) of what stands at that path (names, and numbers of repeated tables), or of the word in it.

    The nearest that is there: the table where the key cannot be found.
    """
    lines = text.splitlines()
    depth, best, known = 0, 1, tuple(path)
    for number, here in _keys(lines):
        common = _common(here, known)
        if common > depth:
            depth, best = common, number
    if word is None:
        return best
    marked = (f'"{word}"', f"'{word}'", str(word))
    below = [number for number in range(best, len(lines) + 1) if any(mark in lines[number - 1] for mark in marked)]
    return below[0] if below else best


def _keys(lines: Sequence[str]) -> list[tuple[int, tuple[Key, ...]]]:
    """Each heading and each key, with its line and its path."""
    found: list[tuple[int, tuple[Key, ...]]] = []
    table: tuple[Key, ...] = ()
    repeated: dict[tuple[Key, ...], int] = {}
    for number, line in enumerate(lines, 1):
        if heading := _HEADING.match(line):
            table = _split(heading[2])
            if heading[1]:
                repeated[table] = repeated.get(table, -1) + 1
                table = (*table, repeated[table])
            found.append((number, table))
        elif entry := _ENTRY.match(line):
            found.append((number, (*table, *_split(entry[1]))))
    return found


def _split(dotted: str) -> tuple[Key, ...]:
    return tuple(next(part for part in match.groups() if part is not None) for match in _PART.finditer(dotted))


def _common(a: Sequence[Key], b: Sequence[Key]) -> int:
    """How much of ``b`` the path ``a`` names, 0 where it leads elsewhere."""
    return len(a) if tuple(b[: len(a)]) == tuple(a) else 0
