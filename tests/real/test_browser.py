"""The pages in a browser, where there is one."""

from __future__ import annotations

import shutil
import subprocess

import pytest

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--enable-logging=stderr",
    "--virtual-time-budget=20000",
]  # fmt: skip

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium here")


def seen(address: str, tmp_path) -> str:
    """The page as it stands once its scripts have run; fails on what the browser's console has to complain of."""
    command = [BROWSER, *FLAGS, f"--user-data-dir={tmp_path}", "--dump-dom", address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    complaints = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    assert not complaints
    return done.stdout


def test_the_page_shows_records_with_their_evidence(server, tmp_path):
    """The example is asked for, and its evidence marked in the transcript."""
    page = seen(f"{server[1]}/#example", tmp_path)
    assert "<mark" in page
    assert "<article" in page
    assert "<blockquote>" in page


def test_the_documentation_shows_the_calls(server, tmp_path):
    """Swagger UI reads our document with nobody else's help."""
    page = seen(f"{server[1]}/schema", tmp_path)
    assert "/v1/extractions" in page
    assert "Unable to render" not in page
