"""What is wrong, said on standard error: one line each."""

from __future__ import annotations

import sys

from service.errors import OnrecordError
from service.explain.plain import clean


def say(line: str) -> None:
    """One line on standard error, after the program's name."""
    print(f"onrecord: {clean(line)}", file=sys.stderr)


def say_error(error: OnrecordError, where: str | None = None) -> None:
    """Where it is, what is wrong, and what was expected."""
    place = f"{where}: " if where else ""
    expected = f" (expected {error.expected})" if error.expected else ""
    say(f"{place}{error.detail}{expected}")
