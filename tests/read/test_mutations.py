"""Files that something has gone wrong with: no word is lost without a warning that names its line, nothing but our errors."""

from __future__ import annotations

import json
import os
import random
import re
from collections import Counter

import pytest

from service.errors import OnrecordError
from service.read import Transcript, read_bytes
from tests.read.said import Said
from tests.read.test_forms import ALL
from tests.read.writers import IN_SECONDS, WRITERS

MUTATIONS = int(os.environ.get("ONRECORD_MUTATIONS", "60"))  # of each form; 1,000 and more in `make reading`
SIGNS = "<>[]{}:,.-x0 \n\t\"'&;/|\\\x00\u00ad\u200b"
WORD = re.compile(r"(?<![A-Za-z0-9])w\dx\d(?![A-Za-z0-9])")
PAIR = re.compile(r"(w\dx\d)(w\dx\d)")  # of two cues they were glued together by the reader
SAID = [
    Said(3.0 * i + 1, 3.0 * i + 3, " ".join(f"w{i}x{j}" for j in range(6)) + ".", ("Vera Lind", "Jon Brekke")[i % 2])
    for i in range(10)
]
# What is struck from a zip, or from bytes that stand at their places, is another matter.
NAMES = [name for name in ALL if name not in ("docx", "ebu stl")]


def mutated(text: str, chance: random.Random) -> str:
    """The text with one to three things done to it that happen to files."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text) + 1)
        lines = text.split("\n")
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(7):
            case 0:
                text = text[:at] + text[at + 1 :]
            case 1:
                text = text[:at] + chance.choice(SIGNS) + text[at:]
            case 2:
                text = text[:at] + chance.choice(SIGNS) + text[at + 1 :]
            case 3:
                text = "\n".join(lines[:one] + lines[one + 1 :])
            case 4:
                lines[one], lines[other] = lines[other], lines[one]
                text = "\n".join(lines)
            case 5:
                text = "\n".join([*lines[:one], lines[other], *lines[one:]])
            case _:
                text = text[: max(at, len(text) // 2)]
    return text


def outcome(data: bytes, name: str) -> Transcript | OnrecordError:
    try:
        return read_bytes(data, filename=name)
    except OnrecordError as error:
        return error


def untold(text: str, transcript: Transcript, original: Counter[str]) -> set[str]:
    """Words of the file that are neither in the transcript nor in or beside a warning.

    Where a form holds all words twice, one that was spoilt in one place counts as spoilt. The lines of JSON are its
    segments; one that was put in or taken out counts them anew from there.
    """
    told = " ".join(transcript.warnings)
    if "has no characters, and was left out" in told:
        return set()  # a bracket was struck out: all behind it lies in one word, which is told of by its beginning
    lines = {int(number) for number in re.findall(r"line (\d+)", told)}
    segments = {int(number) + i for number in re.findall(r"segment (\d+)", told) for i in (-1, 0, 1)}
    there = Counter(WORD.findall(text))
    glued = {word for pair in PAIR.findall(transcript.text) if pair[0][1] != pair[1][1] for word in pair}
    lost = {
        word
        for word, count in there.items()
        if (word not in transcript.text or word in glued) and count >= original[word]
    }
    return {
        word
        for word in lost
        if word not in told
        and int(word[1 : word.index("x")]) not in segments
        and not any(text.count("\n", 0, m.start()) + 1 in lines for m in re.finditer(rf"\b{word}\b", text))
    }


def has_a_key_twice(text: str) -> bool:
    """Whether a text is JSON, or values of it in a row, in which an object has a key twice: there the last counts, as everywhere."""
    twice: list[bool] = []

    def note(pairs: list[tuple[str, object]]) -> dict[str, object]:
        twice.append(len(dict(pairs)) < len(pairs))
        return dict(pairs)

    decoder, rest = json.JSONDecoder(object_pairs_hook=note), text.strip()
    try:
        while rest:
            rest = rest[decoder.raw_decode(rest)[1] :].lstrip()
    except ValueError:
        return False
    return any(twice)


@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_lost_in_silence(name: str) -> None:
    text = ALL[name].data(SAID).decode()
    chance = random.Random(name)
    original = Counter(WORD.findall(text))
    for _ in range(MUTATIONS):
        broken = mutated(text, chance)
        found = outcome(broken.encode(), ALL[name].name)
        if isinstance(found, Transcript) and not has_a_key_twice(broken):
            assert not untold(broken, found, original), (broken, found.warnings)


# Starts that no figure struck out, put in or changed makes one another.
APART = [
    Said(11.0 * i, 11.0 * i + 6, " ".join(f"w{i}x{j}" for j in range(6)) + ".", ("Vera Lind", "Jon Brekke")[i % 2])
    for i in range(1, 6)
]
TIMED = [name for name in (*WRITERS, *IN_SECONDS) if name not in ("docx", "ebu stl", "html", "markdown")]


def besides_words(text: str, chance: random.Random) -> str:
    """The text with a character struck out, put in or changed that stands in no word and next to none."""
    words = [range(found.start() - 1, found.end() + 2) for found in WORD.finditer(text)]
    head = text.index("\n") if text.startswith("{1}{1}") else 0  # a rate of frames moves all times
    at = chance.choice([at for at in range(head, len(text)) if not any(at in word for word in words)])
    sign = chance.choice(["", "", *SIGNS, "O", "l", "O", "5"])
    return text[:at] + sign + text[at + chance.randrange(2) :]


def taken(text: str, transcript: Transcript) -> set[str]:
    """Words that have the times of another cue than their own, and stand in no line that a warning names, nor below one."""
    told = " ".join(transcript.warnings)
    lines = [int(number) for number in re.findall(r"line (\d+)", told)]
    starts = {said.start: i for i, said in enumerate(APART, 1)}
    out = set()
    for found in WORD.finditer(transcript.text):
        start = transcript.times(found.start(), found.end())[0]
        other = next((i for known, i in starts.items() if start is not None and abs(known - start) < 0.1), None)
        line = text.count("\n", 0, text.find(found[0])) + 1
        is_told = found[0] in told or any(line - 4 <= number <= line for number in lines)
        if other is not None and other != int(found[0][1]) and not is_told:
            out.add(found[0])
    return out


@pytest.mark.parametrize("name", TIMED)
def test_no_word_takes_the_times_of_another_in_silence(name: str) -> None:
    text = ALL[name].data(APART).decode()
    chance = random.Random(name)
    for _ in range(MUTATIONS):
        broken = besides_words(text, chance)
        found = outcome(broken.encode(), ALL[name].name)
        if isinstance(found, Transcript):
            assert not taken(broken, found), (broken, found.warnings)


@pytest.mark.parametrize("name", ALL)
def test_broken_bytes_give_our_own_errors_alone(name: str) -> None:
    data = ALL[name].data(SAID)
    chance = random.Random(name)
    for _ in range(MUTATIONS):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        outcome(bytes(broken[: chance.randrange(1, len(broken) + 1)]), ALL[name].name)
