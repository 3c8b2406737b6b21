"""The quick ones of the attacks that ``make attacked`` runs: no promise breaks."""

from __future__ import annotations

import pytest

from benchmarks.attacked.check import all_checks

QUICK = [check for check in all_checks() if check.quick]


@pytest.mark.parametrize("check", QUICK, ids=lambda check: check.name)
def test_the_promise_holds(check):
    verdict = check.run()
    assert verdict.held, verdict.seen
