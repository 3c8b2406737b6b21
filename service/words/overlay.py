"""One word list laid over another: its words are added, its values take the place of ours, and ``less`` takes words away."""

from __future__ import annotations

from typing import Any

LESS = "less"
_PAIRED = frozenset({"events"})  # tables whose lists are one value each: an event's type and mode


def laid_over(ours: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Our list with theirs over it. Both have the same shape (``shapes.faults`` has seen to it); neither is changed."""
    rest = _without(ours, own.get(LESS, {}))
    return _merged(rest, {key: value for key, value in own.items() if key != LESS})


def _merged(ours: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    return {**ours, **{key: _over(key, ours.get(key), value) for key, value in own.items()}}


def _over(key: str, ours: Any, own: Any) -> Any:
    if isinstance(ours, dict) and isinstance(own, dict):
        return {**ours, **own} if key in _PAIRED else _merged(ours, own)
    if isinstance(ours, list) and isinstance(own, list) and not _is_range(ours):
        return [*ours, *(value for value in own if value not in ours)]
    return own


def _is_range(value: list[Any]) -> bool:
    """``[24, 99]`` is one value."""
    return bool(value) and all(isinstance(end, int | float) for end in value)


def _without(ours: Any, less: Any) -> Any:
    """Ours without the words of ``less``: of lists, of each of a table's entries, and of tables whose keys are words."""
    if isinstance(ours, dict) and isinstance(less, dict):
        return {key: _without(value, less[key]) if key in less else value for key, value in ours.items()}
    if isinstance(ours, dict):
        return {key: value for key, value in ours.items() if key not in less}
    if isinstance(less, dict):
        return [_without(entry, less) for entry in ours]
    return [word for word in ours if word not in less]
