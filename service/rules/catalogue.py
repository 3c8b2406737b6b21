"""What each rule sees or reads, in one line: the tables ``rules`` and ``readings`` of each word list.

A rule sees a record; a reading is a rule that reads a field of one. They hold every name that a trace can have.
"""

from __future__ import annotations

from functools import cache

from service.words import load_words, needed


@cache
def rules(plural: str) -> dict[str, str]:
    """The rules that see records of a type (its plural name), each with its description.

    A rule whose entries in the word list name a form (``[[noun]] form = "march"``) is a rule for each: ``noun/march``.
    """
    words = load_words(f"rules/{plural}")
    out: dict[str, str] = {}
    for rule, told in needed(f"rules/{plural}", "rules").items():
        entries = words.get(rule)
        forms = [e["form"] for e in entries if "form" in e] if isinstance(entries, list) else []
        out |= {f"{rule}/{form}": f"{told}: {form.replace('_', ' ')}" for form in forms} or {rule: told}
    return out


@cache
def descriptions(plural: str) -> dict[str, str]:
    """All rules of a record type, those that see a record and those that read a field of one, each with its description."""
    return {**rules(plural), **load_words(f"rules/{plural}").get("readings", {})}


@cache
def every_step(plural: str) -> dict[str, str]:
    """All that a trace can name: the descriptions of the type, and what makes one record of reports in several stories."""
    return {**descriptions(plural), **load_words("rules/events")["joins"]}
