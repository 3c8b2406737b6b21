"""onrecord: puts the news on record. Transcripts in; elections, protests, detentions and statements out.

    import onrecord

    found = onrecord.extract("Police in Oslo arrested 14 dock workers on Friday.", published="2031-06-02")
    for detention in found.detentions:
        print(detention.stage, [evidence.text for evidence in detention.evidence])

An answer is an ``Extraction``, a frozen Pydantic model; the models of all its parts are in ``onrecord.schemas``.
``extract`` needs the extra ``service`` (``pip install 'onrecord[service]'``), the schemas alone do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord import schemas
from onrecord.schemas import Extraction
from service import __version__
from service.errors import OnrecordError, not_installed

__all__ = ["Extraction", "OnrecordError", "__version__", "extract", "schemas"]


def extract(
    transcript: str | bytes,
    *,
    published: date | str | None = None,
    records: Sequence[str] | None = None,
    language: str | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Extraction:
    """Find what a transcript tells of: text, or bytes as a file holds them, in any form that ``onrecord extract`` reads.

    ``published`` (a date, or ``YYYY-MM-DD``) gives ``December 17`` its year; ``records`` are the types to look for by their
    plural names, all by default; ``language``, ``title`` and ``source`` are what is known of the transcript.
    OnrecordError, with what was expected, for what cannot be read. The first call takes seconds, to load the pipeline.
    """
    told = published.isoformat() if isinstance(published, date) else published
    given = {"published": told, "language": language, "title": title, "source": source}
    about = {name: value for name, value in given.items() if value is not None}
    options = {} if records is None else {"records": list(records)}
    try:
        from service.extract import extract as extracted
        from service.read import read_bytes
        from service.read.about import checked_about
        from service.requests.parse import parse_options, parse_request
    except ModuleNotFoundError as error:
        raise not_installed(error) from None
    if isinstance(transcript, str):
        return extracted(*parse_request({"transcript": transcript, **about, "options": options}))
    return extracted(read_bytes(transcript, **checked_about(about)), parse_options(options))
