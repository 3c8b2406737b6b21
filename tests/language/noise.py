"""Texts that try the grammars of figures, dates and durations: anything at all, and heaps of the words they know."""

from __future__ import annotations

from hypothesis import strategies as st

_WORDS = (
    "one two twenty hundred thousand million dozen half a of and or to in more than at least up about between "
    "7 12 1,000 3.5 2023 17 99999999999999999999 % $ - – / : . , 's th k m ½ per cent percent points dozens "
    "several few thousands third thirds quarter year old years day days May may December Sunday last next the İ ٣"
)
_PIECES = st.sampled_from([*_WORDS.split(" "), "\u00a0", "\n", "\n\n"])
_HEAPS = st.lists(_PIECES, max_size=30)

NOISE = st.one_of(st.text(), _HEAPS.map(" ".join), _HEAPS.map("".join))
