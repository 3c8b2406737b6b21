"""What comes out of Redis is what went in, or a fault."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cache.pack import pack, unpack
from service.cache.port import Kept, StoreFault
from service.compressed import compress

KEY = "0f" * 32
LIMIT = 10_000


@given(st.binary(max_size=LIMIT))
def test_round_trip(body: bytes) -> None:
    kept = Kept.of(body)
    assert unpack(pack(KEY, kept), LIMIT) == (KEY, kept)


@given(st.binary(min_size=1, max_size=500), st.data())
def test_no_broken_value_is_taken_for_a_whole_one(body: bytes, data: st.DataObject) -> None:
    """One bit turned anywhere, or an end cut off: a fault, or (where the bit means nothing) the very same answer."""
    packed = pack(KEY, Kept.of(body))
    at = data.draw(st.integers(0, len(packed) - 1))
    turned = packed[:at] + bytes([packed[at] ^ (1 << data.draw(st.integers(0, 7)))]) + packed[at + 1 :]
    for broken in (turned, packed[:at]):
        with suppress(StoreFault):
            assert unpack(broken, LIMIT) == (KEY, Kept.of(body))


@given(st.binary(max_size=300))
def test_anything_else_is_a_fault(value: bytes) -> None:
    with pytest.raises(StoreFault):
        unpack(value, LIMIT)


def test_a_small_value_does_not_grow_without_bound() -> None:
    """A value that claims to be, or is, larger than any that is stored is not unpacked."""
    bomb = b"onrecord1" + compress(b"a" * 10_000_000)
    with pytest.raises(StoreFault):
        unpack(bomb, LIMIT)
