"""The store in the process: small, in order of use, and for a time."""

from __future__ import annotations

import time

from service.cache.memory import Memory
from service.cache.port import Address, Kept


def kept(size: int) -> Kept:
    return Kept(b"a" * size, "etag")


def test_an_answer_is_found_by_its_request_and_by_its_content() -> None:
    memory = Memory(10_000, 60)
    assert memory.put(Address("key", "alias"), kept(10))
    assert memory.find("alias") == kept(10)
    assert memory.get(Address("key", "other")) == kept(10)
    assert memory.find("other") == kept(10)
    assert memory.find("no such") is None


def test_what_was_not_asked_for_longest_goes_first() -> None:
    """The limit holds, counted in bytes."""
    memory = Memory(3 * 1600, 60)
    for name in "abc":
        memory.put(Address(name), kept(1000))
    memory.get(Address("a"))
    memory.put(Address("d"), kept(1000))
    assert [name for name in "abcd" if memory.get(Address(name))] == ["a", "c", "d"]


def test_too_large_is_not_stored() -> None:
    assert not Memory(1000, 60).put(Address("key"), kept(2000))
    assert not Memory(0, 60).put(Address("key"), kept(1))


def test_it_forgets() -> None:
    memory = Memory(10_000, 0.05)
    memory.put(Address("key", "alias"), kept(1))
    time.sleep(0.1)
    assert memory.find("alias") is None
    assert memory.get(Address("key")) is None
