"""A dry run says what would leave the machine, to the byte, and what that costs; and nothing leaves it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from schemas import Extraction
from service.ask.asker import build_asker
from service.extract import Options, extract
from service.http.app import create_app
from service.read import read_text
from service.settings import Settings
from tests.ask.bargemen import completing, news
from tests.ask.scripted import Scripted, scripted
from tests.conftest import Onrecord

KEY = "sk-never-to-be-shown"
IN, OUT = 3.0, 15.0  # what a million tokens cost


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    """A model's server that the settings name, with prices."""
    with scripted(completing) as server:
        given = {"base_url": server.url, "name": "scripted", "key": KEY, "price_in": str(IN), "price_out": str(OUT)}
        for name, value in given.items():
            monkeypatch.setenv(f"ONRECORD_MODEL_{name.upper()}", value)
        yield server


@pytest.mark.parametrize("mode", ["auto", "always"])
def test_what_would_be_sent_is_what_is_sent(mode: str, model: Scripted) -> None:
    """The very bodies; the records are the rules', and the tokens about those that the server would count."""
    text = read_text(news(12))
    dry = extract(text, Options(model=mode, model_dry_run=True), build_asker(Settings()))  # type: ignore[arg-type]
    assert model.bodies == []
    assert dry.detentions == extract(text).detentions
    would = dry.report.model.dry_run
    assert would is not None
    assert (dry.report.model.status, dry.report.model.calls) == ("off", 0)
    extract(text, Options(model=mode), build_asker(Settings()))  # type: ignore[arg-type]
    assert would.requests == model.bodies
    assert would.url == f"{model.url}/chat/completions"
    counted = sum(usage["prompt_tokens"] for usage in model.usages)
    assert abs(would.input_tokens - counted) <= 0.1 * counted
    assert would.output_tokens == sum(body["max_tokens"] for body in model.bodies)
    assert would.cost == pytest.approx((would.input_tokens * IN + would.output_tokens * OUT) / 1e6)
    assert KEY not in dry.model_dump_json()


def test_without_prices_there_is_no_cost() -> None:
    settings = Settings(model_base_url="http://127.0.0.1:9/v1", model_name="none")
    made = extract(read_text(news(12)), Options(model="auto", model_dry_run=True), build_asker(settings))
    assert made.report.model.dry_run is not None
    assert made.report.model.dry_run.cost is None


def test_the_service_says_the_same_and_leaves_out_what_it_knows(model: Scripted) -> None:
    """A question that was answered before would not be sent; and no dry run is kept for an answer."""
    request = {"text": news(12), "options": {"model": "auto", "model_dry_run": True}}
    with TestClient(create_app(Settings(extract_processes=1))) as client:

        def asked(**options: bool) -> Extraction:
            body = {**request, "options": {**request["options"], **options}}  # type: ignore[dict-item]
            answer = client.post("/v1/extractions", json=body, timeout=120)
            assert answer.status_code == 200, answer.text
            return Extraction.model_validate_json(answer.content)

        first = asked()
        assert model.bodies == []
        assert first.report.model.dry_run is not None
        assert asked(model_dry_run=False).report.model.dry_run is None
        assert first.report.model.dry_run.requests == model.bodies
        again = asked().report.model.dry_run
        assert again is not None
        assert (again.requests, again.input_tokens, again.cost) == ([], 0, 0.0)


def test_the_command_line_adds_it_up(model: Scripted, tmp_path: Path, onrecord: Onrecord) -> None:
    files = [tmp_path / f"{count}.txt" for count in (12, 13)]
    for count, path in enumerate(files, 12):
        path.write_text(news(count))
    ended = onrecord("extract", *files, "--model", "auto", "--model-dry-run")
    assert ended.status == 0
    told = [json.loads(line)["extraction"]["report"]["model"]["dry_run"] for line in ended.out.splitlines()]
    tokens, cost = sum(one["input_tokens"] for one in told), sum(one["cost"] for one in told)
    assert f"dry run: 2 requests to {model.url}/chat/completions, about {tokens:,} tokens" in ended.err
    assert f"that costs {cost:.4f} at most" in ended.err
    assert model.bodies == []
    misused = onrecord("extract", files[0], "--model-dry-run")
    assert misused.status == 2
    assert "--model auto" in misused.err
