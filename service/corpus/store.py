"""A corpus on disk: a folder a dataset, in it a file a shard; all files of a shard change together, or none does."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from service.corpus.entries import BadCorpus, in_short, look_at
from service.corpus.tables import DATASETS, EXTRACTIONS, PROBLEMS, SCHEMAS, Tables
from service.errors import OnrecordError

WORK = ".work"
_READY = "ready"
_NEW = "new"
_NAMING = frozenset({"key", "transcript"})


class Busy(OnrecordError):
    """Another run writes to the corpus."""

    slug = "corpus-busy"
    title = "The corpus is being written"
    status = 409


class Store:
    """The folder ``root``, and what of it belongs to which shard.

    New files of a shard are written to a folder of their own first. That is renamed, at once, and what it holds is put
    in its place: by whoever opens the corpus next, if this process dies over it.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.work = root / WORK

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Nobody else writes meanwhile; what a run that was cut off has left is put in place, or away."""
        look_at(self.work, *(self.root / name for name in DATASETS))
        self.work.mkdir(parents=True, exist_ok=True)
        folder = os.open(self.root, os.O_RDONLY)
        try:
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise Busy(f"{self.root}: another run is writing it", expected="one run at a time") from None
            self._recover()
            try:
                yield
            finally:
                self._recover()
                self.work.rmdir()
        finally:
            os.close(folder)
            with suppress(OSError):  # there is something in it, if anything was done
                self.root.rmdir()

    def shards(self) -> list[str]:
        """The names of the shards that are there, in order."""
        return sorted(path.stem for path in (self.root / EXTRACTIONS).glob("*.parquet"))

    def read(self, shard: str) -> Tables:
        """All rows of a shard; none where it is not there."""
        return {name: self._table(name, shard) for name in DATASETS}

    def column(self, dataset: str, shard: str, *names: str) -> list[tuple[str, ...]]:
        """The values of these columns of a shard, row by row."""
        path = self._path(dataset, shard)
        if not path.exists():
            return []
        with _reading(path):
            schema = pa.schema([SCHEMAS[dataset].field(name) for name in names])
            table = _as(pq.ParquetFile(path).read(columns=list(names)), schema)
            rows = list(zip(*(table[name].to_pylist() for name in names), strict=True))
        if any(table[name].null_count for name in names if name in _NAMING):
            raise BadCorpus(f"{path}: there are rows without a name or a key")
        return rows

    def noted(self, shard: str) -> frozenset[str]:
        """The keys of the transcripts of a shard that have no row but that of a problem."""
        standing = {key for (key,) in self.column(EXTRACTIONS, shard, "key")}
        return frozenset(key for (key,) in self.column(PROBLEMS, shard, "key") if key not in standing)

    def rows(self) -> dict[str, int]:
        """How many rows each dataset has."""
        return {name: sum(map(_rows_in, sorted((self.root / name).glob("*.parquet")))) for name in DATASETS}

    def write(self, shard: str, tables: Tables) -> None:
        """These are the rows of the shard from now on, all of them."""
        new = self.work / _NEW / shard
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        for name in DATASETS:
            _write(tables[name], new / f"{name}.parquet")
        ready = self.work / _READY / shard
        ready.parent.mkdir(exist_ok=True)
        new.rename(ready)
        self._in_place(ready)

    def _in_place(self, ready: Path) -> None:
        for name in DATASETS:
            target = self._path(name, ready.name)
            target.parent.mkdir(exist_ok=True)
            with suppress(FileNotFoundError):  # it was in its place when the process died
                (ready / f"{name}.parquet").replace(target)
        shutil.rmtree(ready)

    def _recover(self) -> None:
        for ready in sorted((self.work / _READY).glob("*")):
            self._in_place(ready)
        for left in self.work.iterdir():
            shutil.rmtree(left)

    def _table(self, dataset: str, shard: str) -> pa.Table:
        schema, path = SCHEMAS[dataset], self._path(dataset, shard)
        if not path.exists():
            return schema.empty_table()
        with _reading(path):
            return _as(pq.ParquetFile(path).read(), schema)

    def _path(self, dataset: str, shard: str) -> Path:
        return self.root / dataset / f"{shard}.parquet"


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """BadCorpus where the file does not hold what it should: other columns, of other types, words that are none."""
    try:
        yield
    except (pa.ArrowException, OSError, ValueError) as error:
        raise BadCorpus(f"{path}: {in_short(error)}", expected="a file that onrecord corpus wrote") from None


def _rows_in(path: Path) -> int:
    with _reading(path):
        return int(pq.read_metadata(path).num_rows)


def _as(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table with these columns: those that it lacks are empty, as of rows that an earlier version has written."""
    known = set(table.column_names)
    columns = [
        table[field.name].cast(field.type) if field.name in known else pa.nulls(len(table), field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


def _write(table: pa.Table, path: Path) -> None:
    """The same rows give the same bytes: what is written hangs on nothing else, not on the pieces that the table is in."""
    with path.open("wb") as file:
        pq.write_table(table.combine_chunks(), file, compression="zstd", compression_level=3, row_group_size=65_536)
        file.flush()
        os.fsync(file.fileno())
