"""The OpenAPI document is kept by the service, by all checks of schemathesis: statuses, types, headers, schemas."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.real.conftest import serving
from tests.valkey import valkey

EXAMPLES = os.environ.get("ONRECORD_EXAMPLES", "8")


def test_the_service_keeps_its_document(tmp_path: Path) -> None:
    """With what is valid and what is not; a few examples a call here, more with ONRECORD_EXAMPLES."""
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "tests.real.schemathesis_hooks", "PYTHONPATH": str(ROOT)}
    with valkey() as redis, serving(redis_url=redis.url, log_level="error") as (_, url):
        command = [
            Path(sys.executable).parent / "schemathesis", "--config-file", Path(__file__).with_name("schemathesis.toml"),
            "run", f"{url}/schema/openapi.json", "--checks", "all",
            "--max-examples", EXAMPLES, "--generation-deterministic", "--request-timeout", "60",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=600)
    assert done.returncode == 0, done.stdout[-6000:]
