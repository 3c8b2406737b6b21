"""The README's tables of figures are what `make accuracy` and `make reliability` last measured and wrote down."""

from __future__ import annotations

import re
from typing import Any

from benchmarks.recorded import recorded
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
FIGURES = recorded()
ROWS = {
    "facts F1: elections": ("facts", "elections"),
    "facts F1: protests": ("facts", "protests"),
    "facts F1: detentions": ("facts", "detentions"),
    "facts F1: statements": ("facts", "statements"),
    "mean of the four": ("facts", "mean"),
    "statements F1": ("statements", "statements"),
    "named speakers right": ("statements", "named speakers"),
    "F1": ("arrests", "detentions"),
}


def table(heading: str) -> list[list[str]]:
    """The cells of the rows below that line of headings."""
    rows = README.partition(f"{heading}\n")[2].partition("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_how_well_it_finds_is_what_was_measured() -> None:
    shown = {cells[1]: cells[2:] for cells in table("| set | measure | all | the shut third |")}
    measured = {
        row: [f"{FIGURES[name]['all'][what]:.2f}", f"{FIGURES[name]['shut'][what]:.2f}" if name == "facts" else "read"]
        for row, (name, what) in ROWS.items()
    }
    assert shown == measured


def test_the_texts_are_as_many_as_were_measured() -> None:
    assert re.search(r"^\| (\d+) news texts", README, re.MULTILINE)[1] == str(FIGURES["texts"])


def test_what_confidences_are_worth_is_what_was_measured() -> None:
    shown = [[cells[0][:3], *cells[1:]] for cells in table("| given | records | right | values | right |")]
    assert shown == [_shown(band) for band in FIGURES["reliability"] if band["low"] >= 0.5]


def _shown(band: dict[str, Any]) -> list[str]:
    counts = [str(band["records"]), f"{band['right']:.2f}", str(band["values"]), f"{band['values right']:.2f}"]
    return [f"{band['low']:.1f}", *counts]
