"""What a command was given, held against what can be: files, what is said of transcripts, settings, a language model."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import typer
from pydantic import ValidationError

from schemas.request import RequestOptions
from service.cli.folders import Given, opened_up
from service.errors import OnrecordError
from service.exports.media import MediaUrl
from service.extract import ModelMode
from service.read.about import checked_about
from service.requests.items import STDIN, Defaults
from service.settings import Settings, misspelt

_MODEL_IS_NAMED_BY = ("model_base_url", "model_name")


def options(records: str | None, **others: object) -> dict[str, Any]:
    """The options of a request, less those that the command line leaves as they are."""
    named = {"records": records.split(",")} if records else {}
    return {
        **named,
        **{name: value for name, value in others.items() if value != RequestOptions.model_fields[name].default},
    }


def defaults(wanted: dict[str, Any], **about: str | None) -> Defaults:
    """What holds for every transcript that does not say it itself."""
    try:
        known = checked_about({name: value for name, value in about.items() if value is not None})
    except OnrecordError as error:
        raise typer.BadParameter(f"--{error.field}: {error.detail}; expected {error.expected}") from None
    return Defaults(known, wanted, settings().max_unpacked_bytes)


def checked_files(names: Sequence[str], output: Path | None) -> Given:
    """The files to read, of folders too: each can be read, and none is what is written to."""
    for name in names:
        path = Path(name)
        if name == STDIN:
            continue
        if not path.exists():
            raise typer.BadParameter(f"{name}: there is no such file")
        if not os.access(path, os.R_OK):
            raise typer.BadParameter(f"{name}: may not be read; expected a file that you have the right to read")
        if output is not None and output.exists() and output.samefile(path):
            raise typer.BadParameter(f"{name}: input and output are the same {'folder' if path.is_dir() else 'file'}")
    return opened_up(names, output)


def form_by_name(output: Path | None) -> Literal["json", "csv", "xlsx", "html"]:
    """The form that the name of the output asks for: a table's or a page's by its ending."""
    ending = output.suffix.lower() if output is not None else ""
    if ending in (".html", ".htm"):
        return "html"
    return "xlsx" if ending == ".xlsx" else "csv" if ending == ".csv" else "json"


def media_url(template: str | None, form: str) -> MediaUrl | None:
    """The template of links, where there are tables or pages to hold them."""
    if template is None:
        return None
    if form not in ("csv", "xlsx", "html"):
        raise typer.BadParameter(
            "--media-url: the links of spreadsheets and pages; expected --output NAME.xlsx or NAME.html, or --format csv"
        )
    try:
        return MediaUrl(template)
    except OnrecordError as error:
        raise typer.BadParameter(f"--media-url: {error.detail}; expected {error.expected}") from None


def table_output(output: Path | None, form: str) -> Path | None:
    """Where tables go: of CSV to a folder, of a workbook to a file or a pipe."""
    if form == "csv" and (output is None or output.is_file() or output.suffix.lower() == ".csv"):
        raise typer.BadParameter(
            "CSV is a file a table; expected --format csv and --output with a folder to write them to, or --output NAME.xlsx"
        )
    if form == "xlsx" and output is None and sys.stdout is not None and sys.stdout.isatty():
        raise typer.BadParameter("--format xlsx: a workbook is not to be read here; expected --output NAME.xlsx")
    return output


def page_output(output: Path | None, *, one: bool) -> Path | None:
    """Where pages go: one to a file or a pipe, many to a folder."""
    if not one and (output is None or output.is_file() or output.suffix.lower() in (".html", ".htm")):
        raise typer.BadParameter(
            "many transcripts are a page each; expected --format html and --output with a folder to write them to"
        )
    if one and output is not None and output.is_dir():
        raise typer.BadParameter(
            f"--output {output}: is a folder; one transcript is one page; expected --output NAME.html"
        )
    if one and output is None and sys.stdout is not None and sys.stdout.isatty():
        raise typer.BadParameter("--format html: a page is for a browser; expected --output NAME.html")
    return output


def check_tables(written: Sequence[Path], read: Sequence[str]) -> None:
    """That none of the tables takes the place of a file that is read."""
    for name in read:
        if name != STDIN and any(path.exists() and path.samefile(name) for path in written):
            raise typer.BadParameter(f"{name}: a table would take its place; expected another folder in --output")


def settings(**given: object) -> Settings:
    """The settings: what the command line gives, then the environment."""
    for name, near in misspelt(os.environ):
        raise typer.BadParameter(f"{name}: there is no such setting; is {near} meant?")
    try:
        return Settings.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0])
        raise typer.BadParameter(f"{_variable(name)}: {first['msg'].removeprefix('Value error, ')}") from None


def checked_model(mode: ModelMode) -> ModelMode:
    """The mode, if there is a model to ask where it asks one."""
    if mode != "off":
        known = settings()
        lacking = [_variable(name) for name in _MODEL_IS_NAMED_BY if not getattr(known, name)]
        if lacking:
            raise typer.BadParameter(f"{mode} asks a language model, and none is named; set {' and '.join(lacking)}")
    return mode


def asked(mode: ModelMode, *, dry_run: bool) -> dict[str, object]:
    """The options that say what a model is asked; of a dry run, which is of no use where it is asked nothing."""
    if dry_run and mode == "off":
        raise typer.BadParameter("--model-dry-run says what --model auto, or always, would send; name one of them")
    return {"model": mode, "model_dry_run": dry_run}


def run_asked(mode: ModelMode, tokens: int | None) -> dict[str, object]:
    """The same of a run over any number of transcripts, which has to have a budget."""
    if (mode == "off") != (tokens is None):
        raise typer.BadParameter(
            "--model-tokens says how many tokens a model may be sent in the whole run; it goes with --model auto, or always, and they with it"
        )
    return {"model": mode}


def _variable(setting: str) -> str:
    return f"ONRECORD_{setting.upper()}"
