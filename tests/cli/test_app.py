"""The program as a whole: version, help that teaches, and serve."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from service import __version__
from service.cli import app
from service.settings import Settings
from tests.conftest import ROOT, Onrecord


def test_the_version_is_printed(onrecord: Onrecord) -> None:
    assert onrecord("--version").out == f"onrecord {__version__}\n".encode()


def test_without_a_command_it_says_what_it_does(onrecord: Onrecord) -> None:
    ended = onrecord()
    assert ended.status == 0
    assert ended.out == onrecord("--help").out


@pytest.mark.parametrize("command", ["", "extract", "serve"])
def test_help_has_examples_whose_commands_and_options_exist(command: str, onrecord: Onrecord) -> None:
    """Each example line is a command that the program knows, with options that it knows."""
    page = onrecord(*command.split(), "--help").out.decode()
    examples = re.findall(r"^ +(?:pdftotext .*\| )?(onrecord .*?)(?:   .*)?$", page.split("Options:")[0], re.MULTILINE)
    assert examples
    for example in examples:
        _, name, *words = shlex.split(example)
        options = onrecord(name, "--help").out.decode().split("Options:")[1]
        assert all(word in options for word in words if word.startswith("-") and word != "-"), example


def test_help_names_every_record_type(onrecord: Onrecord) -> None:
    page = " ".join(onrecord("extract", "--help").out.decode().split())
    assert "elections, protests, detentions, statements" in page


def test_serve_takes_its_settings_from_options_and_then_from_the_environment(
    onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Settings] = []
    monkeypatch.setattr("service.http.serve.serve", served.append)
    monkeypatch.setenv("ONRECORD_PORT", "9000")
    monkeypatch.setenv("ONRECORD_WORKERS", "3")
    assert onrecord("serve", "--port", "9001", "--processes", "2", "--host", "::1").status == 0
    [settings] = served
    assert (settings.host, settings.port, settings.workers, settings.extract_processes) == ("::1", 9001, 3, 2)


@pytest.mark.parametrize(
    ("option", "value", "said"), [("--port", "70000", "ONRECORD_PORT"), ("--workers", "0", "ONRECORD_WORKERS")]
)
def test_a_setting_that_cannot_be_is_named(option: str, value: str, said: str, onrecord: Onrecord) -> None:
    ended = onrecord("serve", option, value)
    assert ended.status == 2
    assert said in ended.err


def test_the_installed_program_is_this_function() -> None:
    """What pyproject.toml names as ``onrecord`` exists and runs, from a directory of its own."""
    assert 'onrecord = "onrecord.__main__:main"' in (ROOT / "pyproject.toml").read_text()
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from onrecord.__main__ import main; main(['--version'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path("/"), check=True)
    assert done.stdout.strip() == f"onrecord {__version__}"


def test_a_reader_that_goes_away_ends_the_run_quietly() -> None:
    """``onrecord extract ... | head -1`` leaves no traceback behind."""
    line = '{"text": "The soup was good."}\\n'
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from service.cli import main; main()"
    program = f"{shlex.quote(sys.executable)} -c {shlex.quote(code)} extract --kind jsonl --processes 1 -"
    piped = f"yes '{line[:-2]}' | head -5000 | {program} | head -1"
    done = subprocess.run(["bash", "-c", piped], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    names = [command.callback.__name__ for command in app.app.registered_commands if command.callback is not None]
    assert names
    assert [name for name in names if f"onrecord {name}" not in readme] == []
