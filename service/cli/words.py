"""``onrecord words``: check word lists, and try a sentence on them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from schemas import RECORD_TYPES
from service.cli import options
from service.cli.explain import to_read
from service.cli.output import page
from service.cli.say import say
from service.cli.table import print_list
from service.cli.written import is_terminal, opened
from service.explain.explanation import explanation
from service.extract import Options, explain
from service.own_words.standing import standing
from service.own_words.trial import Trial
from service.read import read_text
from service.requests.items import Item
from service.rules.registry import gate_for
from service.words.folder import VARIABLE, Fault, our_file, our_list, our_names, own_folder, own_lists, read_folder

_FAILED = 1

Folder = Annotated[
    Path | None,
    typer.Argument(metavar="FOLDER", help=f"Lists of your own; by default those that {VARIABLE} names, or else ours."),
]
ListName = Annotated[str | None, typer.Argument(metavar="NAME", help="The name of a list, such as rules/protests.")]
Sentence = Annotated[str, typer.Argument(metavar="SENTENCE", help="A sentence or more, in quotation marks.")]

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Mend the word lists: check them, try a sentence.",
)


@app.command()
def check(folder: Folder = None) -> None:
    """Tell what is wrong with word lists: file, line, and what was expected.

    A list of your own is named as ours is (rules/protests.toml), and laid over it: its words are added to ours, those under
    [less] are taken away. docs/words.md shows how.

    \b
    onrecord words check my-words
    ONRECORD_WORDS=my-words onrecord extract talk.vtt

    Looked at are the notation, keys, values, countries, whether words pass the gate, and whether each example is found or
    left as it says. Exit status: 0 all is well, 1 something is wrong.
    """
    home = own_folder()
    if folder is not None and (home is None or folder.resolve() != home.resolve()):
        _, faults = read_folder(folder)
        raise typer.Exit(_told(faults) or _checked_elsewhere(folder))
    lists = own_lists() if home is not None else {name: our_list(name) for name in our_names()}
    trial = Trial(lists, our_file if home is None else partial(_in_folder, home), alone=home is not None)
    faults = list(trial.faults())
    if not faults:
        many = "1 word list is" if len(lists) == 1 else f"{len(lists)} word lists are"
        examples = "1 example is" if trial.examples == 1 else f"{trial.examples:,} examples are"
        print(f"{many} well; {examples} found or left as said there")
    raise typer.Exit(_told(faults))


def _in_folder(folder: Path, name: str) -> Path:
    return folder / f"{name}.toml"


def _checked_elsewhere(folder: Path) -> int:
    """The same in a process that has these lists over ours from its beginning."""
    command = [sys.executable, "-c", f"from {__package__} import main; main()", "words", "check"]
    return subprocess.run(command, env={**os.environ, VARIABLE: str(folder.resolve())}, check=False).returncode


def _told(faults: Sequence[Fault]) -> int:
    for fault in faults:
        say(str(fault))
    return _FAILED if faults else 0


@app.command()
def show(name: ListName = None) -> None:
    """Print one of our word lists, with what it says of each of its tables; without a name, the names of all.

    \b
    onrecord words show rules/protests
    """
    if name is None:
        print("\n".join(our_names()))
    elif name in our_names():
        print(our_file(name).read_text(encoding="utf-8"), end="")
    else:
        raise typer.BadParameter(f"{name}: we have no such list; expected one of: {', '.join(our_names())}")


@app.command(name="try")
def try_sentence(sentence: Sentence, records: options.Records = None, published: options.Published = None) -> None:
    """Show what the word lists make of a sentence: which words the gate lets through, which rule saw what, and in which
    lists these words stand.

    \b
    onrecord words try "Police nicked two editors in Calvora."
    ONRECORD_WORDS=my-words onrecord words try "Police nicked two editors in Calvora."
    """
    wanted = Options(records=frozenset(records.split(",") if records else (entry.plural for entry in RECORD_TYPES)))
    transcript = read_text(sentence, published=published)
    found = explain(transcript, wanted)
    passing = {plural: gate_for(frozenset({plural})).passing(sentence) for plural in sorted(wanted.records)}
    steps = [transcript.text[step.start : step.end] for trace in found.traces.values() for step in trace]
    terminal = is_terminal(None)
    with opened(None) as out:
        with page(out, terminal=terminal) as console:
            print_list(console, "LOOKED AT", (f"{plural}: {_gated(words)}" for plural, words in passing.items()))
        to_read(out, one=True, terminal=terminal)(Item(None, (transcript, wanted), 0), explanation(transcript, found))
        with page(out, terminal=terminal) as console:
            print_list(console, "IN OUR LISTS AND YOURS", standing(wanted.records, chain(steps, *passing.values())))


def _gated(words: Sequence[str]) -> str:
    return f"let through by {', '.join(words)}" if words else "no, since none of its words can report one"
