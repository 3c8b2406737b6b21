"""What 1,000 transcripts cost with a model, at prices of yours, and what each step buys, over texts with gold.

ONRECORD_EVAL=... python -m benchmarks.costs [NAME=PRICE_IN,PRICE_OUT ...]

The prices are those of a million tokens sent and of a million that come back. Tokens are counted as a quarter of the
characters that a model which answers from gold is sent and answers with.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from benchmarks.figures import eval_folder
from benchmarks.perfect import texts_in
from service.extract import ModelMode
from tests.ask.perfect import Measured, measured

_THOUSAND, _MILLION = 1_000, 1_000_000


@dataclass
class Step:
    """A way to ask: its name, the tokens of 1,000 transcripts sent and had back, and the F1 of their facts."""

    name: str
    f1: float
    sent: float = 0.0
    back: float = 0.0


def main() -> None:
    """Print the table, or why there is none."""
    folder = eval_folder()
    if folder is None:
        sys.exit("skipped: ONRECORD_EVAL names no folder with score.py in it")
    prices = dict(map(_price, sys.argv[1:]))
    texts = texts_in(folder)
    modes: tuple[ModelMode, ...] = ("auto", "always")
    found = {mode: measured(texts, mode) for mode in modes}
    steps = [
        Step("rules alone", found["auto"].alone.mean_f1()),
        *(_asked(mode, one, len(texts)) for mode, one in found.items()),
    ]
    print("| 1,000 transcripts | F1 of facts | tokens sent | had back |", *(f" {name} |" for name in prices), sep="")
    print("| --- | --- | --- | --- |", " --- |" * len(prices), sep="")
    for step in steps:
        costs = ((step.sent * given + step.back * had) / _MILLION for given, had in prices.values())
        print(
            f"| {step.name} | {step.f1:.3f} | {step.sent:,.0f} | {step.back:,.0f} |",
            *(f" {c:,.2f} |" for c in costs),
            sep="",
        )


def _price(told: str) -> tuple[str, tuple[float, float]]:
    name, _, given = told.partition("=")
    sent, _, back = given.partition(",")
    return name, (float(sent), float(back))


def _asked(mode: str, found: Measured, texts: int) -> Step:
    per_text = _THOUSAND / texts
    return Step(f"`{mode}`", found.asked.mean_f1(), found.tokens_sent * per_text, found.tokens_back * per_text)


if __name__ == "__main__":
    main()
