# ruff: noqa: E501 - a change a line
"""Forty changes of the contract, told beforehand which of them break somebody: ten of each kind in each direction."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Documents = dict[str, dict[str, Any]]
Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """``name`` says what is done; ``apply`` does it to all documents; ``where`` and ``said`` are in the finding."""

    name: str
    breaking: bool
    apply: Callable[[Documents], None]
    where: str
    said: str

    def of(self, documents: Documents) -> Documents:
        """The documents after the change."""
        changed = copy.deepcopy(documents)
        self.apply(changed)
        return changed


def parts(value: Any, title: str) -> Iterator[Part]:
    """Every copy of the part of that title: it stands in several documents."""
    if isinstance(value, dict):
        if value.get("title") == title and "properties" in value:
            yield value
        for inner in list(value.values()):
            yield from parts(inner, title)
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner, title)


def each(title: str, do: Callable[[Part], object]) -> Callable[[Documents], None]:
    def apply(documents: Documents) -> None:
        found = list(parts(documents, title))
        assert found, title
        for part in found:
            do(part)

    return apply


def field(title: str, name: str, do: Callable[[Part], object]) -> Callable[[Documents], None]:
    return each(title, lambda part: do(part["properties"][name]))


def become(title: str, name: str, schema: Part) -> Callable[[Documents], None]:
    def do(part: Part) -> None:
        part["properties"][name] = copy.deepcopy(schema)

    return each(title, do)


def with_field(title: str, name: str, schema: Part, *, required: bool) -> Callable[[Documents], None]:
    def do(part: Part) -> None:
        part["properties"][name] = copy.deepcopy(schema)
        if required:
            part["required"] = [*part.get("required", ()), name]

    return each(title, do)


def without_field(title: str, name: str) -> Callable[[Documents], None]:
    def do(part: Part) -> None:
        del part["properties"][name]
        part["required"] = [other for other in part.get("required", ()) if other != name]

    return each(title, do)


def renamed(title: str, old: str, new: str) -> Callable[[Documents], None]:
    def do(part: Part) -> None:
        part["properties"][new] = part["properties"].pop(old)
        part["required"] = [new if name == old else name for name in part.get("required", ())]

    return each(title, do)


def optional(title: str, name: str) -> Callable[[Documents], None]:
    return each(title, lambda part: part["required"].remove(name))


def nullable(title: str, name: str) -> Callable[[Documents], None]:
    def do(part: Part) -> None:
        part["properties"][name] = {"anyOf": [part["properties"][name], {"type": "null"}]}

    return each(title, do)


def not_nullable(title: str, name: str) -> Callable[[Documents], None]:
    def do(part: Part) -> None:
        part["properties"][name] = part["properties"][name]["anyOf"][0]

    return each(title, do)


def call(documents: Documents) -> Part:
    found: Part = documents["openapi.json"]["paths"]["/v1/extractions"]["post"]
    return found


def new_record_type(documents: Documents) -> None:
    """A fifth type: its schema, and its list in every answer."""
    strike = {"title": "Strike", "type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}
    documents["strike.schema.json"] = strike
    for part in parts(documents, "Extraction"):
        part["properties"]["strikes"] = {"type": "array", "items": strike}
        part["required"].append("strikes")
    for part in parts(documents, "RequestOptions"):
        part["properties"]["records"]["items"]["enum"].append("strikes")
        part["properties"]["records"]["default"].append("strikes")


def record_type_gone(documents: Documents) -> None:
    del documents["protest.schema.json"]
    without_field("Extraction", "protests")(documents)


def new_form(documents: Documents) -> None:
    """A fifth form of the transcript beside text, segments, vtt and srt; still exactly one of them."""
    for part in parts(documents, "ExtractionRequest"):
        part["properties"]["html"] = {"anyOf": [{"type": "string"}, {"type": "null"}]}
        part["oneOf"].append({"required": ["html"], "properties": {"html": {"not": {"type": "null"}}}})


def one_instead_of_list(part: Part) -> None:
    part["properties"]["places"] = {"anyOf": [part["properties"]["places"]["items"], {"type": "null"}]}


def other_words(documents: Documents) -> None:
    for part in parts(documents, "Election"):
        part["description"] = "Said in other words."
        part["examples"] = []
        part["properties"]["status"]["title"] = "How far it is"


def no_examples_in_the_order_of_the_alphabet(documents: Documents) -> None:
    for part in parts(documents, "ExtractionRequest"):
        part["properties"] = dict(sorted(part["properties"].items()))
        for described in part["properties"].values():
            described.pop("examples", None)


STRING = {"type": "string"}
WORD = {"anyOf": [STRING, {"type": "null"}]}

ANSWERS_BROKEN = [
    Change("a field is removed", True, without_field("Detention", "charges"), "charges", "is gone"),
    Change("a field is renamed", True, renamed("Statement", "cue", "verb"), "cue", "is gone"),
    Change("a record type is removed", True, record_type_gone, "protests", "is gone"),
    Change("an enumeration is widened", True, field("Detention", "stage", lambda p: p["enum"].append("deported")), "stage", '"deported"'),
    Change("a value may be null", True, nullable("Rerun", "scope"), "scope", "null"),
    Change("a field may be missing", True, optional("Election", "turnout"), "turnout", "may now be missing"),
    Change("a whole number may be broken", True, become("Evidence", "start", {"type": "number", "minimum": 0}), "start", "not whole"),
    Change("a list becomes one value", True, each("Protest", one_instead_of_list), "places", "null"),
    Change("a range is widened", True, field("Election", "confidence", lambda p: p.update(maximum=100)), "confidence", "above 1"),
    Change("a format is changed", True, field("Duration", "iso", lambda p: p.update(pattern="^[0-9]+ days$")), "iso", "do not match"),
]  # fmt: skip
ANSWERS_FINE = [
    Change("a field is added", False, with_field("Detention", "bail", WORD, required=True), "bail", "is new"),
    Change("a field is added deep inside", False, with_field("Actor", "wikidata", WORD, required=True), "wikidata", "is new"),
    Change("a field is added that may be missing", False, with_field("Gap", "hint", STRING, required=False), "hint", "is new"),
    Change("a record type is added", False, new_record_type, "strikes", "is new"),
    Change("an enumeration is narrowed", False, field("Actor", "kind", lambda p: p["enum"].remove("country")), "kind", '"country"'),
    Change("a value is never null again", False, not_nullable("Statement", "cue"), "cue", "null"),
    Change("a range is narrowed", False, field("Evidence", "end", lambda p: p.update(minimum=2)), "end", "below 2"),
    Change("a number is always whole", False, become("Quantity", "low", {"anyOf": [{"type": "integer"}, {"type": "null"}]}), "low", "not whole"),
    Change("a list has one item more at least", False, field("Statement", "content", lambda p: p.update(minItems=2)), "content", "below 2"),
    Change("other words in descriptions", False, other_words, "", ""),
]  # fmt: skip
REQUESTS_BROKEN = [
    Change("an option is removed", True, without_field("ExtractionRequest", "source"), "source", "no longer accepted"),
    Change("an option is renamed", True, renamed("RequestOptions", "records", "only"), "records", "no longer accepted"),
    Change("a new option is required", True, with_field("ExtractionRequest", "outlet", STRING, required=True), "outlet", "new and required"),
    Change("an option becomes required", True, each("ExtractionRequest", lambda p: p.update(required=["language"])), "language", "now required"),
    Change("an enumeration is narrowed", True, field("RequestOptions", "model", lambda p: p["enum"].remove("always")), "model", '"always"'),
    Change("null is no longer taken", True, not_nullable("ExtractionRequest", "title"), "title", "null"),
    Change("a type is changed", True, become("ExtractionRequest", "published", {"type": ["integer", "null"]}), "published", "strings"),
    Change("a length is limited", True, become("ExtractionRequest", "text", {"anyOf": [{**STRING, "maxLength": 9000}, {"type": "null"}]}), "text", "above 9000"),
    Change("a format is asked for", True, become("ExtractionRequest", "published", {"anyOf": [{**STRING, "format": "date"}, {"type": "null"}]}), "published", "no date"),
    Change("a media type is no longer read", True, lambda d: call(d)["requestBody"]["content"].pop("text/vtt"), "text~1vtt", "is gone"),
]  # fmt: skip
REQUESTS_FINE = [
    Change("an option is added", False, with_field("ExtractionRequest", "outlet", WORD, required=False), "outlet", "now accepted"),
    Change("an option is added deep inside", False, with_field("RequestOptions", "depth", {"type": "integer"}, required=False), "depth", "now accepted"),
    Change("an enumeration is widened", False, field("RequestOptions", "model", lambda p: p["enum"].append("twice")), "model", '"twice"'),
    Change("null is taken as well", False, nullable("RequestOptions", "records"), "records", "null"),
    Change("a type is widened", False, become("ExtractionRequest", "language", {"type": ["string", "array", "null"]}), "language", "lists"),
    Change("a list may be empty", False, field("RequestOptions", "records", lambda p: p.pop("minItems")), "records", "below 1"),
    Change("a fifth form of the transcript", False, new_form, "html", "now accepted"),
    Change("a media type is read as well", False, lambda d: call(d)["requestBody"]["content"].update({"text/rtf": {"schema": STRING}}), "text~1rtf", "is new"),
    Change("a parameter is added", False, lambda d: call(d)["parameters"].append({"name": "depth", "in": "query", "schema": STRING}), "parameters", "is new"),
    Change("another order, and no examples", False, no_examples_in_the_order_of_the_alphabet, "", ""),
]  # fmt: skip
CHANGES = [*ANSWERS_BROKEN, *ANSWERS_FINE, *REQUESTS_BROKEN, *REQUESTS_FINE]
