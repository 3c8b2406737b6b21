"""What a real small model said (`make test-local-model` wrote it down), said again: nothing of it gets by unproved.

Most of its answers went on until they were cut off, and such an answer does not count; so it is also tried what comes of
them if each had ended with its last whole record.
"""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_core import from_json

from schemas import RECORD_TYPES, Extraction
from service.ask.asker import build_asker
from service.ask.prompts import load
from service.ask.proposals import proposal
from service.extract import Options, extract
from service.read import read_text
from service.settings import Settings
from tests.ask.borne_out import not_borne_out
from tests.ask.local_model import RECORDED, TEXTS
from tests.ask.perfect import KINDS
from tests.ask.scripted import scripted

KEPT: list[dict[str, Any]] = json.loads(RECORDED.read_text(encoding="utf-8"))


def ended(each: dict[str, Any]) -> dict[str, Any]:
    """What was said with one tool, less the record in which it was cut off."""
    completion = copy.deepcopy(each["completion"])
    function = completion["choices"][0]["message"]["tool_calls"][0]["function"]
    # llama.cpp lets a model break the line within a string, which JSON does not.
    given = from_json(function["arguments"].replace("\n", " "), allow_partial=True)
    function["arguments"] = json.dumps({"records": [r for r in given["records"] if is_whole(KINDS[each["tool"]], r)]})
    return {**each, "completion": completion}


def is_whole(kind: str, record: Any) -> bool:
    try:
        proposal(kind).model_validate(record)
    except ValidationError:
        return False
    return True


AS_SAID = [pytest.param(kept, id=f"as said {i}") for i, kept in enumerate(KEPT)]
ENDED = [
    pytest.param({**kept, "said": [ended(each) for each in kept["said"]]}, id=f"ended {i}")
    for i, kept in enumerate(KEPT)
]


@pytest.fixture(scope="module", params=[*AS_SAID, *ENDED])
def replayed(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Extraction]:
    """A text with what was said of it, and the answer that comes of it."""
    return request.param, answered(request.param)


def answered(kept: dict[str, Any]) -> Extraction:
    """The answer about the text when the model says that."""
    said = {each["tool"]: each["completion"] for each in kept["said"]}
    with scripted(lambda body: said[body["tools"][0]["function"]["name"]]) as server:
        settings = Settings(
            model_base_url=server.url, model_name="recorded", model_mode="tools", model_output_tokens=200
        )
        return extract(read_text(kept["text"]), Options(model="always"), build_asker(settings))


def arguments(kept: dict[str, Any]) -> Iterator[str]:
    for each in kept["said"]:
        for call in each["completion"]["choices"][0]["message"]["tool_calls"]:
            yield call["function"]["arguments"]


def test_the_recording_is_of_these_texts() -> None:
    """And the model did say something, some of it from the prompts' examples: else nothing would be shown here."""
    assert [kept["text"] for kept in KEPT] == list(TEXTS)
    said = " ".join(words for kept in KEPT for words in arguments(kept))
    assert any(mark in said for entry in RECORD_TYPES for mark in load(entry.name).marks)


def test_what_it_copied_from_the_prompts_is_known_as_copied() -> None:
    dropped: Counter[str] = Counter()
    for parameter in ENDED:
        dropped.update(answered(parameter.values[0]).report.model.dropped_reasons)  # type: ignore[arg-type]
    assert dropped["copied from the prompt"] > 0


def test_every_value_is_borne_out(replayed: tuple[dict[str, Any], Extraction]) -> None:
    kept, made = replayed
    assert not_borne_out(made, kept["text"]) == []


def test_the_rules_records_stand(replayed: tuple[dict[str, Any], Extraction]) -> None:
    """None is lost, but for those in doubt."""
    kept, made = replayed
    rules = extract(read_text(kept["text"]))
    doubted = {gap.record for gap in rules.report.gaps if gap.field is None}
    for entry in RECORD_TYPES:
        ids = {record.id for record in getattr(made, entry.plural)}
        assert {r.id for r in getattr(rules, entry.plural)} - doubted <= ids


def test_all_is_accounted_for(replayed: tuple[dict[str, Any], Extraction]) -> None:
    """Calls and tokens as the model's server counted them; what was cut off is told, what was dropped has its reason."""
    kept, made = replayed
    usages = [each["completion"]["usage"] for each in kept["said"]]
    model = made.report.model
    assert model.calls == len(usages)
    assert model.output_tokens == sum(usage["completion_tokens"] for usage in usages)
    assert model.dropped == sum(model.dropped_reasons.values()) <= model.proposed
    assert (model.status == "failed") == bool(model.reason)
