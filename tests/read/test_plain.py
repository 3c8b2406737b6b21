"""Plain text: the caller's own text, its turns, and timed lines."""

from __future__ import annotations

import pytest

from service.errors import InvalidRequest, UnreadableTranscript
from service.read import Transcript, read_own, read_text


def spoken(transcript: Transcript) -> list[tuple[str | None, str]]:
    """The turns as (speaker, words without label and surrounding space)."""
    return [(turn.speaker, transcript.text[turn.label_end : turn.end].strip()) for turn in transcript.turns]


def test_the_text_is_the_callers_own() -> None:
    """Offsets refer to what was sent: odd spaces, line ends and control characters stay."""
    text = "  We march.\r\n\r\n\tNow\u00a0! \x00\x0b  "
    assert read_text(text).text == text
    assert read_text(text).segments == ()


def test_a_byte_order_mark_is_dropped() -> None:
    assert read_text("\ufeffWe march.").text == "We march."


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\ufeff", "\ufeff \u2003"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(UnreadableTranscript) as problem:
        read_text(text)
    assert problem.value.field == "text"
    assert problem.value.expected


def test_a_lone_surrogate_is_refused_with_its_place() -> None:
    """It cannot be written as UTF-8, so that neither hash nor answer could be made."""
    with pytest.raises(UnreadableTranscript, match="character 3"):
        read_text("We \ud800 march.")


def test_what_is_known_about_the_text_is_kept_as_given() -> None:
    about = {"title": "Noon", "source": "Radio Vell", "language": "pt-BR", "published": "2023-12-26T07:05:00+01:00"}
    transcript = read_text("We march.", **about)
    assert {name: getattr(transcript, name) for name in about} == about


@pytest.mark.parametrize(
    "published", ["2023", "2023-12", "2023-12-26", "2023-12-26T07:05:00Z", "2016-12-31t23:59:60.5z", "2024-02-29"]
)
def test_publication_dates(published: str) -> None:
    assert read_text("We march.", published=published).published == published


@pytest.mark.parametrize(
    "published",
    ["", "yesterday", "26-12-2023", "2023-13", "2023-02-29", "2023-1-2", "2023-12-26T07:05:00", "2023-12-26T25:00:00Z",
     "2023-12-26T07:05Z", "٢٠٢٣", "0000", 2023],
)  # fmt: skip
def test_what_is_no_publication_date_is_refused(published: str) -> None:
    with pytest.raises(InvalidRequest) as problem:
        read_text("We march.", published=published)
    assert problem.value.field == "published"


@pytest.mark.parametrize(
    ("field", "value"),
    [("language", "english!"), ("language", ""), ("title", 3), ("source", "\udc00"), ("author", "A")],
)
def test_other_facts_are_checked(field: str, value: object) -> None:
    with pytest.raises(InvalidRequest) as problem:
        read_text("We march.", **{field: value})  # type: ignore[arg-type]
    assert problem.value.field == field


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("ANNA: We march.\n\nTomorrow.\n\nTOM: Why?", [("ANNA", "We march.\n\nTomorrow."), ("TOM", "Why?")]),
        ("Welcome.\nGOV. ROSSI: No.", [("GOV. ROSSI", "No.")]),
        ("HOST (voice-over): Night fell.\nMcALLEN: It did.", [("HOST", "Night fell."), ("McALLEN", "It did.")]),
        ("IVO BRANDT, TV8 CORRESPONDENT (through translator): Here.\nIVO: Yes.",
         [("IVO BRANDT", "Here."), ("IVO", "Yes.")]),
        ("Anna Rossi: We march.", [("Anna Rossi", "We march.")]),
        ("Anna: Hello.\nTom: Hello.\nAnna: Well.", [("Anna", "Hello."), ("Tom", "Hello."), ("Anna", "Well.")]),
        ("Ursula van den Berg: Yes.\nMayor of Vell: No.", [("Ursula van den Berg", "Yes."), ("Mayor of Vell", "No.")]),
        ("Interviewer: Why?\nUnidentified woman: So.", [("Interviewer", "Why?"), ("Unidentified woman", "So.")]),
        ("UNIDENTIFIED MALE #2: Go!\nSPEAKER_01: Where?", [("UNIDENTIFIED MALE #2", "Go!"), ("SPEAKER_01", "Where?")]),
        ("[SPEAKER 1]: Here!\n[SPEAKER 2]: There!", [("SPEAKER 1", "Here!"), ("SPEAKER 2", "There!")]),
        ("Q: Why?\nA: Because.\n", [("Q", "Why?"), ("A", "Because.")]),
        ("**Anna:** Why?\n**Tom**: Because.", [("Anna", "Why?"), ("Tom", "Because.")]),
        ("((VB)) : Why?\n\n((Anna Rossi)) Because.", [("VB", "Why?"), ("Anna Rossi", "Because.")]),
        ("THE PRESIDENT:\nThank you.\nQ. Why?", [("THE PRESIDENT", "Thank you.\nQ. Why?")]),
        ("  ANNA:\tWe march.\r\nTOM: Why?", [("ANNA", "We march."), ("TOM", "Why?")]),
    ],
)  # fmt: skip
def test_labels_at_the_start_of_a_line(text: str, turns: list[tuple[str, str]]) -> None:
    assert spoken(read_text(text)) == turns


@pytest.mark.parametrize(
    "text",
    [
        "Note: the square is closed.",
        "NOTE: the square is closed.\nUPDATE: it is open.",
        "http://vell.example/: the page",
        "Here is what the minister wants: new elections.",
        "What We Know: the square is closed.",
        "He said: we march.\nShe added: tomorrow.",
        "PARIS: Thousands marched on Monday, organisers said.",
        "New Delhi: Thousands marched on Monday, organisers said.",
        "Anna Rossi: Why The Vell March Matters\n\nThe march began.\n\nIt ended.",
        "Anna Rossi: Why The Vell March Matters ‘To Everyone.’\n\nThe march began.\n\nIt ended.",
        "Witnesses International: free them\na\nb\nc\nd\ne",
        "A march. Image: Tom Vell.\nImage: Tom Vell.\nImage: Tom Vell.",
        "Anna Rossi Image: Tom Vell.\nTom Vell.Image: Anna Rossi.",
        "The vote. Results: none.",
        "Chapter 2: the march",
        "at 10:30: the march",
        "ANNA:we march",
        "It cost\n: nothing",
        "Greens: 31 seats\nLiberal Union: 28 seats",
        "Anna Rossi, HP: 66,113 votes (43.2%)\nIvo Baric, RP: 64,687 votes (42%)\nTurnout: 68.2%",
    ],
)
def test_other_words_before_a_colon_are_no_labels(text: str) -> None:
    assert read_text(text).turns == ()


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        (">> anna: we march. >> why? >>> in other news, rain.",
         [("anna", "we march."), (None, "why?"), (None, "in other news, rain.")]),
        ("hello. >> reporter: here it is.\n>> ANNA ROSSI: yes.", [("reporter", "here it is."), ("ANNA ROSSI", "yes.")]),
        (">> here's the thing: we march", [(None, "here's the thing: we march")]),
        (">> look: we march", [(None, "look: we march")]),
        (">> >> we march", [(None, "we march")]),
        ("ANNA: >> we march\nTOM: no", [("ANNA", "we march"), ("TOM", "no")]),
        ("the zone. >>\nanna: hi", [("anna", "hi")]),
        ("He said <<we march>> and << went >> home. Read more >>\n\nNext.", []),
        ("1>>2 and >>>>>>>> x", []),
    ],
)  # fmt: skip
def test_caption_marks_anywhere(text: str, turns: list[tuple[str | None, str]]) -> None:
    assert spoken(read_text(text)) == turns


def test_turns_cover_the_text_from_the_first_mark_on() -> None:
    turns = read_text("Music.\n\nANNA: One.\n\nTwo.\n\nTOM: Three.\n").turns
    assert [(turn.start, turn.label_end, turn.end) for turn in turns] == [(8, 14, 26), (26, 31, 38)]


@pytest.mark.parametrize(
    "text",
    [
        "[00:05.560 --> 00:08.740]  We march,\n[00:08.740 --> 01:00:10.000]  Anna said.\n",
        "10:30 - 11:00: Opening\n11:00 - 12:00: Speeches",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nWe march.",
    ],
)
def test_whatever_it_looks_like_it_stays_as_it_is(text: str) -> None:
    """Offsets count in the caller's own characters; a form with times is sent as a transcript."""
    assert read_text(text).text == text
    assert read_own(text).text == text


@pytest.mark.parametrize("number", ["", "{:2}   "], ids=["plain", "numbered"])
def test_court_reporters_questions_and_answers_are_turns(number: str) -> None:
    lines = ["THE COURT:  Call the case.", "MR. LIND:  For the State, Your", "Honor.", "BY MR. LIND:", "Q.   Where were you?",
             "A.   At the harbour.", "Q.   And who was held?", "A.   Nine pilots."]  # fmt: skip
    text = "\n".join(number.format(i) + line for i, line in enumerate(lines, 1))
    transcript = read_text(text)
    assert [turn.speaker for turn in transcript.turns] == ["THE COURT", "MR. LIND", "Q", "A", "Q", "A"]
    assert [text[turn.label_end : turn.end].strip() for turn in transcript.turns][3:5] == [
        "At the harbour.",
        "And who was held?",
    ]


def test_an_initial_at_the_start_of_a_line_is_no_answer() -> None:
    assert read_text("The book is by\nA. Brekke, who wrote\nA. Lind's life.\n").turns == ()
