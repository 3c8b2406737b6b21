"""The pages of docs, and those at the top, are true: what they name is there, and commands are taken as they are written."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from service.cli.app import app
from service.settings import Settings
from tests.conftest import ROOT, Onrecord

PAGES = [
    *sorted((ROOT / "docs").rglob("*.md")),
    *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "SECURITY")),
]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app)
# Variables that are no settings are read by one of these.
READERS = ("service", "tests", "benchmarks", ".ci", "Makefile", "action.yml", "docs/consuming.md")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


def words_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@each_page
def test_what_is_linked_to_is_there(page: Path) -> None:
    linked = re.findall(r"\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)]*)?\)", words_of(page))
    assert [path for path in linked if not (page.parent / path).exists()] == []


@each_page
def test_headings_that_are_linked_to_are_there(page: Path) -> None:
    for path, heading in re.findall(r"\]\((?!https?:)([^)#\s]*)#([^)]+)\)", words_of(page)):
        titles = re.findall(r"^#+ (.*)$", words_of(page.parent / path if path else page), re.MULTILINE)
        assert heading in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@each_page
def test_files_that_are_named_are_there(page: Path) -> None:
    """Of the project's own folders; a ``*`` stands for any name, ``<type>`` for one."""
    named = re.findall(r"`((?:service|schemas|prompts|tests|benchmarks|docs|examples|\.ci)/[^`\s,]*)`", words_of(page))
    patterns = [re.sub(r"<[^>]+>", "*", path).rstrip("/") for path in named]
    assert [pattern for pattern in patterns if not any(ROOT.glob(pattern))] == []


@each_page
def test_targets_of_make_are_there(page: Path) -> None:
    for target in re.findall(r"(?:`|^    |^)make ([a-z][a-z-]*)", words_of(page), re.MULTILINE):
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


@each_page
def test_variables_are_settings_or_are_read(page: Path) -> None:
    known = {f"ONRECORD_{name.upper()}" for name in Settings.model_fields}
    for name in set(re.findall(r"\bONRECORD_[A-Z_]*[A-Z]\b", words_of(page))) - known:
        found = subprocess.run(["git", "grep", "--quiet", "--word-regexp", name, "--", *READERS], cwd=ROOT, check=False)
        assert found.returncode == 0, name


def commands(page: Path) -> Iterator[list[str]]:
    """The words behind ``onrecord`` in what is written as code: in lines, and in `quotes` with an option."""
    code = re.findall(r"```(?:bash|sh|console)\n(.*?)```", words_of(page), re.DOTALL)
    code += re.findall(r"^ {4}(.*)$", words_of(page), re.MULTILINE)
    code += re.findall(r"`((?:ONRECORD_\S+ )?onrecord [a-z][^`]*)`", words_of(page))
    for line in "\n".join(code).replace("\\\n", " ").splitlines():
        for command in re.findall(r"(?:^|[|;&(] *|\S=\S+ )\$? ?onrecord ([a-z][^|;&#()>]*)", line):
            yield command.split()


@each_page
def test_commands_and_their_options_are_there(page: Path, onrecord: Onrecord) -> None:
    for words in commands(page):
        command: Any = COMMANDS
        while words and words[0] in (below := getattr(command, "commands", {})):
            command = below[words.pop(0)]
        assert command is not COMMANDS, words
        given = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        if command.name == "schemas":  # which has a parser of its own, for the small installation
            known = set(re.findall(r"--?[a-z][a-z-]*", onrecord("schemas", *words[:1], "--help").out.decode()))
        else:
            known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)} | {"--help"}
        assert given <= known, (words, given - known)


def test_most_of_the_commands_are_found() -> None:
    assert len([words for page in PAGES for words in commands(page)]) > 50
