"""The tables of places are what GeoNames says, as the package of it in the tests' environment hands it on."""

from __future__ import annotations

import pytest

from tests.geonames import FOLDER, tables


@pytest.fixture(scope="module")
def given() -> dict[str, str]:
    return tables()


@pytest.mark.parametrize("name", ["cities.tsv", "countries.tsv", "states.tsv"])
def test_a_table_is_what_the_package_says(given: dict[str, str], name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == given[name], "make geonames"


def test_no_table_is_left_over(given: dict[str, str]) -> None:
    assert {path.name for path in FOLDER.glob("*.tsv")} == given.keys()
