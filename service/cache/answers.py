"""The cache around extract(): this process, then the store that replicas share, then the work itself, once."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from service.cache.flight import Flights
from service.cache.memory import Memory
from service.cache.port import Address, Health, Kept, Outcome, Shared, StoreFault
from service.cache.redis import CLAIM_S
from service.pool import Answer

Make = Callable[[], Awaitable[Answer]]

_FIRST_PAUSE_S = 0.01
_LONGEST_PAUSE_S = 0.1


@dataclass(frozen=True, slots=True)
class Claimed:
    """What came of asking the shared store: an answer it had, or the right to make it, or why it is of no use now."""

    kept: Kept | None = None
    fault: str | None = None
    waited: bool = False


class Answers:
    """Answers by content. Nothing here raises for the store's sake: without it, answers are made."""

    def __init__(self, near: Memory, shared: Shared | None, wait_s: float) -> None:
        self._near = near
        self._shared = shared
        self._wait_s = wait_s
        self._flights: Flights[Outcome] = Flights()

    def near(self, alias: str) -> Kept | None:
        """The answer to the request with these very bytes, if this process has it."""
        return self._near.find(alias)

    async def find(self, alias: str) -> Outcome | str | None:
        """That answer if the shared store has it, None if not; a word on why it could not be asked."""
        if self._shared is None:
            return None
        try:
            found = await self._shared.find(alias)
        except StoreFault as fault:
            return fault.reason
        if found is None:
            return None
        key, kept = found
        self._near.put(Address(key, alias), kept)
        return Outcome(kept, hit=True, detail="redis")

    async def obtain(self, address: Address, make: Make, *, fault: str | None = None, anew: bool = False) -> Outcome:
        """The answer to a request with that content: found, waited for or made.

        ``fault`` says that the shared store has failed this request already; it is not asked again. ``anew`` looks
        nowhere, but stores what it makes. Raises what ``make`` raises.
        """
        if not anew and (kept := self._near.get(address)) is not None:
            return Outcome(kept, hit=True, detail="memory")
        flight = f"{address.key}{'!' if anew else ''}"
        outcome, joined = await self._flights.join(flight, lambda: self._lead(address, make, fault, anew))
        if not joined:
            return outcome
        return Outcome(outcome.kept, collapsed=True, stored=outcome.stored, detail=outcome.detail)

    async def _lead(self, address: Address, make: Make, fault: str | None, anew: bool) -> Outcome:
        if self._shared is None or fault not in (None, "corrupt"):
            return self._here(address, await make(), fault)
        token = secrets.token_hex(8)
        claimed = Claimed() if anew else await self._claim(self._shared, address, token)
        if claimed.kept is not None:
            self._near.put(address, claimed.kept)
            return Outcome(claimed.kept, hit=not claimed.waited, collapsed=claimed.waited, detail="redis")
        if claimed.fault is not None:
            return self._here(address, await make(), claimed.fault)
        async with _held(self._shared, address, token):
            made = await make()
            return await self._store(self._shared, address, made, token)

    def _here(self, address: Address, made: Answer, fault: str | None) -> Outcome:
        """Made without the shared store: kept in this process alone."""
        kept = Kept.of(made.body)
        stored = made.lasting and self._near.put(address, kept)
        return Outcome(kept, stored=stored, detail=fault or (None if stored else _why(made)), seconds=made.seconds)

    async def _store(self, shared: Shared, address: Address, made: Answer, token: str) -> Outcome:
        if not made.lasting:
            with contextlib.suppress(StoreFault):
                await shared.release(address, token)
            return self._here(address, made, None)
        kept, fault = Kept.of(made.body), None
        near = self._near.put(address, kept)
        try:
            await shared.put(address, kept, token)
        except StoreFault as error:
            fault = error.reason
        return Outcome(kept, stored=near or fault is None, detail=fault, seconds=made.seconds)

    async def _claim(self, shared: Shared, address: Address, token: str) -> Claimed:
        """Ask until there is an answer, or the right to make it: whoever has it may die. After ``wait_s``, go ahead."""
        pause, until = _FIRST_PAUSE_S, time.monotonic() + self._wait_s
        waited = False
        while True:
            try:
                got = await shared.claim(address, token)
            except StoreFault as fault:
                return Claimed(fault=fault.reason)
            if isinstance(got, Kept):
                return Claimed(got, waited=waited)
            if got:
                return Claimed()
            if time.monotonic() + pause > until:
                return Claimed(fault="waited-too-long")
            waited = True
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_S)

    async def recall(self, key: str) -> bytes | None:
        """A plain value, such as what a model answered to a question; None where no store has it."""
        if (kept := self._near.get(Address(key))) is not None:
            return kept.body
        with contextlib.suppress(StoreFault):
            return await self._shared.get_bytes(key) if self._shared is not None else None
        return None

    async def remember(self, key: str, value: bytes) -> None:
        """Keep a plain value, where it can be kept."""
        self._near.put(Address(key), Kept.of(value))
        if self._shared is not None:
            with contextlib.suppress(StoreFault):
                await self._shared.put_bytes(key, value)

    async def health(self) -> Health:
        """How the shared store does; well, where there is none."""
        return await self._shared.health() if self._shared is not None else Health(True)

    async def close(self) -> None:
        """Give connections back."""
        if self._shared is not None:
            await self._shared.close()


def _why(made: Answer) -> str:
    return "too-large" if made.lasting else "not-lasting"


@contextlib.asynccontextmanager
async def _held(shared: Shared, address: Address, token: str) -> AsyncIterator[None]:
    """Keep the claim alive inside the block; give it up if the block fails."""
    renewing = asyncio.create_task(_renew(shared, address, token))
    try:
        yield
    except BaseException:
        with contextlib.suppress(StoreFault):
            await shared.release(address, token)
        raise
    finally:
        renewing.cancel()


async def _renew(shared: Shared, address: Address, token: str) -> None:
    while True:
        await asyncio.sleep(CLAIM_S / 3)
        with contextlib.suppress(StoreFault):
            await shared.renew(address, token)
