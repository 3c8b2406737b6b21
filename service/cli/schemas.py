"""``onrecord schemas``: the contract written out, held against an earlier version, and data held against it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from schemas.validation import DataKind
from service.cli import verdict
from service.cli.validate import STDIN, texts_of
from service.cli.validate import validate as validate_files
from service.contract.check import judge
from service.contract.data.judge import Judge, Texts, no_texts
from service.contract.data.own_version import OwnVersion
from service.contract.data.transcripts import Transcripts
from service.contract.published import export
from service.contract.source import NoContract, counterpart, load, version

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
    from service.http.published import documents  # the server's libraries are for its document alone

    for path in export(folder, documents()):
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
    from service.http.published import documents  # as above

    try:
        old = load(against)
        found = judge(old, counterpart(old, against, documents()))
    except NoContract as error:
        raise typer.BadParameter(f"--against {error.detail}; expected {error.expected}") from None
    except ValueError as error:  # a schema that is none
        raise typer.BadParameter(f"--against {against}: {error}") from None
    print(_WRITERS[format](found), end="")
    raise typer.Exit(1 if found.is_breaking else 0)


@app.command()
def validate(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="JSON, JSONL or NDJSON; - is lines on standard input.")
    ],
    kind: Annotated[
        DataKind | None, typer.Option(help="What each value is meant to be; by default, its fields tell.")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--version",
            metavar="VERSION|DIR|REF",
            help="Hold all against this schema version, folder or commit; by default, each value against its own.",
        ),
    ] = None,
    transcript: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE", help="Transcripts of any kind, also .jsonl: evidence has to stand in them. Repeatable."
        ),
    ] = None,
    unknown_fields: Annotated[
        bool, typer.Option("--unknown-fields", help="Let fields pass that the version does not know.")
    ] = False,
    format: Format = "text",
) -> None:
    """Are these valid records or extractions? Answers of `extract` and data of your own, a value a line or a file.

    \b
    onrecord schemas validate records.jsonl
    onrecord schemas validate out.jsonl --transcript in.jsonl
    onrecord schemas validate gold/*.json --kind election --format github

    Each problem is told with file, line, JSON pointer and what was expected. Extractions find their transcript by its hash;
    single records are held against one transcript. Each value is held against the version that its `schema_version` says;
    a record that says none, against the oldest version that knows most of its fields.
    Exit status: 0 all valid, 1 something is not, 2 the command itself is wrong.
    """
    for name in [*files, *(transcript or ())]:
        if name != STDIN and not Path(name).is_file():
            raise typer.BadParameter(f"{name}: there is no such file")
    try:
        texts = Transcripts(texts_of(transcript)).text if transcript else no_texts
        judge = _judge(against, unknown_fields=unknown_fields, texts=texts)
    except (NoContract, ValueError) as error:
        raise typer.BadParameter(f"--version {against}: {error}") from None
    raise typer.Exit(0 if validate_files(files, judge, kind, format) else 1)


def _judge(against: str | None, *, unknown_fields: bool, texts: Texts) -> Judge | OwnVersion:
    if against is None:
        return OwnVersion(unknown_fields=unknown_fields, texts=texts)
    try:
        schemas = version(against)
    except NoContract:
        schemas = load(against).documents
    return Judge(schemas, unknown_fields=unknown_fields, texts=texts)
