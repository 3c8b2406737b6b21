"""Links to moments of the media: a template of an address, filled for a transcript and a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from urllib.parse import quote

from service.errors import InvalidRequest
from service.exports.cells import Link

_TIMES = frozenset({"seconds", "t"})
_ADDRESS = re.compile(r"https?://[^\s/?#]+")
_EXPECTED = (
    "an address with {id}, the file's name or the line's id, and {seconds}, such as "
    "https://media.example/watch?v={id}&t={seconds}"
)


class MediaUrl:
    """A template such as ``https://media.example/watch?v={id}&t={seconds}``.

    ``{seconds}`` (or ``{t}``) is the whole second that the words begin in; all else in braces is told of the transcript:
    ``{id}``, or a column of its line. InvalidRequest if it is no such template.
    """

    def __init__(self, template: str) -> None:
        try:
            parts = list(Formatter().parse(template))
            self._parts = [(words, name) for words, name, _, _ in parts]
            named = {name for _, name in self._parts if name is not None}
            # A format behind the name (`{id:>10}`, `{id!r}`) would be passed over.
            simple = bool(parts) and all(
                re.fullmatch(r"\w[\w -]*", name) and not form and not sort
                for _, name, form, sort in parts
                if name is not None
            )
        except ValueError:
            named, simple = set(), False
        self.columns = frozenset(named - _TIMES)
        self._timed = bool(named & _TIMES)
        if not simple or not (self._parts[0][0] == "" or _ADDRESS.match(template.partition("{")[0])):
            raise InvalidRequest(f"{template!r} makes no links", field="media-url", expected=_EXPECTED)

    def link(self, told: Mapping[str, object], seconds: float | None) -> Link | None:
        """The address of that second; None where a value or the time is not known, or no web address comes of it."""
        if self._timed and seconds is None:
            return None
        return self._filled({**told, **dict.fromkeys(_TIMES, int(seconds or 0))})

    def with_times_open(self, told: Mapping[str, object]) -> str | None:
        """The address with ``{seconds}`` as it stands; None as above."""
        mark = "0time0"  # stays as it is in an address
        filled = self._filled({**told, **dict.fromkeys(_TIMES, mark)})
        return filled and filled.replace(mark, "{seconds}")

    def _filled(self, known: Mapping[str, object]) -> Link | None:
        made = ""
        for words, name in self._parts:
            made += words
            if name is not None:
                if known.get(name) in (None, ""):
                    return None
                value = str(known[name]).encode("utf-8", "replace").decode()  # half of a surrogate pair has no address
                # What stands at the beginning is an address itself.
                made += quote(value, safe="") if made else value
        return Link(made) if _ADDRESS.match(made) else None
