"""Broken word lists: each names its file, its line and what would mend it, and never the transcript."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.words.folder import our_list, our_names, read_folder
from service.words.overlay import laid_over
from service.words.shapes import misfits

RUN = [sys.executable, "-c", "from service.cli import main; main()"]
EXAMPLE = '\n[[example]]\nrule = "noun/march"\ntext = "A march was held in Oslo on Friday."\nfinds = true\n'

# The file, what it holds, the line of the fault, and what the message says of it and of its mend.
BROKEN = {
    "no comma": ("rules/protests.toml", '[crowds]\nnouns = ["throng" "crush"]\n', 2, "a comma between words"),
    "no quotation marks": ("rules/protests.toml", "[crowds]\nnouns = [throng]\n", 2, "words in quotation marks"),
    "one quotation mark": ("rules/protests.toml", '[crowds]\nnouns = ["throng]\n', 2, "a quotation mark at the end"),
    "no closing bracket": ("rules/protests.toml", '[crowds\nnouns = ["throng"]\n', 1, "as many ]"),
    "no equals sign": ("rules/protests.toml", '\n[crowds]\nnouns ["throng"]\n', 3, "a key, = and a value"),
    "a key twice": ("rules/protests.toml", '[crowds]\nnouns = ["throng"]\nnouns = ["crush"]\n', 3, "each key once"),
    "a heading twice": ("rules/protests.toml", "[crowds]\n\n[crowds]\n", 3, "each heading once"),
    "not UTF-8": ("rules/protests.toml", b"[crowds]\n# caf\xe9\n", 2, "a file saved as UTF-8"),
    "a list that we have not": ("rules/protest.toml", "[crowds]\n", 1, "such as rules/protests.toml"),
    "a misspelt heading": ("rules/protests.toml", '# mine\n[crowd]\nnouns = ["throng"]\n', 2, "did you mean `crowds`?"),
    "a misspelt key": ("rules/protests.toml", '[[noun]]\nform = "march"\nnuons = ["throng"]\n', 3, "did you mean `nouns`?"),
    "a key that is lacking": ("rules/protests.toml", '\n[[noun]]\nnouns = ["throng"]\n', 2, "it has no `form`"),
    "an unknown form": ("rules/protests.toml", '[[noun]]\nform = "marching"\nnouns = ["x"]\n', 2, "did you mean `march`?"),
    "an unknown stage": ("rules/detentions.toml", '[[verb]]\nneeds = "people"\nstage = "nicked"\nverbs = ["x"]\n', 3, "arrested, charged"),
    "an unknown act": ("rules/statements.toml", '[[cue]]\nact = "shout"\nframes = ["clause"]\nverbs = ["yell"]\n', 2, "accuse, announce"),
    "an unknown frame": (
        "rules/statements.toml",
        '[[cue]]\nact = "claim"\nframes = ["clause", "clauze"]\nverbs = ["x"]\n',
        3,
        "did you mean `clause`?",
    ),
    "brackets in brackets": ("rules/protests.toml", f"[crowds]\nnouns = {'[' * 5000}\n", 2, "a list of words"),
    "a character that is not seen": ("rules/protests.toml", '[crowds]\nnouns = ["thr\0ong"]\n', 2, "type the word anew"),
    "an unknown kind of vote": ("rules/elections.toml", '[contests]\n"snap poll" = "snap"\n', 2, "by_election"),
    "an unknown country": ("language/places.toml", '[regions]\nNO = ["Velmark"]\nQQ = ["Vessland"]\n', 3, "QQ is no country"),
    "an unknown country in a list": ("rules/elections.toml", '[westminster]\ncountries = [\n  "NZ",\n  "UK",\n]\n', 4, "UK is no country"),
    "a word in capitals": ("rules/protests.toml", '[crowds]\nnouns = [\n  "crush",\n  "Throng",\n]\n', 4, "expected 'throng'"),
    "a number for a word": ("rules/protests.toml", "[crowds]\nnouns = [12]\n", 2, "a word in quotation marks"),
    "a word for a list": ("rules/protests.toml", '[crowds]\nnouns = "throng"\n', 2, "expected a list"),
    "a range upside down": ("language/quantities.toml", '[vague]\n"a sea of" = [9999, 200]\n', 2, "[at least, at most]"),
    "a month that is none": ("language/dates.toml", "[months]\nsmarch = 13\n", 2, "a number from 1 to 12"),
    "a day that is none": ("language/dates.toml", '[holidays]\n"harbour day" = "June 3"\n', 2, 'such as "12-25"'),
    "a confidence of nine": ("rules/protests.toml", "[confidence]\nverb = 9.5\n", 2, "a number from -1 to 1"),
    "a broken pattern": ("discourse/staff.toml", "[self]\npatterns = [\"(here is\"]\n", 2, "a regular expression"),
    "less of what we have not": ("rules/protests.toml", '[less.crowds]\nnouns = ["croud"]\n', 2, "did you mean `crowd`?"),
}  # fmt: skip
# Well formed, but of no use: what `words check` finds by trying them.
USELESS = {
    "a gate of two words": ("rules/protests.toml", 'gate = ["take part"]\n', 1, "never passes the gate"),
    "a word without letters": ("rules/protests.toml", f'[[noun]]\nform = "march"\nnouns = ["24/7"]\n{EXAMPLE}', 3, "never passes the gate"),
    "no example": ("rules/protests.toml", '[[noun]]\nform = "march"\nnouns = ["trudge"]\n', 3, "have no example"),
    "an example of no rule": ("rules/protests.toml", EXAMPLE.replace("noun/march", "noun/marsh"), 3, "noun/march"),
    "an example not found": ("rules/protests.toml", EXAMPLE.replace("march was", "lunch was"), 4, "onrecord words try"),
    "an example not left": ("rules/protests.toml", EXAMPLE.replace("true", "false"), 4, "must leave is seen by noun/march"),
}  # fmt: skip


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / "mine" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_list_names_its_file_its_line_and_its_mend(fault: str, tmp_path: Path) -> None:
    name, content, line, said = BROKEN[fault]
    path = write(tmp_path, name, content)
    lists, faults = read_folder(tmp_path / "mine")
    assert lists == {}
    assert len(faults) == 1, faults
    assert str(faults[0]).startswith(f"{path}:{line}: ")
    assert said in str(faults[0])


def test_what_would_be_left_out_without_a_word_is_told(tmp_path: Path) -> None:
    """A list whose name ends otherwise, one that leads nowhere; not the backups and locks of editors, nor notes."""
    for name in ("rules/protests.TOML", "rules/elections.txt", "rules/detentions.toml~", "rules/notes.txt"):
        path = write(tmp_path, name, "[crowds]\n")
    path.with_name("detentions.toml").symlink_to("detentions.toml")
    path.with_name(".#doubt.toml").symlink_to("editor@desk.7")
    lists, faults = read_folder(tmp_path / "mine")
    assert lists == {}
    told = [(fault.file.name, fault.expected) for fault in faults]
    assert told == [
        ("elections.txt", "the name rules/elections.toml"),
        ("protests.TOML", "the name rules/protests.toml"),
        ("detentions.toml", "a file that you have the right to read"),
    ]


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "rules/protests.toml", "[crowds]\n")
    for named, said in ((path, "it is a file"), (tmp_path / "nobody's", "there is no such folder")):
        lists, (fault,) = read_folder(named)
        assert (lists, fault.file) == ({}, named)
        assert said in fault.detail


def run(folder: Path, *arguments: str, words: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **({"ONRECORD_WORDS": str(words)} if words else {})}
    return subprocess.run(
        [*RUN, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_all_faults_are_told_and_not_one_of_them_is_blamed_on_the_transcript(tmp_path: Path) -> None:
    """Nothing is read with broken lists, over files and lines, in this process or several."""
    for fault in ("a misspelt key", "an unknown country"):
        write(tmp_path, *BROKEN[fault][:2])
    (tmp_path / "talk.txt").write_text("Police arrested 14 dock workers.")
    (tmp_path / "in.jsonl").write_text("".join(json.dumps({"id": i, "text": "It rained."}) + "\n" for i in range(30)))
    for command in (
        ["extract", "talk.txt"],
        ["extract", "in.jsonl", "--processes", "2"],
        ["explain", "talk.txt"],
        ["words", "check"],
    ):
        ended = run(tmp_path, *command, words=tmp_path / "mine")
        assert (ended.returncode, ended.stdout) == (1, ""), ended
        assert "protests.toml:3: noun.nuons: " in ended.stderr
        assert "places.toml:3: regions.QQ: QQ is no country" in ended.stderr
        assert not [word for word in ("talk.txt", "in.jsonl", "Traceback") if word in ended.stderr]


@pytest.mark.parametrize("fault", USELESS)
def test_a_list_that_is_of_no_use_is_found_by_trying_it(fault: str, tmp_path: Path) -> None:
    name, content, line, said = USELESS[fault]
    path = write(tmp_path, name, content)
    assert read_folder(tmp_path / "mine")[1] == []
    ended = run(tmp_path, "words", "check", "mine")
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"onrecord: {path}:{line}: ")
    assert said in ended.stderr


@pytest.mark.parametrize("name", our_names())
def test_our_own_lists_have_the_shape_that_is_asked_of_others(name: str) -> None:
    ours = our_list(name)
    assert list(misfits(name, ours, ours)) == []
    assert laid_over(ours, ours) == ours
