"""What a real small model said (`make test-local-model` wrote it down), said again: nothing of it gets by unproved.

Most of its answers went on until they were cut off, and such an answer does not count; so it is also tried what comes of
them if each had ended with its last whole edit.
"""

from __future__ import annotations

import copy
import json
from collections import Counter
from typing import Any

import pytest
from pydantic_core import from_json

from schemas import RECORD_TYPES, Extraction
from service.ask.asker import build_asker
from service.ask.prompts import load
from service.extract import Options, extract
from service.read import read_text
from service.settings import Settings
from tests.ask.borne_out import not_borne_out
from tests.ask.local_model import BEFORE, RECORDED, TEXTS
from tests.ask.scripted import scripted

NOW, THEN = (json.loads(path.read_text(encoding="utf-8")) for path in (RECORDED, BEFORE))
KEPT: list[dict[str, Any]] = [*NOW, *THEN]
SAID = [(kept["text"], completion) for kept in KEPT for completion in kept["said"]]


def arguments(completion: dict[str, Any]) -> str:
    said: str = completion["choices"][0]["message"]["tool_calls"][0]["function"]["arguments"]
    return said


def ended(completion: dict[str, Any]) -> dict[str, Any]:
    """What was said, less the edit in which it was cut off."""
    completion = copy.deepcopy(completion)
    function = completion["choices"][0]["message"]["tool_calls"][0]["function"]
    # llama.cpp lets a model break the line within a string, which JSON does not.
    given = from_json(function["arguments"].replace("\n", " "), allow_partial=True)
    function["arguments"] = json.dumps({"edits": given.get("edits", [])})
    return completion


AS_SAID = [pytest.param(said, id=f"as said {i}") for i, said in enumerate(SAID)]
ENDED = [pytest.param((text, ended(said)), id=f"ended {i}") for i, (text, said) in enumerate(SAID)]


@pytest.fixture(scope="module", params=[*AS_SAID, *ENDED])
def replayed(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any], Extraction]:
    """A text with what was said of it, and the answer that comes of it."""
    text, completion = request.param
    return text, completion, answered(text, completion)


def answered(text: str, completion: dict[str, Any]) -> Extraction:
    """The answer about the text when the model says that."""
    with scripted(lambda _: completion) as server:
        settings = Settings(
            model_base_url=server.url, model_name="recorded", model_mode="tools", model_output_tokens=200
        )
        return extract(read_text(text), Options(model="always"), build_asker(settings))


def test_the_recording_is_of_these_texts() -> None:
    """And the model did say something, some of it from the prompts' examples: else nothing would be shown here."""
    assert [kept["text"] for kept in NOW] == [kept["text"] for kept in THEN] == list(TEXTS)
    assert all(from_json(arguments(said))["edits"] for kept in NOW for said in kept["said"])
    said = " ".join(arguments(completion) for _, completion in SAID)
    assert any(mark in said for mark in load("preamble").marks)


def test_what_it_copied_from_the_prompts_is_known_as_copied() -> None:
    dropped: Counter[str] = Counter()
    for parameter in ENDED:
        dropped.update(answered(*parameter.values[0]).report.model.dropped_reasons)  # type: ignore[misc]
    assert dropped["copied from the prompt"] > 0


def test_every_value_is_borne_out(replayed: tuple[str, dict[str, Any], Extraction]) -> None:
    text, _, made = replayed
    assert not_borne_out(made, text) == []


def test_the_rules_records_stand(replayed: tuple[str, dict[str, Any], Extraction]) -> None:
    """None is lost, but for those in doubt."""
    text, _, made = replayed
    rules = extract(read_text(text))
    doubted = {gap.record for gap in rules.report.gaps if gap.field is None}
    for entry in RECORD_TYPES:
        ids = {record.id for record in getattr(made, entry.plural)}
        assert {r.id for r in getattr(rules, entry.plural)} - doubted <= ids


def test_all_is_accounted_for(replayed: tuple[str, dict[str, Any], Extraction]) -> None:
    """The call and its tokens as the model's server counted them; what was cut off is told, what was dropped has its reason."""
    _, completion, made = replayed
    model = made.report.model
    assert model.calls == 1
    assert model.output_tokens == completion["usage"]["completion_tokens"]
    assert model.dropped == sum(model.dropped_reasons.values()) <= model.proposed
    assert (model.status == "failed") == bool(model.reason)
