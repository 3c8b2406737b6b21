"""docs/formats.md, made from the readers' own registry: ``make expected`` writes it."""

from __future__ import annotations

from pathlib import Path

from service.read.formats import Format
from service.read.recognised.table import Form, forms
from service.read.registry import FORMATS

PAGE = Path(__file__).parents[1] / "docs" / "formats.md"

_HEAD = """# Forms that transcripts come in

Made from the readers' registry by `make expected`; a test holds it to that.

One reader stands behind every door: files on the command line, the request form `transcript`, a raw HTTP body, lines of JSON. It looks at
what is in a file first, then at its name; `--kind` overrules both. `transcript.form` in the answer says which reader took it, and how many
cues, speakers and times it found. The request form `text` is never read so: it stays the caller's own characters, and a warning tells where
it plainly is one of the forms below.

Nothing is lost in silence: words that cannot be placed are kept without times, and what is left out is named, with its line, in
`report.warnings`. One bad time is a warning, and its words are kept without times; a file with times of which none is good is an error, be
it captions, JSON, a table or written. A file that no reader takes is an error that lists the forms, never plain text with markup in it.
Reading takes no longer than the fastest libraries for SubRip, WebVTT, SBV, ASS, SAMI, TTML, MicroDVD, MPL2, TMPlayer and Whisper's JSON,
and grows with length alone up to 100 MB: 0.02 to 0.3 seconds a megabyte, and about ten bytes of memory a byte (`make reading`).

| form | `transcript.form.name`, `--kind` | files | media types | kept | left out |
| --- | --- | --- | --- | --- | --- |
"""

_PACKED = """
A gzip or zip file may hold any one of these, up to `ONRECORD_MAX_UNPACKED_BYTES` unpacked (`application/gzip`, `application/zip`, or
`application/octet-stream` for anything). Text is UTF-8, or UTF-16 or UTF-32 by its byte order mark; without a mark, by where its zero bytes
stand, with a warning. Else the encoding counts that a header (`charset`), an XML declaration or a page's `<meta charset>` names, unless the
text plainly is UTF-8. What is not UTF-8 is read as Windows-1252 or Latin-1, where it can be a Western text, with a warning.
Soft hyphens, zero-width spaces and NUL are taken out, with a warning.

## JSON of recognisers

JSON is a request where all its fields are a request's and it gives the transcript in one form; else it is held against these, in this order.
`text` beside `segments` is Whisper's. Where a form has single words alone, they are joined to sentences. Times in milliseconds that were
taken for seconds are told by the rate of speech; dates, and seconds since 1970, count from the first. Objects that a recogniser streams, one
after the other, are one transcript. The table is a data file, `service/read/words/recognisers.toml`.

| recogniser, vendor or tool | `transcript.form.name` | items | unit |
| --- | --- | --- | --- |
"""


def page() -> str:
    """The whole page."""
    return _HEAD + "".join(map(_row, FORMATS)) + _PACKED + "".join(map(_form_row, forms()))


def _row(form: Format) -> str:
    cells = (form.title, f"`{form.name}`", _code(form.suffixes), _code(form.media_types), form.kept, form.left_out)
    return f"| {' | '.join(cells)} |\n"


def _form_row(form: Form) -> str:
    items = [f"{cues}.{words}".strip(".") for cues in form.cues for words in (form.words if not form.text else ("",))]
    return f"| {form.title} | `{form.name}` | {_code(tuple(items[:3]))}{', ...' if len(items) > 3 else ''} | {form.unit} |\n"


def _code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
