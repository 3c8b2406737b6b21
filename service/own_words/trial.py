"""Well-formed word lists at work: do their words pass the gate, are there examples, and do the rules do what these say?"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from schemas import RECORD_TYPES
from service.extract import Options, explain
from service.read import read_text
from service.rules.catalogue import descriptions, rules
from service.rules.registry import gate_for
from service.words.folder import Fault
from service.words.lines import Key, line_of
from service.words.triggers import added_triggers

_GATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*\*?|%")
_HOME = "rules"


class Trial:
    """Lists by their names, tried out in a process in which they are at work; ``path_of`` says in which file each stands.

    ``alone``: whether their words have to pass the gate by themselves. Many of ours need another word beside them.
    """

    def __init__(self, lists: Mapping[str, dict[str, Any]], path_of: Callable[[str], Path], *, alone: bool) -> None:
        self._lists = lists
        self._path_of = path_of
        self._alone = alone
        self.examples = 0

    def faults(self) -> Iterator[Fault]:
        """What is wrong with the lists of record types."""
        for entry in RECORD_TYPES:
            own = self._lists.get(f"{_HOME}/{entry.plural}")
            if own is not None:
                yield from self._ungated(entry.plural, own)
                yield from self._without_examples(entry.plural, own)
                for number, example in enumerate(own.get("example", ())):
                    yield from self._example(entry.plural, number, example)

    def _fault(self, plural: str, path: tuple[Key, ...], detail: str, expected: str, word: object = None) -> Fault:
        file = self._path_of(f"{_HOME}/{plural}")
        return Fault(file, line_of(file.read_text(encoding="utf-8-sig"), path, word), detail, expected)

    def _ungated(self, plural: str, own: dict[str, Any]) -> Iterator[Fault]:
        for word in own.get("gate", ()):
            if not _GATED.fullmatch(word):
                detail = f"gate: {word!r} never passes the gate, which looks at single words"
                yield self._fault(
                    plural, ("gate",), detail, "one word in letters, its beginning and *, or %: arrest*", word
                )
        gate = gate_for(frozenset({plural}))
        for path, _, word in added_triggers(own) if self._alone else ():
            if not gate.types(word):
                detail = f"{path[0]}: {word!r} never passes the gate, so that no sentence with it is looked at"
                yield self._fault(plural, path, detail, "a word in letters, as it stands in a text", word)

    def _without_examples(self, plural: str, own: dict[str, Any]) -> Iterator[Fault]:
        added = next(iter(added_triggers(own)), None)
        if added is not None and not own.get("example"):
            path, _, word = added
            expected = f'[[example]] with rule, text and finds, such as rule = "{next(iter(rules(plural)))}"'
            yield self._fault(plural, path, f"{path[0]}: words such as {word!r} have no example", expected, word)

    def _example(self, plural: str, number: int, example: dict[str, Any]) -> Iterator[Fault]:
        rule, path = example["rule"], ("example", number)
        if rule not in descriptions(plural):
            near = difflib.get_close_matches(rule, descriptions(plural), n=3, cutoff=0.4) or list(descriptions(plural))
            yield self._fault(plural, path, f"there is no rule {rule!r}", f"one such as {', '.join(near[:8])}", rule)
            return
        self.examples += 1
        found = explain(read_text(example["text"]), Options(records=frozenset({plural})))
        at_work = {step.rule for trace in found.traces.values() for step in trace}
        wanted = bool(example.get("finds", True))
        if wanted and rule not in at_work:
            seen = f"by {', '.join(sorted(at_work))} alone" if at_work else "by no rule"
            expected = "words that make the rule see it; onrecord words try TEXT shows what each rule saw"
            yield self._fault(plural, path, f"the example of {rule} is seen {seen}", expected, example["text"])
        elif not wanted and (at_work if rule in rules(plural) else rule in at_work):
            expected = "no record, or finds = true; onrecord words try TEXT shows what each rule saw"
            detail = f"the example that {rule} must leave is seen by {', '.join(sorted(at_work))}"
            yield self._fault(plural, path, detail, expected, example["text"])
