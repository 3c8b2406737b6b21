"""``onrecord schemas``: the contract written out, held against an earlier version, and data held against it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from service.cli import verdict
from service.contract.check import judge
from service.contract.published import export
from service.contract.source import NoContract, current, load

Against = Annotated[
    str | None,
    typer.Option(
        metavar="REF|DIR|FILE",
        help="What to hold it against: a commit, branch or tag of this repository, a folder that export has written, or one "
        "of its files. By default, the newest released version.",
    ),
]
Format = Annotated[
    Literal["text", "json", "github"],
    typer.Option("--format", "-f", help="Lines to read, JSON for programs, or annotations for GitHub Actions."),
]
_WRITERS = {"text": verdict.as_text, "json": verdict.as_json, "github": verdict.as_annotations}

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="The contract: JSON Schemas of all that is sent and answered, and data that keeps them.",
)


@app.command("export")
def export_schemas(
    folder: Annotated[Path, typer.Argument(metavar="DIR", file_okay=False, help="Folder to write to.")],
) -> None:
    """Write the JSON Schemas (2020-12) and the OpenAPI document of this version as files.

    \b
    onrecord schemas export schemas/v1
    """
    for path in export(folder):
        print(path)


@app.command()
def check(against: Against = None, format: Format = "text") -> None:
    """Is the change since an earlier version of the contract compatible?

    Requests must still be read as clients send them, answers must still be read by clients as they are. Each finding has the
    place in the schemas and the reason, and all of them together the version that they call for.

    \b
    onrecord schemas check
    onrecord schemas check --against main
    onrecord schemas check --against v1.0 --format github

    Exit status: 0 nothing changed or all is compatible, 1 something breaks, 2 the command itself is wrong.
    """
    try:
        found = judge(load(against), current())
    except NoContract as error:
        raise typer.BadParameter(f"--against {error.detail}; expected {error.expected}") from None
    except ValueError as error:  # a schema that is none
        raise typer.BadParameter(f"--against {against}: {error}") from None
    print(_WRITERS[format](found), end="")
    raise typer.Exit(1 if found.is_breaking else 0)
