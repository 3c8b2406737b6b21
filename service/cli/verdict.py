"""A verdict on a change of the contract: for people, for programs, and as annotations of a CI run."""

from __future__ import annotations

import json
from dataclasses import asdict

from service.contract.check import Verdict
from service.contract.findings import Finding

_SIDE = {"request": "what clients send", "response": "what we send"}


def as_text(verdict: Verdict) -> str:
    """A finding a line, breaking ones first, and what they come to."""
    lines = [
        f"{finding.level}: {finding.where}: {finding.reason} ({_SIDE[finding.direction]})"
        for finding in verdict.findings
    ]
    return "\n".join([*lines, _summary(verdict)]) + "\n"


def as_json(verdict: Verdict) -> str:
    """The verdict with all its findings, as one JSON object."""
    told = {
        "against": verdict.against,
        "version": verdict.version,
        "bump": verdict.bump,
        "called_for": verdict.called_for,
        "findings": [{**asdict(finding), "pointer": finding.pointer} for finding in verdict.findings],
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def as_annotations(verdict: Verdict) -> str:
    """Workflow commands of GitHub Actions: an error a breaking finding, a notice for any other."""
    lines = [_annotation(finding) for finding in verdict.findings]
    return "\n".join([*lines, f"::notice title=schemas check::{escaped(_summary(verdict))}"]) + "\n"


def _annotation(finding: Finding) -> str:
    word = "error" if finding.level == "breaking" else "notice"
    file = f"schemas/v1/{finding.where.partition('#')[0]}"
    return f"::{word} file={file},title={finding.level} change::{escaped(f'{finding.where}: {finding.reason}')}"


def escaped(words: str) -> str:
    """The words as the message of a workflow command."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _summary(verdict: Verdict) -> str:
    breaking = sum(finding.level == "breaking" for finding in verdict.findings)
    counted = (
        f"{breaking} breaking, {len(verdict.findings) - breaking} compatible" if verdict.findings else "no difference"
    )
    words = {
        "none": "nothing changed",
        "patch": "only descriptions, examples or defaults changed",
        "minor": "a minor version",
        "major": "a major version",
    }[verdict.bump]
    to = f": {verdict.called_for}" if verdict.bump in ("minor", "major") and verdict.called_for else ""
    calls = f"calls for {words}{to}" if verdict.bump in ("minor", "major") else words
    return f"against {verdict.against}: {counted}; {calls}"
