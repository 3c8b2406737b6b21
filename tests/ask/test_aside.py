"""What a model's answer costs to read costs nobody else: it is read beside the caller's event loop."""

from __future__ import annotations

import asyncio
import threading

import pytest

from service.ask.aside import Aside


def test_work_that_never_looks_up_keeps_nobody_waiting() -> None:
    async def tried() -> None:
        done = threading.Event()

        async def stubborn() -> None:
            done.wait(20)  # as reading a long answer does: nothing else runs in its loop

        with pytest.raises(TimeoutError):
            await Aside().run(stubborn, 0.1)
        assert not done.is_set()
        done.set()

    asyncio.run(asyncio.wait_for(tried(), 30))
