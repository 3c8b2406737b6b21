"""A shard anew: the rows that stay, those that were made, and a problem for each transcript that lost its name."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from service.corpus.tables import EXTRACTIONS, PROBLEMS, Tables, problem_row, tables_of
from service.errors import OnrecordError


class NameTaken(OnrecordError):
    """Another transcript of the corpus has the same name."""

    slug = "name-taken"
    title = "Another transcript has this name"
    status = 409

    def __init__(self, name: str) -> None:
        super().__init__(
            f"another transcript is called {name!r}", field="id", expected="a name of its own for each transcript"
        )


def merged(standing: Tables, made: Tables, *, gone: Collection[str], lost: Mapping[str, str]) -> Tables:
    """The rows that stand, less those of the transcripts whose keys are ``gone`` or made anew, with those that were made.

    ``lost``: the names, by their keys, of transcripts that have lost theirs. Rows are in the order of the names, those of
    one in the order of its answer.
    """
    anew = {*made[EXTRACTIONS]["key"].to_pylist(), *gone}
    stay = less(standing, anew)
    noted = tables_of({PROBLEMS: [problem_row(name, NameTaken(name), key) for key, name in lost.items()]})
    return {name: _sorted(pa.concat_tables([stay[name], made[name], noted[name]])) for name in standing}


def less(tables: Tables, keys: Collection[str]) -> Tables:
    """The tables without the transcripts with these keys, and without all that was made of them."""
    rows = tables[EXTRACTIONS]
    names = rows.filter(_is_in(rows["key"], keys))["transcript"].to_pylist()
    left = {}
    for name, table in tables.items():
        out = _is_in(table["key"], keys) if "key" in table.column_names else _is_in(table["transcript"], names)
        left[name] = table.filter(pc.invert(out))
    return left


def _is_in(column: pa.ChunkedArray, values: Collection[str]) -> pa.ChunkedArray:
    return pc.is_in(column, value_set=pa.array(sorted(values), pa.string()))


def _sorted(table: pa.Table) -> pa.Table:
    """In the order of the names; the sort leaves alone what is alike in them."""
    columns = ["transcript", *(["key"] if "key" in table.column_names else [])]
    return table.sort_by([(column, "ascending") for column in columns])
