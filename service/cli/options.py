"""The options of the commands: their types, how their values are read, and their help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from schemas import RECORD_TYPES, record_type
from service import __version__
from service.cli.corpus import EngineName
from service.cli.given import checked_model
from service.cli.run import Form
from service.corpus.manifest import MOST_SHARDS
from service.requests.items import Kind

_PLURALS = ", ".join(entry.plural for entry in RECORD_TYPES)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"onrecord {__version__}")
        raise typer.Exit


def _read_records(value: str | None) -> str | None:
    """The plural names of the record types in a list with commas; singular names will do."""
    if value is None:
        return None
    try:
        return ",".join(record_type(name.strip().lower()).plural for name in value.split(","))
    except KeyError as error:
        raise typer.BadParameter(str(error.args[0])) from None


def _power_of_two(value: int | None) -> int | None:
    if value is not None and not (0 < value <= MOST_SHARDS and value.bit_count() == 1):
        raise typer.BadParameter(f"--shards {value}: expected a power of two, up to {MOST_SHARDS:,}")
    return value


Version = Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")]

Files = Annotated[
    list[str], typer.Argument(metavar="FILE", help="Transcripts, or folders of them; - is standard input.")
]
Format = Annotated[
    Form | None,
    typer.Option(
        "--format",
        "-f",
        help="JSON for programs (the default), a table to read; a page to look at, and to send (html), which --output NAME.html "
        "asks for as well, of many transcripts a folder of pages; for spreadsheets a workbook (xlsx), which --output NAME.xlsx "
        "asks for, or CSV, a file a table in the folder that --output names; PLOVER-like events and schema.org "
        "(JSON-LD), a line each.",
    ),
]
ExplainFormat = Annotated[
    Literal["text", "json"], typer.Option("--format", "-f", help="Text for people, JSON for programs.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="OUT", help="Write here, not to the screen.")]
GivenKind = Annotated[
    Kind | None, typer.Option("--kind", help="What the input is, where its name and beginning do not tell.")
]
Records = Annotated[
    str | None, typer.Option(callback=_read_records, metavar="TYPES", help=f"Only these, with commas: {_PLURALS}.")
]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Publication date, YYYY-MM-DD, of those that tell none: gives “December 17” its year.",
    ),
]
Language = Annotated[
    str | None, typer.Option(metavar="TAG", help="Language of the transcript: a tag, code or name, such as en.")
]
Title = Annotated[str | None, typer.Option(help="Title of the report.")]
Source = Annotated[str | None, typer.Option(help="Outlet that it comes from.")]
Model = Annotated[
    Literal["off", "auto", "always"],
    typer.Option(
        "--model", callback=checked_model, help="Ask a language model: never, where the rules fall short, or always."
    ),
]
ModelDryRun = Annotated[
    bool,
    typer.Option(
        "--model-dry-run", help="Send the model nothing: report.model.dry_run says what would be, and its cost."
    ),
]
Text = Annotated[bool, typer.Option("--text", help="The answer also has the text that its offsets count in.")]
Turns = Annotated[
    bool, typer.Option("--turns", help="Each labelled turn of somebody who is not the programme's is a statement.")
]
MinConfidence = Annotated[
    float, typer.Option(min=0, max=1, metavar="SHARE", help="Leave out records of less confidence, from 0 to 1.")
]
MediaUrl = Annotated[
    str | None,
    typer.Option(
        metavar="TEMPLATE",
        help="In spreadsheets each row, in pages each time links to its moment: an address with {id} (the file's name, or the line's id) and "
        "{seconds}, such as 'https://media.example/watch?v={id}&t={seconds}'.",
    ),
]
Processes = Annotated[
    int | None, typer.Option(min=1, max=1024, help="Processes for many transcripts; by default, one a CPU.")
]

Source_ = Annotated[str, typer.Argument(metavar="IN", help="What to read: a path, a pattern or an address.")]
Corpus = Annotated[Path, typer.Argument(metavar="OUT", file_okay=False, help="The folder of the corpus.")]
Engine = Annotated[
    EngineName,
    typer.Option("--engine", help="Processes of this machine, or Ray (the extra ray), here or on a cluster."),
]
CorpusWorkers = Annotated[
    int | None, typer.Option("--workers", min=1, max=100_000, help="Processes, or Ray's actors; by default, one a CPU.")
]
RayAddress = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS", help="Ray's cluster, such as ray://head:10001; OUT has to be on a disk that all of it sees."
    ),
]
Columns = Annotated[
    str | None,
    typer.Option(
        metavar="FIELD=NAME,...",
        help="What lines and Parquet call the fields of a request, where it is not the same: text=body,id=url.",
    ),
]
Dated = Annotated[
    bool,
    typer.Option(
        "--dated", help="Paths of files have the day of publication in them: 2031-06-02, 20310602, 2031/06/02."
    ),
]
Shards = Annotated[
    int | None,
    typer.Option(
        callback=_power_of_two,
        metavar="N",
        help="Files of each dataset of a new corpus, a power of two; by default, as the size of IN calls for.",
    ),
]
ModelTokens = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Tokens that a model may be sent in the whole run, about.")
]
Names = Annotated[list[str], typer.Argument(metavar="NAME", help="Names of transcripts.")]

GoldFolder = Annotated[
    Path,
    typer.Argument(
        metavar="GOLD", exists=True, file_okay=False, help="A folder of NAME.txt with NAME.gold.json beside."
    ),
]
Answers = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="Evaluate the answers in this file of lines, and extract nothing.",
    ),
]
Against = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="Compare with the answers in this file: what was gained, what lost.",
    ),
]
Misses = Annotated[int, typer.Option(min=0, metavar="N", help="Also the first N things missed or wrongly found.")]
Gaps = Annotated[bool, typer.Option("--gaps", help="Also how much of what is missed lies inside a gap.")]
Reliability = Annotated[
    bool, typer.Option("--reliability", help="Also bands of confidence against the share that is right.")
]

Host = Annotated[str | None, typer.Option(help="Address to listen on; by default, 127.0.0.1.")]
Port = Annotated[int | None, typer.Option(help="Port to listen on; by default, 8000.")]
Workers = Annotated[int | None, typer.Option(help="HTTP processes; by default, 1.")]
ServeProcesses = Annotated[
    int | None, typer.Option("--processes", help="Extraction processes of each HTTP process; by default, one a CPU.")
]

KeyName = Annotated[str, typer.Argument(metavar="NAME", help="Who it is for: letters, digits, dots and dashes.")]
KeyScopes = Annotated[str, typer.Option(metavar="SCOPES", help="What it opens, with commas: extract, jobs, metrics.")]
