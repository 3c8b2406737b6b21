"""CPUs and memory are those that affinity and control groups leave."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from service.settings import machine


def group(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, words in files.items():
        (folder / name.replace("_", ".", 1)).write_text(words)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A group within a group, on a machine with eight CPUs."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)))
    path = tmp_path / "own"
    path.write_text("0::/pod/container\n")
    return path


@pytest.mark.parametrize(
    ("inner", "outer", "cpus"),
    [
        ("max 100000", "max 100000", 8),
        ("250000 100000", "max 100000", 2),
        ("max 100000", "300000 100000", 3),
        ("50000 100000", "", 1),
    ],
)
def test_a_quota_of_ours_or_of_a_group_around_us_holds(
    inner: str, outer: str, cpus: int, own: Path, tmp_path: Path
) -> None:
    group(tmp_path / "pod" / "container", cpu_max=inner)
    group(tmp_path / "pod", cpu_max=outer)
    assert machine.cpus(tmp_path, own) == cpus


def test_affinity_holds(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3, 5})
    assert machine.cpus(tmp_path, own) == 2


def test_the_least_memory_of_all_groups_around_us_is_ours(own: Path, tmp_path: Path) -> None:
    assert machine.memory(tmp_path, own) is None
    group(tmp_path / "pod" / "container", memory_max="max")
    group(tmp_path / "pod", memory_max="2147483648")
    assert machine.memory(tmp_path, own) == 2_147_483_648


def test_memory_bounds_the_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "cpus", lambda: 8)
    for limit, processes in ((None, 8), (2_147_483_648, 2), (100, 1)):
        monkeypatch.setattr(machine, "memory", lambda limit=limit: limit)
        assert machine.extraction_processes() == processes
