"""Our modules as one script: for files that are opened where no server is, and where browsers load no modules."""

from __future__ import annotations

import posixpath
import re
from functools import cache

from service.page import assets

_IMPORT = re.compile(
    r'^import (?:\* as (?P<whole>\w+)|\{(?P<names>[^}]*)\}) from "(?P<path>\./[^"]+|\.\./[^"]+)";\n', re.MULTILINE
)
_EXPORT = re.compile(r"^export ((?:async )?function|class|const|let) (\w+)", re.MULTILINE)
_LEFT = re.compile(r"^\s*(?:import|export)\b.*$", re.MULTILINE)


@cache
def bundled(entry: str) -> str:
    """The module ``entry`` and all that it imports, each in a function of its own, in the order in which they need each other.

    ValueError where a module imports or exports in a way that is not ours, or they need each other in a circle.
    """
    done: dict[str, str] = {}
    _add(entry, done, ())
    return '"use strict";\n' + "".join(done.values())


def _add(path: str, done: dict[str, str], within: tuple[str, ...]) -> None:
    if path in done:
        return
    if path in within:
        raise ValueError(f"{path} needs itself, by {' and '.join(within)}")
    source = assets()[path].decode()
    for found in _IMPORT.finditer(source):
        _add(_beside(path, found["path"]), done, (*within, path))
    done[path] = _as_function(path, source)


def _as_function(path: str, source: str) -> str:
    exported = ", ".join(found[2] for found in _EXPORT.finditer(source))
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(lambda found: _constant(path, found), source))
    left = _LEFT.search(body)
    if left:
        raise ValueError(f"{path}: {left[0]}; expected import {{ a, b }} from, and export before what is declared")
    return f"const {_name(path)} = (() => {{\n{body}return {{ {exported} }};\n}})();\n"


def _constant(path: str, found: re.Match[str]) -> str:
    module = _name(_beside(path, found["path"]))
    if found["whole"]:
        return f"const {found['whole']} = {module};\n"
    return f"const {{{found['names'].replace(' as ', ': ')}}} = {module};\n"


def _beside(path: str, other: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), other))


def _name(path: str) -> str:
    return "$" + re.sub(r"\W", "_", path.removesuffix(".js"))
