"""``onrecord schemas``: the contract written out, held against an earlier version, and data held against it.

Read by the standard library's parser: the small installation, for other people's CI, has no other.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn, get_args

from schemas.validation import DataKind
from service.cli import verdict
from service.cli.misused import Misused
from service.cli.validate import STDIN, texts_of
from service.cli.validate import validate as validate_files
from service.contract.check import judge
from service.contract.data.judge import Judge, Texts, no_texts
from service.contract.data.own_version import OwnVersion
from service.contract.data.transcripts import Transcripts
from service.contract.published import export
from service.contract.source import NoContract, counterpart, load, published, version
from service.errors import not_installed

_WRITERS = {"text": verdict.as_text, "json": verdict.as_json, "github": verdict.as_annotations}
_FORMAT = "lines to read, JSON for programs, or annotations for GitHub Actions"

_EXPORT = """Write the JSON Schemas (2020-12) and the OpenAPI document of this version as files.

  onrecord schemas export schemas/v1
"""
_CHECK = """Is the change since an earlier version of the contract compatible?

Requests must still be read as clients send them, answers must still be read by clients as they are. Each finding has
the place in the schemas and the reason, and all of them together the version that they call for.

  onrecord schemas check
  onrecord schemas check --against main
  onrecord schemas check --against v1.0 --format github

Exit status: 0 nothing changed or all is compatible, 1 something breaks, 2 the command itself is wrong.
"""
_VALIDATE = """Are these valid records or extractions? Answers of `extract` and data of your own, a value a line or a file.

  onrecord schemas validate records.jsonl
  onrecord schemas validate out.jsonl --transcript in.jsonl
  onrecord schemas validate gold/*.json --kind election --format github

Each problem is told with file, line, JSON pointer and what was expected. Extractions find their transcript by its hash;
single records are held against one transcript. Each value is held against the version that its `schema_version` says;
a record that says none, against the oldest version that knows most of its fields.
Exit status: 0 all valid, 1 something is not, 2 the command itself is wrong.
"""


class _Parser(argparse.ArgumentParser):
    """A command's arguments, in any order, with options in a group of their own as all our help pages have them."""

    def __init__(self, command: str, description: str) -> None:
        super().__init__(
            prog=f"onrecord schemas {command}".rstrip(),
            description=description,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        self.options = self.add_argument_group("Options")
        self.options.add_argument("-h", "--help", action="help", help="show this page and exit")

    def error(self, message: str) -> NoReturn:
        raise Misused(message)


def run(arguments: Sequence[str]) -> int:
    """Run the command of ``onrecord schemas`` that the arguments name, and give its exit status; Misused if there is none."""
    command = arguments[0] if arguments else "--help"
    if command not in _COMMANDS and command not in ("-h", "--help"):
        raise Misused(f"there is no command schemas {command}; expected one of: {', '.join(_COMMANDS)}")
    try:
        if command not in _COMMANDS:
            _Parser("", _summary()).parse_args(["--help"])
        parser, do = _COMMANDS[command]
        return do(parser().parse_intermixed_args(arguments[1:]))
    except SystemExit as ended:  # after a page of help
        return int(ended.code or 0)


def _summary() -> str:
    told = "The contract: JSON Schemas of all that is sent and answered, and data that keeps them."
    commands = (
        f"  {name:10}{(parser().description or '').partition(chr(10))[0]}" for name, (parser, _) in _COMMANDS.items()
    )
    return "\n".join([told, "", *commands])


def _exporting() -> _Parser:
    parser = _Parser("export", _EXPORT)
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder to write to")
    return parser


def _export(given: argparse.Namespace) -> int:
    if given.folder.is_file():
        raise Misused(f"{given.folder}: a file; expected a folder to write to")
    for path in export(given.folder, _documents()):
        print(path)
    return 0


def _checking() -> _Parser:
    parser = _Parser("check", _CHECK)
    parser.options.add_argument(
        "--against",
        metavar="REF|DIR|FILE",
        help="what to hold it against: a commit, branch or tag of this repository, a folder that export has written, or one "
        "of its files; by default, the newest released version",
    )
    parser.options.add_argument("--format", "-f", choices=[*_WRITERS], default="text", help=_FORMAT)
    return parser


def _check(given: argparse.Namespace) -> int:
    try:
        old = load(given.against)
        found = judge(old, counterpart(old, given.against, _documents()))
    except NoContract as error:
        raise Misused(f"--against {error.detail}; expected {error.expected}") from None
    except ValueError as error:  # a schema that is none
        raise Misused(f"--against {given.against}: {error}" if given.against else str(error)) from None
    print(_WRITERS[given.format](found), end="")
    return 1 if found.is_breaking else 0


def _documents() -> dict[str, dict[str, Any]]:
    """The contract of this version: made by the code, or, without the server's packages, as it is published."""
    try:
        from service.http.published import documents
    except ModuleNotFoundError as error:
        not_installed(error)
        return published()
    return documents()


def _validating() -> _Parser:
    parser = _Parser("validate", _VALIDATE)
    parser.add_argument("files", nargs="+", metavar="FILE", help="JSON, JSONL or NDJSON; - is lines on standard input")
    add = parser.options.add_argument
    add("--kind", choices=get_args(DataKind), help="what each value is meant to be; by default, its fields tell")
    add(
        "--version",
        metavar="VERSION|DIR|REF",
        help="hold all against this schema version, folder or commit; by default, each value against its own",
    )
    add(
        "--transcript",
        metavar="FILE",
        action="append",
        default=[],
        help="transcripts of any kind, also .jsonl: evidence has to stand in them; repeatable; needs onrecord[service]",
    )
    add("--unknown-fields", action="store_true", help="let fields pass that the version does not know")
    add("--format", "-f", choices=[*_WRITERS], default="text", help=_FORMAT)
    return parser


def _validate(given: argparse.Namespace) -> int:
    for name in [*given.files, *given.transcript]:
        if name != STDIN and not Path(name).is_file():
            raise Misused(f"{name}: there is no such file")
    try:
        texts = Transcripts(texts_of(given.transcript)).text if given.transcript else no_texts
        judge = _judge(given.version, unknown_fields=given.unknown_fields, texts=texts)
    except (NoContract, ValueError) as error:
        raise Misused(f"--version {given.version}: {error}") from None
    return 0 if validate_files(given.files, judge, given.kind, given.format) else 1


def _judge(against: str | None, *, unknown_fields: bool, texts: Texts) -> Judge | OwnVersion:
    if against is None:
        return OwnVersion(unknown_fields=unknown_fields, texts=texts)
    try:
        schemas = version(against)
    except NoContract:
        schemas = load(against).documents
    return Judge(schemas, unknown_fields=unknown_fields, texts=texts)


_COMMANDS: dict[str, tuple[Callable[[], _Parser], Callable[[argparse.Namespace], int]]] = {
    "export": (_exporting, _export),
    "check": (_checking, _check),
    "validate": (_validating, _validate),
}
