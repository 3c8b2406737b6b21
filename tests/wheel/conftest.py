"""The wheel, built once, and fresh environments that it is installed in beside other people's packages of general names."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT

SITE_PACKAGES = Path(sysconfig.get_paths()["purelib"])
THEIRS = ("service", "schemas", "prompts")


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment: its folder, and its site-packages."""

    folder: Path
    site: Path

    @property
    def onrecord(self) -> Path:
        """The program."""
        return self.folder / "bin" / "onrecord"

    def run(self, *command: str | Path, cwd: Path = Path("/")) -> subprocess.CompletedProcess[str]:
        """A program of the environment, run from elsewhere."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ONRECORD_"))}
        return subprocess.run(
            [self.folder / "bin" / command[0], *command[1:]], cwd=cwd, env=clean, capture_output=True, text=True, check=False
        )  # fmt: skip


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    to = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", to], cwd=ROOT, check=True)
    [made] = to.iterdir()
    return made


@pytest.fixture(scope="session")
def small(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Plain ``onrecord``, with what it says it needs and no more."""
    made = _installed(wheel, tmp_path_factory.mktemp("small"))
    for needed in _closure(_itself(made)):
        for path in {file.parts[0] for file in needed.files or () if ".." not in file.parts}:
            if not (made.site / path).exists():
                (made.site / path).symlink_to(SITE_PACKAGES / path)
    return made


@pytest.fixture(scope="session")
def full(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """With the packages that the lock pins, as they are installed here."""
    made = _installed(wheel, tmp_path_factory.mktemp("full"))
    (made.site / "locked.pth").write_text(f"{SITE_PACKAGES}\n")  # .pth files there, ours among them, are not read
    return made


def _installed(wheel: Path, folder: Path) -> Installed:
    venv.create(folder, with_pip=True)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, wheel], check=True)
    [site] = folder.glob("lib/python*/site-packages")
    for name in THEIRS:
        (site / name).mkdir()
        (site / name / "__init__.py").write_text('NAME = "theirs"\n')
        (site / name / "py.typed").touch()
    return Installed(folder, site)


def _itself(made: Installed) -> Distribution:
    [found] = distributions(name="onrecord", path=[str(made.site)])
    return found


def _closure(of: Distribution) -> Iterator[Distribution]:
    """All that a distribution without extras needs, and that needs in turn."""
    seen: set[str] = set()
    waiting = [of]
    while waiting:
        for requirement in map(Requirement, waiting.pop().requires or ()):
            wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if wanted and requirement.name not in seen:
                seen.add(requirement.name)
                waiting.append(distribution(requirement.name))
                yield waiting[-1]
