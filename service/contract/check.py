"""What a change of the contract means for those on the other side.

A request must still be read as clients send it, so all that was allowed has to stay allowed. An answer must still be read by
clients as they are, so nothing may come that was not allowed before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from schemas import json_schema
from schemas.json_schema import Direction
from service.contract.compare import Document, Node
from service.contract.findings import Finding, compare_schemas
from service.contract.operations import compare_operations
from service.contract.published import OPENAPI, SUFFIX
from service.contract.source import Contract

Bump = Literal["major", "minor", "patch", "none"]

# A list of all record types grows with each new one by design; each type is compared by itself.
_NOT_COMPARED = frozenset({f"{json_schema.RECORD}{SUFFIX}"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """All changes from one contract to another, and the version bump they call for."""

    against: str
    version: str | None
    findings: tuple[Finding, ...]
    bump: Bump

    @property
    def is_breaking(self) -> bool:
        """Whether anybody on the other side is broken by it."""
        return self.bump == "major"

    @property
    def called_for(self) -> str | None:
        """The schema version that the change calls for, where the old one is known."""
        if self.version is None:
            return None
        major, minor = (int(part) for part in self.version.split("."))
        return {"major": f"{major + 1}.0", "minor": f"{major}.{minor + 1}"}.get(self.bump, self.version)


def judge(old: Contract, new: Contract) -> Verdict:
    """The changes from ``old`` to ``new``, breaking ones first."""
    found: dict[tuple[str, str], Finding] = {}
    for finding, key in _all_findings(old, new):
        found.setdefault((key, finding.reason), finding)
    findings = tuple(sorted(found.values(), key=lambda finding: finding.level))
    return Verdict(old.label, old.version, findings, _bump(findings, same=old.documents == new.documents))


def _bump(findings: tuple[Finding, ...], *, same: bool) -> Bump:
    levels = {finding.level for finding in findings}
    if "breaking" in levels:
        return "major"
    if levels:
        return "minor"
    return "none" if same else "patch"


def _all_findings(old: Contract, new: Contract) -> Iterator[tuple[Finding, str]]:
    """Findings with a key that is the same wherever one part of the contract stands in several documents."""
    for name in [*new.documents, *(old.documents.keys() - new.documents.keys())]:
        if name in _NOT_COMPARED:
            continue
        if name not in new.documents:
            yield Finding("breaking", _direction(name), f"{name}#", "the whole schema is gone"), name
        elif name not in old.documents:
            yield Finding("compatible", _direction(name), f"{name}#", "the schema is new"), name
        elif name == OPENAPI:
            yield from compare_operations(Document(name, old.documents[name]), Document(name, new.documents[name]))
        else:
            pair = Node(Document(name, old.documents[name])), Node(Document(name, new.documents[name]))
            yield from compare_schemas(*pair, _direction(name))


def _direction(name: str) -> Direction:
    return json_schema.direction(name.removesuffix(SUFFIX))
