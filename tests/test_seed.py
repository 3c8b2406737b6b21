"""One news item of the gold that has a bit of everything, field by field; skipped where ONRECORD_EVAL names no gold.

What is asked for is read from the gold where it is a name; the text itself stays out of this repository.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks.figures import eval_folder
from service.extract import extract
from service.read import read_text


@pytest.fixture(scope="module")
def folder() -> Path:
    named = eval_folder()
    if named is None or not (named / "facts" / "seed.txt").is_file():
        pytest.skip("ONRECORD_EVAL names no folder with score.py and facts/seed.txt in it")
    return named / "facts"


@pytest.fixture(scope="module")
def gold(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "seed.gold.json").read_text())
    return loaded


@pytest.fixture(scope="module")
def score(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", folder.parent / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def found(folder: Path) -> dict[str, Any]:
    return answer(folder)


def answer(folder: Path, published: str | None = None) -> dict[str, Any]:
    transcript = read_text((folder / "seed.txt").read_text(), published=published)
    loaded: dict[str, Any] = json.loads(extract(transcript).model_dump_json())
    return loaded


@pytest.fixture(scope="module")
def election(found: dict[str, Any]) -> dict[str, Any]:
    [election] = [e for e in found["elections"] if "parliamentary" in e["kinds"]]
    assert isinstance(election, dict)
    return election


def test_the_election_its_place_kinds_and_day(election: dict[str, Any], folder: Path) -> None:
    assert election["place"]["country"] == "RS"
    assert {"parliamentary", "local"} <= set(election["kinds"])
    assert election["polling_day"]["edtf"] == "XXXX-12-17"
    dated = answer(folder, published="2023-12-26")["elections"]
    assert "2023-12-17" in [(e["polling_day"] or {}).get("edtf") for e in dated]


def test_both_vote_shares(election: dict[str, Any], gold: dict[str, Any], score: ModuleType) -> None:
    shares = {
        r["vote_share"]["low"]: (r["vote_share"]["approximate"], r["contestant"]["name"], r["abbreviation"])
        for r in election["results"]
        if r["vote_share"]
    }
    assert {share: approximate for share, (approximate, *_) in shares.items()} == {46: True, 23.5: False}
    for right in gold["elections"][0]["results"]:
        assert score.any_name(right["contestant"], shares[right["vote_share"]][1:])


def test_the_allegations_who_makes_them_and_who_denies_them(
    election: dict[str, Any], gold: dict[str, Any], score: ModuleType
) -> None:
    allegations = {a["kind"]: a for a in election["allegations"]}
    assert {"fraud", "illegal_voting"} <= allegations.keys()
    for right in gold["elections"][0]["allegations"]:
        assert score.any_name(right["by"], [allegations[right["kind"]]["by"]["name"]])
    [insists] = [s["speaker"] for s in gold["statements"] if s["cue"] == "insists"]
    assert any(score.any_name(insists, [a["name"]]) for found in allegations.values() for a in found["denied_by"])


def test_the_partial_rerun_its_day_and_its_polling_stations(election: dict[str, Any]) -> None:
    [rerun] = election["reruns"]
    assert rerun["scope"] == "partial"
    assert rerun["polling_day"]["edtf"] == "XXXX-12-30"
    assert rerun["polling_stations"]["low"] == rerun["polling_stations"]["high"] == 30
    assert (rerun["of_stations"]["low"], rerun["of_stations"]["high"]) == (8001, None)


def test_the_protests_of_nine_days_and_the_hunger_strike(found: dict[str, Any]) -> None:
    forms = {form for protest in found["protests"] for form in protest["forms"]}
    assert "hunger_strike" in forms
    [wave] = [p for p in found["protests"] if (p["duration"] or {}).get("iso") == "P9D"]
    assert {"road_block", "storming"} <= set(wave["forms"])
    assert [place["name"].rstrip("s") for place in wave["places"]] == ["Belgrade"]
    assert any((q["low"], q["high"]) == (2000, 9999) for q in wave["participants"])
    demanded = " ".join(demand["text"] for demand in wave["demands"])
    assert "annul" in demanded
    assert "new election" in demanded


def test_the_detentions_with_their_reason(found: dict[str, Any]) -> None:
    [dozens] = [d for d in found["detentions"] if any(q["text"].lower() == "dozens" for q in d["counts"])]
    assert (dozens["counts"][0]["low"], dozens["counts"][0]["high"]) == (24, 99)
    assert "storm" in dozens["reason"]


def test_statements_have_the_right_speakers(found: dict[str, Any], gold: dict[str, Any], score: ModuleType) -> None:
    """At least nine right, none wrong, and the quotations that stand alone have theirs."""
    right = 0
    for statement in gold["statements"]:
        span = {i for start, end in statement["content"] for i in range(start, end)}
        matched = [s for s in found["statements"] if score.overlap("statements", span, score.chars(s["content"]))]
        speakers = [s["speaker"]["name"] for s in matched if s["speaker"]]
        assert all(score.any_name(statement["speaker"], [name]) for name in speakers), (statement, speakers)
        right += bool(speakers)
        assert speakers or statement["cue"], "a quotation that stands alone has no speaker"
    assert right >= 9
