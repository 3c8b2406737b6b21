"""Forms of English verbs, for the gate: what a base form can look like in a text. It may give forms that do not exist."""

from __future__ import annotations

from collections.abc import Iterable


def forms(verb: str, irregular: Iterable[str] = ()) -> set[str]:
    """The forms of a verb, given as its base form (of a phrasal verb, the first word counts)."""
    base = verb.split()[0]
    stems = {base}
    if base.endswith("e"):
        stems.add(base[:-1])
    elif base[-1] not in "aeiouwxy" and len(base) > 2 and base[-2] in "aeiou":
        stems.add(base + base[-1])
    out = {base, base + "s", base + "es", *irregular}
    for stem in stems:
        out |= {stem + "ed", stem + "ing"}
    if base.endswith("y"):
        out |= {base[:-1] + "ies", base[:-1] + "ied"}
    return out
