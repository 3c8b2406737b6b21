"""The page makes gold, and counts what two readers agree in, as ``onrecord gold`` and ``onrecord evaluate`` do."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page

from schemas import Extraction
from service.evaluate.draft import draft
from service.evaluate.figures import scores
from service.evaluate.gold import _GoldFile
from service.evaluate.matching import match
from tests.conftest import ROOT
from tests.page.pages import TEXT, imported

TEXTS = [
    *(path.read_text() for path in sorted((ROOT / "examples").glob("*.txt"))),
    TEXT,
    f"🗳️ {TEXT} {TEXT} 🗳️ “Vote,” said 李明.",
]


@pytest.fixture(params=TEXTS, ids=lambda text: text[:20])
def answer(request: pytest.FixtureRequest, page_url: str) -> dict[str, Any]:
    """What the service finds in each text."""
    asked = {"text": request.param, "published": "2031-06-02", "options": {"text": True}}
    found: dict[str, Any] = httpx.post(f"{page_url}/v1/extractions", json=asked, timeout=60).json()
    return found


@pytest.fixture
def page(browser_page: Page, page_url: str) -> Page:
    browser_page.goto(f"{page_url}/")
    return browser_page


def drafted(answer: dict[str, Any]) -> dict[str, Any]:
    return draft(Extraction.model_validate_json(json.dumps(answer)), answer["transcript"]["text"])


GOLD = "({ gold, lists }, answer) => gold.goldFile(gold.goldOf(answer, answer.transcript.text, lists))"


def test_the_gold_is_that_of_the_command(page: Page, answer: dict[str, Any]) -> None:
    """To the byte."""
    assert imported(page, GOLD, answer) == json.dumps(drafted(answer), ensure_ascii=False, indent=2) + "\n"


def changed(gold: dict[str, list[dict[str, Any]]], seed: int) -> dict[str, Any]:
    """Gold of somebody who reads otherwise: records left out, values left out or different."""
    chance = random.Random(seed)
    other = copy.deepcopy(gold)
    for records in other.values():
        for record in list(records):
            if chance.random() < 0.2:
                records.remove(record)
                continue
            for name in set(record) - {"quotes", "content"}:
                if chance.random() < 0.25:
                    del record[name]
            if "speaker" in record and chance.random() < 0.3:
                record["speaker"] = ["Somebody Else"]
            if "stage" in record and chance.random() < 0.5:
                record["stage"] = "charged"
    return other


COMPARE = """({ gold, compare, lists }, [answer, theirs]) => {
  const { text } = answer.transcript;
  const mine = gold.goldOf(answer, text, lists);
  const kinds = Object.fromEntries(Object.keys(mine).map((kind) => [kind, compare.match(kind, mine[kind], theirs[kind], text, lists)]));
  return compare.agreement(kinds, mine).map(({ kind, what, score }) => [kind, what, score.right, score.mine, score.theirs]);
}"""


@pytest.mark.parametrize("seed", range(3))
def test_what_agrees_is_counted_as_evaluate_counts_it(page: Page, answer: dict[str, Any], seed: int) -> None:
    """But for values that gold cannot say, such as a duration of weeks."""
    theirs = changed(drafted(answer), seed)
    gold = _GoldFile.model_validate_json(json.dumps(theirs))
    found, text = Extraction.model_validate_json(json.dumps(answer)), answer["transcript"]["text"]
    scored = scores((kind, match(getattr(gold, kind), getattr(found, kind), text)) for kind in theirs)
    ours = {
        (kind, name): s for kind, one in scored.items() for name, s in [("records", one.records), *one.by_field.items()]
    }
    counted = {
        (kind, name): tuple(rest) for kind, name, *rest in imported(page, COMPARE, [answer, theirs]) if name != "facts"
    }
    assert counted == {key: (s.right, s.found, s.gold) for key, s in ours.items() if s.gold or key in counted}


BACK = """async ({ gold, ungold, schema, lists }, [answer, theirs]) => {
  const schemas = await schema.schemas(() => ({}));
  const records = Object.fromEntries(Object.entries(theirs).map(([kind, list]) => [kind, list.map((one, i) => {
    const known = answer[kind][i];
    return ungold.recordOf(kind, one, { ...schemas.record(kind, known.evidence[0], i), evidence: known.evidence, content: known.content });
  })]));
  return gold.goldOf({ ...answer, ...records }, answer.transcript.text, lists);
}"""


def test_a_second_readers_gold_becomes_records_and_gold_again(page: Page, answer: dict[str, Any]) -> None:
    theirs = drafted(answer)
    assert imported(page, BACK, [answer, theirs]) == theirs


UNDONE = """({ state }, [answer, seed]) => {
  const given = { extraction: answer, text: answer.transcript.text };
  const review = new state.Review(given);
  const ids = [...review.records.keys()];
  let number = seed;
  const chance = (of) => (number = (number * 1103515245 + 12345) % 2147483648) % of;
  const any = () => ids[chance(ids.length)];
  const added = () => {
    const { kind, record } = review.of(any());
    return { op: "add", kind, record: { ...record, id: `${record.id.slice(0, -4)}${1000 + review.steps.length}` } };
  };
  const joined = () => {
    const id = any();
    const parted = (one) => review.of(one).verdict !== "joined";
    const alike = ids.filter((one) => one !== id && review.of(one).kind === review.of(id).kind && parted(one));
    return alike.length && parted(id) ? { op: "join", id, other: alike[chance(alike.length)] } : { op: "open", ids: [id] };
  };
  const steps = [
    () => ({ op: ["accept", "reject", "open"][chance(3)], ids: [any(), any()] }),
    () => ({ op: "set", id: any(), values: { factuality: "alleged" }, words: { start: 0, end: 1 + chance(9) } }),
    () => ({ op: "confirm", id: any(), field: "factuality" }),
    added,
    joined,
  ];
  const records = (one) => [...one.records].map(([id, { record, verdict, fields }]) => [id, record, verdict, [...fields]]);
  const seen = (one = review) => JSON.stringify([records(one), one.corrected()]);
  const states = [seen()];
  const wrong = [];
  for (let i = 0; i < 40; i++) {
    review.take(steps[chance(steps.length)]());
    states.push(seen());
  }
  if (seen(new state.Review(given, JSON.parse(JSON.stringify(review.steps)))) !== seen()) wrong.push("file");
  for (let i = 39; i >= 0; i--) review.undo() && seen() !== states[i] && wrong.push(`undo ${i}`);
  for (let i = 1; i <= 40; i++) review.redo() && seen() !== states[i] && wrong.push(`redo ${i}`);
  return wrong;
}"""


@pytest.mark.parametrize("seed", [7, 1918, 40961])
def test_each_step_can_be_taken_back_and_again(page: Page, answer: dict[str, Any], seed: int) -> None:
    """Forty steps at random, all taken back, one by one, and taken again; a file of them gives the same."""
    assert imported(page, UNDONE, [answer, seed]) == []
