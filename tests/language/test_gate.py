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
from service.words import load_words

ALL = frozenset(entry.plural for entry in RECORD_TYPES)


def test_stems_and_words() -> None:
    """`protest*` stands for all words that begin so; a word without a star for itself alone."""
    door = Gate({"protests": ["protest*", "march"], "statements": ["said"]})
    assert door.types("Protesters said so") == {"protests", "statements"}
    assert door.types("Marches") == frozenset()


def test_a_word_with_a_hyphen_is_asked_for_whole() -> None:
    """`run` and `off` say nothing of a vote, `run-off` does; it is told as one word."""
    door = Gate({"elections": ["run-off", "vote*"]})
    assert door.types("The Run-off is on June 7.") == {"elections"}
    assert door.types("They run, then off they go.") == frozenset()
    assert door.passing("Voters go to a run-off.") == ["voters", "run-off"]


RAIN = ["Rain fell."]


def _door() -> Gate:
    return Gate(
        {"elections": ["won", "vote*"], "statements": ["said"]}, {"elections": ["won"]}, {"elections": ["mayor"]}
    )


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (["Tarn won.", *RAIN * 9], False),
        (["Tarn won and the mayor clapped.", *RAIN * 9], True),
        (["The mayor clapped.", "Tarn won.", *RAIN * 9], True),
        (["The mayor clapped.", *RAIN * 9, "Tarn won."], False),
        (["Votes are counted.", *RAIN * 9, "Tarn won."], True),
        (["Votes are counted.", *RAIN * 99, "Tarn won."], False),
        (["Tarn won.", *RAIN], True),
    ],
    ids=[
        "alone",
        "a setting",
        "a setting beside",
        "a setting far off",
        "a word of the gate",
        "one far off",
        "a short text",
    ],
)
def test_a_doubtful_word_counts_where_something_near_settles_it(text: list[str], counts: bool) -> None:
    """By a setting in its sentence or beside it, or another word of the gate some sentences away; in a short text, by itself."""
    at = next(i for i, sentence in enumerate(text) if "won" in sentence)
    assert _door().bearing(text)[at] == ({"elections"} if counts else set())


def test_what_adds_to_a_report_counts_beside_one_alone() -> None:
    """A share near a vote, or near a victory that its setting settles; not with a setting alone."""
    door = Gate(
        {"elections": ["won", "vote*", "%"]},
        {"elections": ["won"]},
        {"elections": ["mayor"]},
        {"elections": ["%"]},
    )
    share = "It took 40%."
    assert door.bearing([share, "The mayor clapped.", *RAIN * 9])[0] == set()
    assert door.bearing([share, "Votes are counted.", *RAIN * 9])[0] == {"elections"}
    assert door.bearing([share, *RAIN * 9, "Tarn won.", "The mayor clapped."])[0] == {"elections"}


def test_nothing_settles_another_type() -> None:
    """What is said says nothing of a vote."""
    text = ["Tarn won, she said.", *RAIN * 9]
    assert _door().bearing(text)[0] == {"statements"}


@pytest.mark.parametrize("plural", sorted(ALL))
def test_what_is_doubtful_is_of_the_gate(plural: str) -> None:
    """A word that the gate does not know would be there for nothing, and one that settles itself, too."""
    words = load_words(f"rules/{plural}")
    doubtful = words.get("doubtful", {"words": [], "settings": []})
    adds = set(doubtful.get("adds", ()))
    assert set(doubtful["words"]) | adds <= set(words["gate"])
    assert not set(doubtful["words"]) & {*adds, *doubtful["settings"]}
    assert not adds & set(doubtful["settings"])


MATCH = [
    "The champions won the race.",
    "They held their lead.",
    "A crowd of 400 stood in the rain.",
    "The rain stopped at six.",
]


@pytest.mark.parametrize(
    ("sentences", "parsed"), [(MATCH * 2, False), (MATCH, True), ([*MATCH * 2, "Votes count."], True)]
)
def test_other_subjects_cost_no_parse(sentences: list[str], parsed: bool) -> None:
    """But where there are few sentences, or one settles what the doubtful words are about."""
    code = (
        "import sys; from service.extract import Options, extract; from service.read import read_text;"
        "extract(read_text(sys.argv[1]), Options(records=frozenset({'elections', 'protests', 'detentions'})));"
        "print('spacy' in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, " ".join(sentences)], check=True, capture_output=True, text=True
    )
    assert ended.stdout.strip() == str(parsed)


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
