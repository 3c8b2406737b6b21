"""``onrecord corpus`` and ``onrecord forget``: a corpus made, gone on with, and what came of it told."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal

import typer

from schemas import RECORD_TYPES
from schemas.request import ExtractionRequest
from service.cli import given
from service.cli.folders import kinds
from service.cli.progress import counted
from service.cli.say import say
from service.clusters.datasets import drop, there
from service.corpus.manifest import MOST_SHARDS
from service.errors import InvalidRequest, NotInstalled, OnrecordError
from service.exports.media import MediaUrl
from service.requests.items import Defaults
from service.settings.machine import extraction_processes

EngineName = Literal["local", "ray"]
_SHARD_BYTES = 131_072  # of the input: seconds of work, so that little is lost with what was cut off


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for: by which engine, over how many workers, at which address."""

    engine: EngineName
    workers: int | None
    address: str | None
    shards: int | None
    columns: str | None
    dated: bool
    tokens: int | None
    media_url: MediaUrl | None
    template: str | None


def check(address: str | None, engine: EngineName) -> None:
    """BadParameter for the address of a cluster that no engine would go to."""
    if address is not None and engine != "ray":
        raise typer.BadParameter("--address is that of a Ray cluster; expected --engine ray with it")


def make(address: str, out: Path, defaults: Defaults, wanted: Wanted) -> int:
    """Make the corpus, or go on with it; how many of its transcripts have no answer."""
    try:
        from service.corpus.made_with import fingerprint
        from service.corpus.manifest import OtherRun
        from service.corpus.run import Asked, Run
        from service.corpus.sources import opened_source
    except ModuleNotFoundError as error:
        raise lacking(error, "corpora") from None
    settings = given.settings()
    used = wanted.media_url.columns if wanted.media_url else frozenset[str]()
    asked = Asked(
        defaults=defaults,
        fingerprint=fingerprint(settings, with_model="model" in defaults.options),
        media_url=wanted.template,
        tokens=wanted.tokens or 0,
    )
    try:
        columns = _columns(wanted.columns)
        source = opened_source(address, defaults, out, columns=columns, used=used - {"id"}, dated=wanted.dated)
        run = Run(out, asked, wanted.shards or _shards(source.size))
        with counted("transcripts") as progress:
            told = run.go(source.sent(), _engine(wanted), lambda told: progress.of(told.todo), progress.done)
    except (InvalidRequest, OtherRun) as error:
        raise typer.BadParameter(f"{error.detail}; expected {error.expected}") from None
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise OnrecordError(f"{out}: {error.strerror}", expected="room, and the same command: it goes on") from None
    if source.passed_over:
        say(f"passed over, as no transcripts by their names: {kinds(source.passed_over)}")
    _tell(told, out)
    return told.rows["problems"]


def forget(out: Path, names: list[str]) -> int:
    """Delete transcripts with all that was made of them; how many of these names there were not."""
    try:
        from service.corpus.forget import forget as forget_in
    except ModuleNotFoundError as error:
        raise lacking(error, "corpora") from None
    told_of = there(out)
    gone = forget_in(out, names, drop)
    if gone and told_of:
        say(f"the events of {out} were of it, too, and are deleted: onrecord cluster {out} makes them anew")
    for name in names:
        say(f"{name}: " + ("forgotten" if name in gone else "there is no transcript of that name"))
    return len({*names} - gone)


def _engine(wanted: Wanted) -> Any:
    """What maps the work over shards. Without ``workers``, a shard alone is worked on here, where no process has to start."""
    workers = wanted.workers or extraction_processes()
    if wanted.engine == "ray":
        try:
            from service.corpus.ray import over_ray
        except ModuleNotFoundError as error:
            raise lacking(error, "ray") from None
        return partial(over_ray, workers, wanted.address)
    from service.corpus.engines import here, over_processes

    settings = given.settings()
    over = partial(over_processes, workers, settings.pipeline, settings.process_memory_bytes)

    def map_over(tasks: Iterable[Any]) -> Iterator[Any]:
        left = iter(tasks)
        first = list(islice(left, 2))
        return (here if wanted.workers is None and len(first) < 2 else over)(chain(first, left))

    return map_over


def lacking(error: ModuleNotFoundError, extra: str) -> OnrecordError:
    """What to install; the error itself where what is missing is no package of that extra."""
    package = (error.name or "").partition(".")[0]
    if package not in ("duckdb", "pyarrow", "fsspec", "ray"):
        raise error
    return NotInstalled(f"this needs {package}, which is not there: pip install 'onrecord[service,{extra}]'")


def _shards(size: int) -> int:
    """A power of two, by what there is to read: packed, it has more work in it, which larger shards hold."""
    return min(MOST_SHARDS, 1 << max(0, (size // _SHARD_BYTES).bit_length()))


def _columns(told: str | None) -> dict[str, str]:
    """What lines and Parquet call the fields of requests, by these fields, out of ``text=body,id=url``."""
    pairs = [part.partition("=") for part in told.split(",")] if told else []
    columns = {field.strip(): name.strip() for field, _, name in pairs}
    fields = ("id", *ExtractionRequest.model_fields)
    for field, name in columns.items():
        if field not in fields or not name:
            raise typer.BadParameter(
                f"--columns {told}: expected FIELD=NAME with commas, each FIELD one of {', '.join(fields)}"
            )
    return columns


def _tell(told: Any, out: Path) -> None:
    """What came of it, in a few lines."""
    if told.twice:
        say(
            f"{told.twice:,} of {told.sent:,} transcripts were sent more than once, with the same content; each is there once"
        )
    if told.lost:
        say(
            f"{told.lost:,} have the name of another transcript, and are among the problems; each needs an id of its own"
        )
    if told.older:
        say(
            f"{told.older:,} that were not sent are there as other rules or settings made them; send them again for new answers"
        )
    records = ", ".join(f"{told.rows[entry.plural]:,} {entry.plural}" for entry in RECORD_TYPES)
    problems = f", {told.rows['problems']:,} with a problem" if told.rows["problems"] else ""
    say(
        f"{told.made:,} transcripts made, {told.kept:,} there already; in {out} are {told.rows['extractions']:,}{problems}: {records}"
    )
