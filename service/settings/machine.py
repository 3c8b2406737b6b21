"""What of the machine is ours: CPUs and memory, as affinity and the limits of control groups have it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

# An extraction process with its pipeline and gazetteer, at work on a long transcript.
PROCESS_BYTES = 805_306_368


def cpus(groups: Path = Path("/sys/fs/cgroup"), own: Path = Path("/proc/self/cgroup")) -> int:
    """CPUs that this process may use, as many as whole processes can be at work on: at least one."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    shares = [quota / period for quota, period in _quotas(groups, own)]
    return max(1, int(min([allowed, *shares])))


def memory(groups: Path = Path("/sys/fs/cgroup"), own: Path = Path("/proc/self/cgroup")) -> int | None:
    """Bytes that this process and its children may have; None where nothing limits them."""
    return min((limit for limit in _numbers(groups, own, ("memory.max", "memory/memory.limit_in_bytes"))), default=None)


def extraction_processes() -> int:
    """As many as there are CPUs, and as memory holds."""
    limit = memory()
    return cpus() if limit is None else max(1, min(cpus(), limit // PROCESS_BYTES))


def _quotas(groups: Path, own: Path) -> Iterator[tuple[int, int]]:
    for folder in _folders(groups, own):
        words = _read(folder / "cpu.max").split()  # quota and period; "max" where there is no limit
        if len(words) == 2 and all(word.isdigit() for word in words):
            yield int(words[0]), int(words[1])
    quota, period = (_read(groups / "cpu" / f"cpu.cfs_{name}_us").strip() for name in ("quota", "period"))
    if quota.isdigit() and period.isdigit():  # version 1; -1 where there is no limit
        yield int(quota), int(period)


def _numbers(groups: Path, own: Path, names: tuple[str, ...]) -> Iterator[int]:
    for folder in _folders(groups, own):
        for name in names:
            words = _read(folder / name).strip()
            if words.isdigit() and int(words) < 1 << 60:  # version 1 has a very large number for no limit
                yield int(words)


def _folders(groups: Path, own: Path) -> Iterator[Path]:
    """That of our group, and those above it, whose limits hold as well."""
    named = next((line[3:] for line in _read(own).splitlines() if line.startswith("0::")), "/")
    folder = groups / named.strip("/")
    yield from (folder, *(above for above in folder.parents if above.is_relative_to(groups)))


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
