"""Tables as a workbook (XLSX): a sheet a table, cells that have their types, links to the media, no formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from service.cli.say import say
from service.exports.cells import Cell, Link
from service.exports.flat import Table

# The bounds of the format.
_MOST_ROWS = 2**20
_LONGEST_CELL = 32_767
_MOST_LINKS = 65_530
_LONGEST_LINK = 2_079
_CUT = " [...]"

_WIDTHS = {"evidence": 80, "content": 80, "link": 30, "transcript": 24, "hh:mm:ss": 10, "start": 9, "end": 9}
_WIDTH = 16
_BEGINNING = datetime(2000, 1, 1)  # of every file, so that the same answers make the same bytes


class Sheets:
    """The sheets of a workbook that is being written."""

    def __init__(self, book: Workbook, tables: Iterable[Table]) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True})
        self._date = book.add_format({"num_format": "yyyy-mm-dd"})
        self._time = book.add_format({"num_format": "[hh]:mm:ss"})
        self._link = book.get_default_url_format()
        self._sheets = {table.name: [_Sheet(self._added(table.name, table.columns))] for table in tables}
        self._columns = {table.name: table.columns for table in tables}
        self.cut = 0

    def add(self, name: str, cells: list[Cell]) -> None:
        """A row below the others of that table; on a further sheet where one is full."""
        sheet = self._sheets[name][-1]
        if sheet.rows == _MOST_ROWS:
            title = f"{name} {len(self._sheets[name]) + 1}"
            sheet = _Sheet(self._added(title, self._columns[name]))
            self._sheets[name].append(sheet)
        for column, cell in enumerate(cells):
            self._write(sheet, column, cell)
        sheet.rows += 1

    def end(self) -> None:
        """Every sheet can be filtered by every column."""
        for name, sheets in self._sheets.items():
            for sheet in sheets:
                sheet.worksheet.autofilter(0, 0, sheet.rows - 1, len(self._columns[name]) - 1)

    def _added(self, title: str, columns: tuple[str, ...]) -> Worksheet:
        worksheet: Worksheet = self._book.add_worksheet(title)
        worksheet.freeze_panes(1, 1)
        for i, name in enumerate(columns):
            worksheet.set_column(i, i, _WIDTHS.get(name, _WIDTH))
            worksheet.write_string(0, i, name, self._bold)
        return worksheet

    def _write(self, sheet: _Sheet, column: int, cell: Cell) -> None:
        at, to = (sheet.rows, column), sheet.worksheet
        match cell:
            case None:
                return
            case int() | float():
                to.write_number(*at, cell)
            case timedelta():
                to.write_datetime(*at, cell, self._time)
            case date():
                self._write_date(to, at, cell)
            case Link() if sheet.links < _MOST_LINKS and len(cell) <= _LONGEST_LINK:
                sheet.links += 1
                to.write_url(*at, str(cell), self._link, string=str(cell))
            case _:
                to.write_string(*at, self._fitting(cell))

    def _write_date(self, to: Worksheet, at: tuple[int, int], day: date) -> None:
        """Days before 1900 have no number there."""
        if day.year < 1900:
            to.write_string(*at, day.isoformat())
        else:
            to.write_datetime(*at, datetime(day.year, day.month, day.day), self._date)

    def _fitting(self, words: str) -> str:
        words = words.encode("utf-8", "replace").decode()  # a lone surrogate has no place in XML
        if len(words.encode("utf-16-le")) // 2 <= _LONGEST_CELL:
            return words
        self.cut += 1
        return words[: _LONGEST_CELL // 2] + _CUT


class _Sheet:
    """A sheet, and how many rows and links it has."""

    def __init__(self, worksheet: Worksheet) -> None:
        self.worksheet = worksheet
        self.rows = 1
        self.links = 0


@contextmanager
def workbook(file: IO[bytes], tables: list[Table]) -> Iterator[Sheets]:
    """A workbook that is written to ``file`` as rows come, and is whole at the end of the block."""
    with TemporaryDirectory() as scratch:
        book = Workbook(file, {"constant_memory": True, "tmpdir": scratch})
        book.set_properties({"title": "onrecord", "created": _BEGINNING})
        sheets = Sheets(book, tables)
        yield sheets
        sheets.end()
        book.close()
    if sheets.cut:
        say(f"{sheets.cut:,} texts were longer than a cell can be ({_LONGEST_CELL:,} characters), and were cut")
