"""Each value judged by the version that it is of: so what was valid when it was written stays valid."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from schemas import SCHEMA_VERSION
from service.contract import source
from service.contract.data.fault import Fault
from service.contract.data.judge import Judge, Texts, kind_of, no_texts

_SAID = "schema_version"
_NUMBER = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})", re.ASCII)


class OwnVersion:
    """A judge over all versions that are known here.

    A value says its version in ``schema_version`` (a record may have it beside its fields). A later one of the same major
    version is read as its readers do: what is not known here passes. A record that says none is of the oldest version that
    knows most of its fields.
    """

    def __init__(self, *, unknown_fields: bool = False, texts: Texts = no_texts) -> None:
        self._versions = source.versions()
        self._lenient, self._texts = unknown_fields, texts
        self._judges: dict[tuple[str, bool], Judge] = {}

    def faults(self, value: Any, kind: str | None = None) -> Iterator[Fault]:
        """All that is wrong with one record, extraction or problem; told by its fields if ``kind`` does not say."""
        kind = kind or kind_of(value)
        if not isinstance(value, dict) or _SAID not in value:
            yield from self._judge(self._of_fields(value, kind)).faults(value, kind)
            return
        said = value[_SAID]
        if kind != "extraction":
            value = {name: part for name, part in value.items() if name != _SAID}
        if said in self._versions:
            yield from self._judge(said).faults(value, kind)
        elif _is_later(said):
            yield from self._judge(SCHEMA_VERSION, lenient=True).faults(value, kind)
        else:
            known = f"one of: {', '.join(self._versions)}"
            yield Fault(f"/{_SAID}", f"{json.dumps(said)[:40]} is no version that is known here", known)

    def _judge(self, version: str, *, lenient: bool = False) -> Judge:
        key = version, lenient or self._lenient
        if key not in self._judges:
            self._judges[key] = Judge(source.version(version), unknown_fields=key[1], texts=self._texts)
        return self._judges[key]

    def _of_fields(self, value: Any, kind: str | None) -> str:
        if kind in (None, "extraction", "problem") or not isinstance(value, dict):
            return SCHEMA_VERSION
        return max(self._versions, key=lambda number: len(value.keys() & self._judge(number).fields(kind)))


def _is_later(said: Any) -> bool:
    """Whether it is a later version of the same major version as the newest that is known."""
    found = _NUMBER.fullmatch(said) if isinstance(said, str) else None
    major, minor = map(int, SCHEMA_VERSION.split("."))
    return found is not None and int(found[1]) == major and int(found[2]) > minor
