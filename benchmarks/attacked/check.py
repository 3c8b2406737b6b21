"""What an attack is: a promise, what is tried against it, and a verdict."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

import benchmarks.attacked


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the promise was kept, and the figures that say so."""

    held: bool
    seen: str


@dataclass(frozen=True, slots=True)
class Check:
    """``run`` tries what ``tries`` says against the promise ``name``; ``quick`` ones are tests as well."""

    name: str
    tries: str
    run: Callable[[], Verdict]
    quick: bool = False


def all_checks() -> list[Check]:
    """The checks of all modules of the package."""
    names = sorted(module.name for module in pkgutil.iter_modules(benchmarks.attacked.__path__))
    modules = [importlib.import_module(f"benchmarks.attacked.{name}") for name in names if name != "__main__"]
    return [check for module in modules for check in getattr(module, "CHECKS", [])]
