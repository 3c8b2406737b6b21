"""Shotlists of agencies: each sound bite is a turn of who is named, with title; all else is nobody's."""

from __future__ import annotations

import pytest

from service.extract import extract
from service.read import read_any, read_own, read_text
from tests.read.samples import SHOTLISTS

AP = """SHOTLIST:

Halvik, Norland - 12 May 2031
1. Wide of ferry quay
2. SOUNDBITE (Norlandic) Jon Brekke, Head of the pilots' union:
"They took nine of us for nothing. We will be back on Monday."
3. Mid of police vans
++NIGHT SHOTS++
4. SOUNDBITE (English) Vera Lind, Mayor of Halvik:
"The law was broken, and those who broke it will be charged."
5. Various of harbour

STORYLINE:

Police in Halvik arrested nine ferry pilots on Friday.
"""
REUTERS = """SHOWS: HALVIK, NORLAND (MAY 12, 2031) (AGENCY - ACCESS ALL)
1. VARIOUS OF FERRIES
2. (SOUNDBITE) (English) HEAD OF THE PILOTS' UNION, JON BREKKE, SAYING:
"They took nine of us for nothing. We will be back on Monday."
3. POLICE VANS
4. (SOUNDBITE) (English) MAYOR OF HALVIK, VERA LIND, SAYING: "The law was broken, and those who broke it will be charged."
STORY: Police arrested nine ferry pilots.
"""
AFP = """SHOTLIST HALVIK, NORLAND, MAY 12, 2031, SOURCE: AGENCY
- Wide shot of quay
SOUNDBITE 1 - Jon Brekke, head of the pilots' union (man, English, 12 sec): "They took nine of us for nothing. We will be back on Monday."
- Police vans
SOUNDBITE 2 - Vera Lind, mayor of Halvik (woman, English, 9 sec): "The law was broken, and those who broke it will be charged."
SOUNDBITE 3 (English) - Vera Lind, mayor of Halvik: "And we will say so."
"""
IN_ONE_LINE = " ".join(AP.split())
UNQUOTED = AP.replace('"', "")


@pytest.mark.parametrize(
    "text", [AP, REUTERS, AFP, IN_ONE_LINE, UNQUOTED], ids=["ap", "reuters", "afp", "one line", "no marks"]
)
def test_each_sound_bite_has_its_own_speaker(text: str) -> None:
    transcript = read_any(text)
    assert transcript.text == text
    assert transcript.form == "shotlist"
    first, second = transcript.turns[:2]
    assert ((first.speaker or "").title(), (second.speaker or "").title()) == ("Jon Brekke", "Vera Lind")
    assert "union" in (first.role or "").lower()
    assert "mayor" in (second.role or "").lower()
    words = text[first.label_end : first.end].strip().strip('"')
    assert words == "They took nine of us for nothing. We will be back on Monday."
    assert "STORY" not in text[second.start : second.end]
    assert [(s.start, s.start_time) for s in transcript.segments][:2] == [
        (first.label_end, None),
        (second.label_end, None),
    ]


@pytest.mark.parametrize("text", [AP, REUTERS, UNQUOTED])
def test_its_words_are_statements_of_its_speaker_and_of_nobody_else(text: str) -> None:
    said = {
        " ".join(part.text for part in s.content): s.speaker
        and (s.speaker.name.title(), (s.speaker.role or "").lower())
        for s in extract(read_any(text)).statements
    }
    [pilot] = [speaker for words, speaker in said.items() if "nine of us" in words]
    [mayor] = [speaker for words, speaker in said.items() if "law was broken" in words]
    assert pilot == ("Jon Brekke", "head of the pilots' union")
    assert mayor == ("Vera Lind", "mayor of halvik")


def test_text_that_is_a_shotlist_has_the_same_turns_as_it_stands() -> None:
    assert read_own(AP).turns == read_text(AP).turns == read_any(AP).turns
    assert read_own(AP).warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "A soundbite is a short clip. The story ran on Friday.",
        "ANNA: Here is a soundbite: listen.\nTOM: I will.",
        "SHOTLIST of the day: nothing to report.",
    ],
)
def test_other_texts_are_none(text: str) -> None:
    assert read_any(text).form == "text"


@pytest.mark.parametrize("name", SHOTLISTS)
def test_the_sound_bites_of_each_agency_are_their_speakers(name: str) -> None:
    text, speakers = SHOTLISTS[name]
    transcript = read_any(text)
    assert [(turn.speaker, turn.role) for turn in transcript.turns] == speakers
    said = [transcript.text[turn.label_end : turn.end].strip() for turn in transcript.turns]
    assert all(words.strip(";").endswith(('."', '!"', ".")) for words in said)


def test_the_length_of_a_shotlist_is_no_caption() -> None:
    transcript = read_any(
        "(0:00 - 0:45) SHOWS: HALVIK (MAY 30, 2031) (PORTLINE - ACCESS ALL)\n1. VARIOUS OF VANS\n"
        '2. (SOUNDBITE) (English) LAWYER, VERA LIND, SAYING:\n"We will be back."\n3. CROWD\n'
        '4. (SOUNDBITE) (English) MINISTER, JON BREKKE, SAYING:\n"The law was broken."\n'
    )
    assert transcript.form == "shotlist"
    assert [(turn.speaker, turn.role) for turn in transcript.turns] == [
        ("VERA LIND", "LAWYER"),
        ("JON BREKKE", "MINISTER"),
    ]


@pytest.mark.parametrize("last", ['"They took nine of us', "They took nine of us.", '"They took nine of us."'])
def test_a_sound_bite_may_be_the_last_of_a_file(last: str) -> None:
    """With a quotation mark that is never closed as well."""
    turn = read_any(f"SHOTLIST:\n1. Wide of quay\n2. SOUNDBITE (English) Jon Brekke, pilot:\n{last}").turns[-1]
    assert (turn.speaker, turn.role, turn.end - turn.label_end) == ("Jon Brekke", "pilot", len(last))
