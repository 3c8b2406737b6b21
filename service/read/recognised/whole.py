"""A recogniser's text as a whole, held against its segments: words that only the text has are not lost."""

from __future__ import annotations

import re
from collections import Counter

from service.read.cues import Cue, Line, shorten, squeeze

_NOT_WORD = re.compile(r"[\W_]+")


def with_whole(cues: list[Cue], text: str, warnings: list[str]) -> list[Cue]:
    """The cues, and where ``text`` says more than they do the words that they lack, without times, in their places."""
    held = " ".join([line[0] for cue in cues for line in cue[0]])
    if text.strip() == held:
        return cues
    said = squeeze(text)
    if said == held or _folded(said) == _folded(held):
        return cues
    runs = _missing(said.split(), cues) if len(_folded(said)) > len(_folded(held)) else None
    if runs is None:
        tell_of_others(said, held, warnings, "text")
        _tell_of_order(said, held, warnings)
        return cues
    told = f"text: the segments hold {len(held)} of {len(said)} characters of the text"
    first = next(iter(runs.values()))
    warnings.append(f"{told}; the others were kept without times: {shorten(' '.join(first))!r}")
    return list(_inserted(cues, runs))


def tell_of_others(said: str, held: str, warnings: list[str], where: str) -> None:
    """Tell of words that stand in the text ``said`` and not in what was ``held`` of it; ``where`` begins the warning."""
    if _folded(said) == _folded(held):
        return
    others = Counter(map(_folded, said.split())) - Counter(map(_folded, held.split()))
    words = [word for word in said.split() if others[_folded(word)] and _folded(word)]
    if words:
        warnings.append(
            f"{where}: {len(words)} words of its text are in no segment, and were left out: {' '.join(words[:20])!r}"
        )


def _tell_of_order(said: str, held: str, warnings: list[str]) -> None:
    """Tell where the words of the text, as far as the segments have them, stand in another order than there."""
    words = [(word, plain) for word in said.split() if (plain := _folded(word))]
    shown = [plain for word in held.split() if (plain := _folded(word))]
    both = Counter(plain for _, plain in words) & Counter(shown)
    left, right = _kept(words, both), _kept([(plain, plain) for plain in shown], both)
    at = next((i for i, (a, b) in enumerate(zip(left, right, strict=True)) if a[1] != b[1]), None)
    if at is not None:
        first = " ".join(word for word, _ in left[at : at + 8])
        warnings.append(f"text: its words stand in another order than the segments', which was kept, from {first!r} on")


def _kept(words: list[tuple[str, str]], counts: Counter[str]) -> list[tuple[str, str]]:
    """The words, as often as they are counted."""
    left = counts.copy()
    out = []
    for word, plain in words:
        if left[plain]:
            left[plain] -= 1
            out.append((word, plain))
    return out


def _folded(text: str) -> str:
    return _NOT_WORD.sub("", text).casefold()


def _missing(said: list[str], cues: list[Cue]) -> dict[int, list[str]] | None:
    """The words that no cue has, by how many cues they stand behind; None if the cues have words that the text has not."""
    held = [(word, i) for i, cue in enumerate(cues) for line in cue.lines for word in line.text.split()]
    runs: dict[int, list[str]] = {}
    at = 0
    for word in said:
        if at < len(held) and _folded(held[at][0]) == _folded(word):
            at += 1
        else:
            runs.setdefault(held[at - 1][1] + 1 if at else 0, []).append(word)
    return runs if at == len(held) else None


def _inserted(cues: list[Cue], runs: dict[int, list[str]]) -> list[Cue]:
    out: list[Cue] = []
    for i in range(len(cues) + 1):
        if i in runs:
            out.append(Cue((Line(" ".join(runs[i])),), None, i))
        out += cues[i : i + 1]
    return out
