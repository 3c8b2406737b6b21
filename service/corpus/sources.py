"""What is read: lines of requests, Parquet, folders of transcripts in any form, here or at any address that fsspec knows."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
from fsspec.core import has_magic, url_to_fs

from schemas.request import FORMS, ExtractionRequest
from service.corpus.sent import Sent, fault_sent, file_sent, line_sent, request_sent
from service.errors import InvalidRequest, NotInstalled
from service.read.column_names import role_of
from service.read.suffixes import suffix_of
from service.requests.items import LINES, Defaults, is_named_as_transcript
from service.requests.lines import BOM

PARQUET = frozenset({".parquet", ".pq"})
_ROWS_AT_ONCE = 256
_BYTES_AT_ONCE = 268_435_456
_PART_BYTES = 65_536
# Words that are no Unicode, days that no calendar has, time zones that nobody knows, lists without end.
_CELL_FAULTS = (pa.ArrowException, ValueError, OverflowError, LookupError, RecursionError)


@dataclass(frozen=True, slots=True)
class Source:
    """The files to read, by their paths on ``system``, the names that they go by, and how many bytes they have.

    ``columns`` are what lines and Parquet call the fields of requests, by these fields, ``used`` other columns that are of
    use all the same. Where they are ``dated``, paths say when their transcripts were published. ``passed_over`` are
    files that are no transcripts by their names, by suffix.
    """

    system: Any
    files: Mapping[str, str]
    size: int
    defaults: Defaults
    columns: Mapping[str, str] = field(default_factory=dict)
    used: frozenset[str] = frozenset()
    dated: bool = False
    passed_over: Counter[str] = field(default_factory=Counter)

    def sent(self) -> Iterator[Sent]:
        """All transcripts."""
        for path, name in self.files.items():
            kind = _kind(path)
            if kind in PARQUET:
                yield from self._rows(path, name)
            elif kind in LINES:
                yield from self._lines(path, name)
            else:
                yield self._file(path, name)

    def _file(self, path: str, name: str) -> Sent:
        try:
            with self.system.open(path, "rb") as file:
                return file_sent(name, file.read(self.defaults.most + 1), self.defaults, dated=self.dated)
        except OSError as error:
            return fault_sent(name, f"cannot be read: {_words_of(error)}")

    def _lines(self, path: str, name: str) -> Iterator[Sent]:
        most = self.defaults.most
        try:
            with self.system.open(path, "rb", compression="infer") as file:
                for number, raw in enumerate(iter(partial(file.readline, most + 1), b""), 1):
                    if len(raw) > most:
                        _pass_over_line(file, raw)
                        yield fault_sent(f"{name}, line {number}", f"it has more than {most} bytes")
                    elif raw.strip():
                        yield self._renamed(raw.removeprefix(BOM) if number == 1 else raw)
        except (OSError, EOFError) as error:  # EOFError: it is packed, and cut off
            yield fault_sent(name, f"cannot be read: {_words_of(error)}")

    def _renamed(self, line: bytes) -> Sent:
        if not self.columns:
            return line_sent(line, self.defaults)
        with suppress(ValueError, RecursionError):
            values = json.loads(line)
            if isinstance(values, dict):
                return request_sent(_with_our_names(values, self.columns), self.defaults)
        return line_sent(line, self.defaults)

    def _rows(self, path: str, name: str) -> Iterator[Sent]:
        try:
            with self.system.open(path, "rb") as file:
                parquet = pq.ParquetFile(file)
                columns = parquet_columns(name, parquet.schema_arrow.names, self.columns, self.used)
                number = 0
                for batch in parquet.iter_batches(_rows_at_once(parquet.metadata), columns=list(columns)):
                    for at in range(batch.num_rows):
                        number += 1
                        yield self._row(f"{name}, row {number}", batch.slice(at, 1), columns)
        except (pa.ArrowException, OSError) as error:
            yield fault_sent(name, f"cannot be read: {_words_of(error)}")

    def _row(self, name: str, row: pa.RecordBatch, columns: Mapping[str, str]) -> Sent:
        """A row alone: whatever its cells hold, the others are read."""
        try:
            cells = [_of_its_own(cell) for cell in row.columns]
            if sum(cell.nbytes for cell in cells) > self.defaults.most:
                return fault_sent(name, f"it has more than {self.defaults.most} bytes")
            values = zip(row.schema.names, (cell[0].as_py() for cell in cells), strict=True)
            told = {columns[column]: _plain(value) for column, value in values if value is not None}
            return request_sent(told, self.defaults)
        except _CELL_FAULTS as error:
            return fault_sent(name, f"cannot be read: {_words_of(error)}")


def opened_source(address: str, defaults: Defaults, out: Path, **known: Any) -> Source:
    """What there is to read at that path or address; nothing that is in ``out``. InvalidRequest where there is nothing."""
    try:
        system, path = url_to_fs(address)
    except ImportError as error:
        raise NotInstalled(f"{address}: {error}") from None
    except ValueError as error:
        raise InvalidRequest(f"{address}: {error}", expected="a path, or an address that fsspec knows") from None
    try:
        found, root = _found(system, path)
    except (OSError, ValueError) as error:
        raise InvalidRequest(f"{address}: {_words_of(error)}", expected="a file or a folder that can be read") from None
    if not found:
        raise InvalidRequest(f"{address}: there is nothing there", expected="a file, a folder, or a pattern of files")
    files: dict[str, str] = {}
    size, passed_over = 0, Counter[str]()
    for each, told in sorted(found.items()):
        name = each.removeprefix(root).lstrip("/") if root else PurePosixPath(each).name
        if root and (_is_hidden(name) or Path(each).is_relative_to(out.resolve())):
            continue
        if told["type"] != "file" and system.exists(each) and not system.isfile(each):
            continue  # a pipe, or a link to a device: nobody knows whether it ends
        if root and not (_kind(name) in PARQUET or is_named_as_transcript(PurePosixPath(name).name)):
            passed_over[PurePosixPath(name).suffix or name] += 1
            continue
        files[each] = name
        size += told.get("size") or 0
    if not files:
        expected = "files such as talk.vtt, talk.srt, talk.txt, requests.jsonl, talks.parquet"
        raise InvalidRequest(f"{address}: no transcripts in it", expected=expected)
    return Source(system, files, size, defaults, passed_over=passed_over, **known)


def _found(system: Any, path: str) -> tuple[dict[str, dict[str, Any]], str]:
    """What is there, with what is known of each file, and the folder that their names begin in; none of a file alone."""
    if has_magic(path) and not system.exists(path):
        head = path.partition("*")[0].partition("?")[0].partition("[")[0]
        found = system.glob(path, detail=True)
        return {each: told for each, told in found.items() if told["type"] == "file"}, head.rpartition("/")[0]
    if system.isdir(path):
        return system.find(path, detail=True), path.rstrip("/")
    return {path: system.info(path)}, ""


def parquet_columns(
    name: str, there: Collection[str], given: Mapping[str, str], used: Collection[str]
) -> dict[str, str]:
    """The fields of requests by the columns of that Parquet file that hold them; InvalidRequest where one holds a transcript."""
    lacking = [theirs for theirs in given.values() if theirs not in there]
    replaced = {*given, *(FORMS if given.keys() & set(FORMS) else ())}
    ours = {*ExtractionRequest.model_fields, "id", *used} - replaced
    columns = {name: name for name in there if name in ours} | {theirs: field for field, theirs in given.items()}
    told = f"its columns are {', '.join(there)}"
    if lacking:
        raise InvalidRequest(f"{name}: there is no column {lacking[0]!r}; {told}", expected="the name of one of them")
    if not set(columns.values()) & set(FORMS):
        texts = [column for column in there if role_of(column) == "text"]
        if len(texts) != 1:
            expected = f"one of {', '.join(FORMS)}, or --columns text=NAME"
            raise InvalidRequest(f"{name}: no column of it is known to hold transcripts; {told}", expected=expected)
        columns[texts[0]] = "text"
    return columns


def _rows_at_once(metadata: pq.FileMetaData) -> int:
    """So few that they fit into memory, though each had the largest cells that there may be."""
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    largest = max((group.total_byte_size for group in groups), default=0)
    return max(1, min(_ROWS_AT_ONCE, _BYTES_AT_ONCE // max(1, largest)))


def _of_its_own(cell: pa.Array) -> pa.Array:
    """The one cell without the others that stand in its dictionary."""
    return cell.dictionary_decode() if pa.types.is_dictionary(cell.type) else cell


def _kind(path: str) -> str:
    return suffix_of(PurePosixPath(path).name)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(name).parts)


def _words_of(error: Exception) -> str:
    return getattr(error, "strerror", None) or " ".join(str(error).split()) or type(error).__name__


def _pass_over_line(file: IO[bytes], part: bytes) -> None:
    """The rest of a line of which ``part`` has been read."""
    while part and not part.endswith(b"\n"):
        part = file.readline(_PART_BYTES)


def _with_our_names(values: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    ours = {field: values[theirs] for field, theirs in columns.items() if theirs in values}
    return {**{name: value for name, value in values.items() if name not in columns.values()}, **ours}


def _plain(value: Any) -> Any:
    """A value of Parquet as JSON has it: days of times, all other things that JSON has not as words."""
    match value:
        case datetime.datetime():
            return value.date().isoformat()
        case bytes():
            return value.decode("utf-8", "replace")
        case list():
            return [_plain(part) for part in value]
        case dict():
            return {name: _plain(part) for name, part in value.items()}
        case str() | int() | float() | bool() | None:
            return value
        case _:
            return str(value)
