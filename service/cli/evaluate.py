"""``onrecord evaluate``: the texts of a folder with gold extracted, and the evaluation printed or written as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from schemas import Extraction, ModelReport
from service.cli.answers import answers, shown
from service.cli.say import say
from service.cli.unanswered import Problems
from service.errors import OnrecordError
from service.evaluate.bootstrap import Interval
from service.evaluate.evaluation import ALL, Evaluation, compare
from service.evaluate.figures import Score
from service.evaluate.gaps import GapShare
from service.evaluate.gold import GoldText
from service.evaluate.misses import Miss
from service.evaluate.reliability import Band
from service.explain.plain import clean
from service.explain.wording import quoted
from service.extract import ModelMode, Options
from service.requests.items import Item

_SUMMED = ("calls", "input_tokens", "output_tokens", "proposed", "dropped")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be told beside the scores: the first so many misses, the gaps, the reliability."""

    misses: int = 0
    gaps: bool = False
    reliability: bool = False


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The evaluation of all texts that could be extracted, how many could not, and a model's part, where it was asked."""

    evaluation: Evaluation
    problems: int
    models: Sequence[ModelReport] = ()


def evaluate(
    gold: Sequence[GoldText], model: ModelMode, processes: int | None, plurals: frozenset[str] = ALL
) -> Evaluated:
    """All texts extracted and held against their gold, for these record types. Those that cannot be are told of, and so is a
    model that fails.
    """
    wanted = Options(records=plurals, model=model)
    items = [Item(t.name, (t.transcript, wanted), len(t.transcript.text)) for t in gold]
    evaluation, problems = Evaluation(), Problems()
    models: list[ModelReport] = []
    every = shown(answers(iter(items), processes), sum(item.size for item in items))
    for text, answer in zip(gold, every, strict=True):
        problems.note(answer)
        if answer.model is not None and model != "off":
            models.append(answer.model)
        if not isinstance(answer.outcome, OnrecordError):
            evaluation.texts.append(compare(text, Extraction.model_validate_json(answer.outcome), plurals))
    problems.tell()
    return Evaluated(evaluation, problems.count, models)


def tell_passed_over(gold: Sequence[GoldText]) -> None:
    """Say which fields of the files gold does not have."""
    passed_over = sorted({name for text in gold for name in text.passed_over})
    if passed_over:
        say(f"fields that gold does not have were passed over: {', '.join(passed_over)}")


def as_json(evaluated: Evaluated, wanted: Wanted) -> dict[str, Any]:
    """The evaluation for programs; shares are rounded to three places."""
    evaluation = evaluated.evaluation
    told: dict[str, Any] = {
        "texts": len(evaluation.texts),
        "mean_facts_f1": round(evaluation.mean_f1(), 3),
        "types": {},
    }
    for plural, scored in evaluation.scores().items():
        parts = {"records": scored.records, "fields": scored.fields, "facts": scored.facts}
        told["types"][plural] = {name: _score(score) for name, score in parts.items()}
        told["types"][plural]["by_field"] = {name: _score(score) for name, score in scored.by_field.items()}
    told["intervals"] = {name: _bounds(interval) for name, interval in evaluation.intervals().items()}
    if wanted.gaps:
        told["gaps"] = {
            p: {**asdict(g), "share": _share(g.share), "covered": _share(g.covered)}
            for p, g in evaluation.gaps().items()
        }
    if wanted.reliability:
        told["reliability"] = {
            p: [{**asdict(b), "confidence": _share(b.confidence), "share": _share(b.share)} for b in bands]
            for p, bands in evaluation.reliability().items()
        }
    if evaluated.models:
        told["model"] = _cost(evaluated.models)
    if wanted.misses:
        told["misses"] = [asdict(miss) for miss in islice(evaluation.misses(), wanted.misses)]
    return told


def _score(score: Score) -> dict[str, float]:
    shares = {name: _share(getattr(score, name)) for name in ("precision", "recall", "f1")}
    return {**shares, "right": score.right, "found": score.found, "gold": score.gold}


def _bounds(interval: Interval) -> list[float]:
    return [_share(interval.low), _share(interval.high)]


def _share(share: float) -> float:
    return round(share, 3)


def to_read(console: Console, evaluated: Evaluated, wanted: Wanted) -> None:
    """Print the evaluation for people."""
    evaluation = evaluated.evaluation
    table = Table("type", "what", *_right("precision", "recall", "F1", "right", "found", "in gold", "F1, 95 of 100"))
    sure = {name: f"{interval.low:.2f} to {interval.high:.2f}" for name, interval in evaluation.intervals().items()}
    for plural, scored in evaluation.scores().items():
        table.add_section()
        rows = [
            ("records", scored.records),
            *scored.by_field.items(),
            ("all fields", scored.fields),
            ("facts", scored.facts),
        ]
        for i, (name, score) in enumerate(rows):
            figures = (score.precision, score.recall, score.f1)
            counts = (score.right, score.found, score.gold)
            cells = (*(f"{x:.3f}" for x in figures), *map(str, counts), sure[plural] if name == "facts" else "")
            table.add_row("" if i else plural, name.replace("_", " "), *cells)
    console.print(table)
    texts = len(evaluation.texts)
    mean = f"{evaluation.mean_f1():.3f}" + (f" ({sure['mean']} in 95 of 100 draws of texts)" if sure else "")
    console.print(f"{texts:,} text{'s' * (texts != 1)}; mean F1 of the facts of the types: {mean}", soft_wrap=True)
    if evaluated.models:
        console.print(_cost_in_words(_cost(evaluated.models)), soft_wrap=True)
    if wanted.gaps:
        console.print(_gaps(evaluation.gaps()))
    if wanted.reliability:
        console.print(_reliability(evaluation.reliability()))
    for miss in islice(evaluation.misses(), wanted.misses):
        console.print("\n".join(_miss(miss)), markup=False, soft_wrap=True)


def _cost(models: Sequence[ModelReport]) -> dict[str, int]:
    """What a model was asked over all texts, and what came of it."""
    sums = {name: sum(getattr(model, name) for model in models) for name in _SUMMED}
    return {**sums, "failed": sum(model.status == "failed" for model in models)}


def _cost_in_words(cost: dict[str, int]) -> str:
    return (
        f"model: {cost['calls']:,} calls, {cost['input_tokens']:,} tokens sent, {cost['output_tokens']:,} had back; "
        f"{cost['dropped']:,} of {cost['proposed']:,} values dropped; failed for {cost['failed']:,} texts"
    )


def _right(*names: str) -> Iterator[Any]:
    return (Column(name, justify="right") for name in names)


def _gaps(by_type: dict[str, GapShare]) -> Table:
    table = Table(
        "type",
        *_right("facts missed", "in a gap", "share", "gaps", "characters", "of the text"),
        title="What is missed, and gaps",
    )
    for name, g in by_type.items():
        table.add_row(
            name, str(g.missed), str(g.inside), f"{g.share:.3f}", str(g.gaps), f"{g.characters:,}", f"{g.covered:.3f}"
        )
    return table


def _reliability(by_type: dict[str, list[Band]]) -> Table:
    table = Table(
        "type", "confidence", *_right("records", "mean confidence", "right", "share right"), title="Reliability"
    )
    for name, found in by_type.items():
        table.add_section()
        for i, b in enumerate(found):
            band = f"{b.low:.1f} to {b.high:.1f}"
            table.add_row(
                "" if i else name, band, str(b.records), f"{b.confidence:.3f}", str(b.right), f"{b.share:.3f}"
            )
    return table


def _miss(miss: Miss) -> Iterable[str]:
    yield f"{miss.text} {miss.record_type}: {miss.what}: {' ... '.join(quoted(words) for words in miss.words[:3])}"
    for label, slots in (("missed", miss.missed), ("wrong", miss.spurious)):
        if slots:
            yield f"    {label}: " + "; ".join(f"{name} {clean(value)}" for name, value in slots)
