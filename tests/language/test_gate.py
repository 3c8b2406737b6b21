"""The gate lets through what can bear on a record, and a transcript with nothing in it costs no parse."""

from __future__ import annotations

import subprocess
import sys

import pytest

from schemas import RECORD_TYPES
from service.language.gate import Gate
from service.language.inflection import forms
from service.language.tongue import language_of
from service.read.transcript import Transcript
from service.rules.registry import gate

ALL = frozenset(entry.plural for entry in RECORD_TYPES)


def test_stems_and_words() -> None:
    """`protest*` stands for all words that begin so; a word without a star for itself alone."""
    door = Gate({"protests": ["protest*", "march"], "statements": ["said"]})
    assert door.types("Protesters said so") == {"protests", "statements"}
    assert door.types("Marches") == frozenset()


@pytest.mark.parametrize(
    ("verb", "form"),
    [("vow", "vowed"), ("deny", "denied"), ("admit", "admitting"), ("urge", "urging"), ("say", "says")],
)
def test_forms_of_verbs(verb: str, form: str) -> None:
    """The gate knows a cue verb in all its regular forms."""
    assert form in forms(verb)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("She vowed to go on.", "statements"),
        ("Polls closed at eight.", "elections"),
        ("Thousands took to the streets.", "protests"),
        ("Two men were jailed.", "detentions"),
    ],
)
def test_what_can_bear_on_a_record_passes(text: str, kind: str) -> None:
    """Every record type has words that open the gate."""
    assert kind in gate(ALL).types(text)


def test_weather_does_not_pass() -> None:
    """A sentence without such words is never parsed."""
    assert gate(ALL).types("Rain and wind from the west, clearing later.") == frozenset()


def test_a_transcript_with_nothing_in_it_never_loads_the_pipeline() -> None:
    """spaCy is not even imported for it."""
    code = (
        "import sys; from service.extract import extract; from service.read import read_text;"
        "extract(read_text('Rain and wind from the west, clearing later.')); assert 'spacy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_language_of_a_text() -> None:
    """English words make it English; a text of another language is undetermined unless its caller says what it is."""
    german = (
        "Die Wahl wurde am Sonntag wiederholt, nachdem das Gericht sie wegen schwerer Fehler aufgehoben hatte. " * 4
    )
    assert language_of(Transcript(german)) == "und"
    assert language_of(Transcript(german, language="de")) == "de"
    assert language_of(Transcript("The vote was repeated on Sunday after the court had annulled it. " * 5)) == "en"
