"""What the model is sent of one news item of the gold, and what that costs; skipped where ONRECORD_EVAL names no gold.

The text itself stays out of this repository.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from benchmarks.figures import eval_folder
from schemas import RECORD_TYPES, Extraction
from service.ask.asker import build_asker
from service.ask.prompts import instructions
from service.ask.proposals import notation
from service.extract import Options, extract
from service.language import sentences
from service.read import read_text
from service.read.transcript import Transcript
from service.settings import Settings
from tests.ask.scripted import Scripted, scripted

KINDS = tuple(entry.name for entry in RECORD_TYPES)
LINE = re.compile(r"^\[\d+\] (.*)$", re.MULTILINE)
WORD = re.compile(r"[^\W\d_]{3,}")


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


def test_the_requests_hold_no_more_than_the_stories_and_the_draft(seed: Transcript, rules: Extraction) -> None:
    """Each sentence sent is one of the seed's, once, and all else is of our own wording or of the rules' records."""
    with scripted() as server:
        assert ask(server, seed, "auto").report.model.status == "used"
    assert server.bodies
    spans = [" ".join(seed.text[s.start : s.end].split()) for s in sentences.split(seed)]
    sent = [words for body in server.bodies for words in LINE.findall(body["messages"][1]["content"])]
    assert Counter(sent) <= Counter(spans)
    for body in server.bodies:
        assert [message["role"] for message in body["messages"]] == ["system", "user"]
        assert body["messages"][0]["content"] == instructions(KINDS)
        draft = body["messages"][1]["content"].partition("\nRecords:\n")[2]
        assert not [words for words in spans if len(words) > 60 and words in draft]
        told = set(WORD.findall(draft)) - {"Open", *WORD.findall(notation(KINDS))}
        known = rules.model_dump_json()
        assert not [word for word in told if word not in known]


def test_the_draft_costs_less_than_the_form_of_four_questions_did(seed: Transcript) -> None:
    """One question for all record types: all characters sent are fewer than four times the present form alone."""
    with scripted() as server:
        ask(server, seed, "auto")
        form = len(instructions(KINDS)) + len(json.dumps(server.bodies[0]["tools"]))
        assert 0 < 4 * tokens(server) <= 4 * form * len(server.bodies)


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
