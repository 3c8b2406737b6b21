"""The whole pass against a real small model; `make test-local-model` runs it, and writes down what the model said.

It makes a good liar: it copies the prompts' examples, quotes nothing, and goes on until it is cut off.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from schemas import Extraction
from service.ask.asker import build_asker
from service.extract import Options, extract
from service.read import read_text
from service.settings import Settings
from tests.ask.borne_out import not_borne_out
from tests.ask.local_model import RECORDED, TEXTS, completion, local_model
from tests.ask.scripted import scripted

PYTHON = os.environ.get("ONRECORD_LOCAL_MODEL")
pytestmark = pytest.mark.skipif(not PYTHON, reason="asks a real model for minutes: make test-local-model")


def ask(url: str, text: str, mode: Any) -> Extraction:
    settings = Settings(
        model_base_url=url, model_name="local", model_mode="tools", model_deadline_s=1_800, model_output_tokens=200
    )
    return extract(read_text(text), Options(model=mode), build_asker(settings))


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with local_model(str(PYTHON), tmp_path_factory.mktemp("model")) as url:
        yield url


def test_whatever_a_real_model_says_the_answer_is_borne_out(url: str) -> None:
    """About all of each text, over HTTP, as it says it; what it said is kept for `test_recorded.py`."""
    kept = []
    for text in TEXTS:
        said: list[dict[str, Any]] = []

        def forward(body: dict[str, Any], said: list[dict[str, Any]] = said) -> dict[str, Any]:
            said.append(completion(url, body))
            return said[-1]

        with scripted(forward) as server:
            made = ask(server.url, text, "always")
        assert made.report.model.calls == len(said) == 1
        assert made.report.model.output_tokens > 0
        assert not_borne_out(made, text) == []
        kept.append({"text": text, "said": said})
    RECORDED.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def test_the_gaps_of_an_example_are_answered_too(url: str) -> None:
    text = (Path(__file__).parents[2] / "examples/broadcast.txt").read_text(encoding="utf-8")
    made = ask(url, text, "auto")
    assert made.report.model.calls > 0
    assert made.report.model.input_tokens > 0
    assert not_borne_out(made, text) == []
