"""Our own word lists are held to what users' are held to: notation, keys, values, gate, and every example."""

from __future__ import annotations

import pytest

from service.cli import main


def test_our_own_lists_are_well(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("ONRECORD_WORDS", raising=False)
    with pytest.raises(SystemExit) as ended:
        main(["words", "check"])
    assert ended.value.code == 0, capsys.readouterr().err
