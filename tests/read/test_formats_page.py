"""docs/formats.md says what the registry says."""

from __future__ import annotations

from service.read.registry import FORMATS
from tests.formats_page import PAGE, page


def test_the_page_is_what_the_registry_makes() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "make expected writes it anew"


def test_forms_share_neither_names_nor_files() -> None:
    names = [form.name for form in FORMATS]
    suffixes = [suffix for form in FORMATS for suffix in form.suffixes]
    assert len(set(names)) == len(names)
    assert len(set(suffixes)) == len(suffixes)
