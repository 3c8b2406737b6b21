"""A long answer: a hundred thousand characters with two thousand records, as a test and a benchmark show it."""

from __future__ import annotations

import json
from typing import Any

from service.extract import Options, extract
from service.read.transcript import Transcript

TEXT = (
    "Police in Valletta arrested 14 dock workers on Friday. “We will be back on Monday,” said Ida Holt, their lawyer. "
    "Hundreds of nurses marched through Lisbon to demand higher wages. Mira Tolen says the strike in Velm will last for nine days. "
)
TIMES = 430


def long_answer(times: int = TIMES) -> dict[str, Any]:
    """The answer to the text, over and over: its records with the places of each repetition."""
    once = json.loads(extract(Transcript(TEXT), Options(text=True)).model_dump_json())
    whole = {**once, "report": {**once["report"], "gaps": []}}
    whole["transcript"] = {**once["transcript"], "text": TEXT * times, "characters": len(TEXT) * times}
    for kind in [name for name, value in once.items() if isinstance(value, list)]:
        whole[kind] = [shifted(record, i) for i in range(times) for record in once[kind]]
    return whole


def records(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """All records of an answer, in its order."""
    return [record for found in answer.values() if isinstance(found, list) for record in found]


def shifted(value: Any, times: int) -> Any:
    """The value, that many texts further on, with an id of its own."""
    if isinstance(value, list):
        return [shifted(part, times) for part in value]
    if not isinstance(value, dict):
        return value
    moved = {name: shifted(part, times) for name, part in value.items()}
    for name in {"start", "end"} & value.keys():
        moved[name] = value[name] + times * len(TEXT)
    if "id" in value:
        moved["id"] = f"{value['id'].split('_')[0]}_{times:04x}{value['id'].split('_')[1][:12]}"
    return moved
