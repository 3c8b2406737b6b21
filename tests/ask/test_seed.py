"""What the model is sent of one news item of the gold, and what that costs; skipped where ONRECORD_EVAL names no gold.

The text itself stays out of this repository.
"""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.figures import eval_folder
from schemas import Extraction
from service.ask.asker import build_asker
from service.extract import Options, extract
from service.language import sentences
from service.read import read_text
from service.read.transcript import Transcript
from service.settings import Settings
from tests.ask.perfect import KINDS, PASSAGE
from tests.ask.scripted import Scripted, scripted

MOST = 0.35  # of the tokens that reading everything takes


@pytest.fixture(scope="module")
def seed() -> Transcript:
    named = eval_folder()
    path = named / "facts" / "seed.txt" if named is not None else None
    if path is None or not path.is_file():
        pytest.skip("ONRECORD_EVAL names no folder with score.py and facts/seed.txt in it")
    return read_text(path.read_text())


@pytest.fixture(scope="module")
def rules(seed: Transcript) -> Extraction:
    return extract(seed)


def ask(server: Scripted, seed: Transcript, mode: Any, **limits: int) -> Extraction:
    """With the limits that a request has unless the settings say otherwise."""
    settings = Settings(model_base_url=server.url, model_name="scripted", model_mode="tools", **limits)  # type: ignore[arg-type]
    return extract(seed, Options(model=mode), build_asker(settings))


def tokens(server: Scripted) -> int:
    return sum(usage["prompt_tokens"] for usage in server.usages)


def near_gaps(seed: Transcript, rules: Extraction, kind: str) -> set[tuple[int, int]]:
    """The sentences that the gaps of that record type touch, and those beside them."""
    spans = [(s.start, s.end) for s in sentences.split(seed)]
    gaps = [gap for gap in rules.report.gaps if gap.record_type == kind]
    at = [i for i, (start, end) in enumerate(spans) if any(start < gap.end and end > gap.start for gap in gaps)]
    return {span for i in at for span in spans[max(0, i - 1) : i + 2]}


def test_only_the_gaps_passages_are_sent(seed: Transcript, rules: Extraction) -> None:
    """Each sentence sent touches a gap of the record type asked for, or stands beside one that does; no other is told."""
    with scripted() as server:
        assert ask(server, seed, "auto").report.model.status == "used"
    assert server.bodies
    spans = [(s.start, s.end) for s in sentences.split(seed)]
    for body in server.bodies:
        near = near_gaps(seed, rules, KINDS[body["tools"][0]["function"]["name"]])
        told = "\n".join(message["content"] for message in body["messages"])
        passages = [found[2] for found in PASSAGE.finditer(told)]
        assert passages
        for words in passages:
            start = seed.text.index(words)
            sent = {span for span in spans if span[0] < start + len(words) and span[1] > start}
            assert sent <= near
        assert sum(map(len, passages)) < len(seed.text)
        besides = PASSAGE.sub("", told)
        assert not [span for span in spans if span[1] - span[0] > 20 and seed.text[slice(*span)] in besides]


def test_the_gaps_cost_a_third_of_reading_everything(seed: Transcript) -> None:
    """With the same prompts, as the server counts it."""
    with scripted() as server:
        ask(server, seed, "auto")
        gaps = tokens(server)
    with scripted() as server:
        made = ask(server, seed, "always", model_calls=1_000, model_tokens=10**9)
        assert made.report.model.not_asked == []
        everything = tokens(server)
    assert 0 < gaps <= MOST * everything


@pytest.mark.parametrize("faults", [[], ["429", "prose", "500"], ["drop", "truncated"], ["500"] * 9], ids=str)
def test_every_call_and_token_is_in_the_report(seed: Transcript, faults: list[str | None]) -> None:
    """Those of failed tries, too."""
    with scripted() as server:
        server.faults = list(faults)
        model = ask(server, seed, "auto").report.model
    assert model.calls == len(server.bodies) > 0
    assert model.input_tokens == tokens(server)
    assert model.output_tokens == sum(usage["completion_tokens"] for usage in server.usages)
    assert (model.status == "failed") == bool({"prose", "truncated"} & set(faults) or len(faults) == 9)
