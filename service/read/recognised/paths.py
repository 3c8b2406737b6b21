"""Paths into JSON: ``a.b[].c[0]`` is c's first in each of the list b in a."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

_STEP = re.compile(r"\[(\d*)\]|([^.\[\]]+)")


@cache
def _steps(path: str) -> tuple[str | int | None, ...]:
    """Keys, places in lists, and None for each of a list."""
    return tuple(
        found[2] if found[2] is not None else (int(found[1]) if found[1] else None) for found in _STEP.finditer(path)
    )


def each(value: Any, path: str) -> Iterator[Any]:
    """All that the path leads to, in order."""
    return _walk(value, _steps(path))


def _walk(value: Any, steps: tuple[str | int | None, ...]) -> Iterator[Any]:
    for i, step in enumerate(steps):
        if step is None:
            if isinstance(value, list) and i + 1 == len(steps):
                yield from value
            elif isinstance(value, list):
                for item in value:
                    yield from _walk(item, steps[i + 1 :])
            return
        value = _step(value, step)
        if value is None:
            return
    yield value


def _step(value: Any, step: str | int) -> Any:
    if isinstance(step, str):
        return value.get(step) if isinstance(value, dict) else None
    return value[step] if isinstance(value, list) and step < len(value) else None


def first(value: Any, paths: tuple[str, ...]) -> Any:
    """What the first of the paths that leads somewhere leads to; None if none does."""
    for name, steps in _plans(paths):
        if name is not None:
            found = value.get(name) if isinstance(value, dict) else None
        else:
            found = next((found for found in _walk(value, steps) if found is not None), None)
        if found is not None:
            return found
    return None


@cache
def _plans(paths: tuple[str, ...]) -> tuple[tuple[str | None, tuple[str | int | None, ...]], ...]:
    """Of each path its name, where it is but one, as most are, and its steps."""
    return tuple((path if path.isidentifier() else None, _steps(path)) for path in paths)
