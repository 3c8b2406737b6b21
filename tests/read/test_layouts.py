"""Text with speakers and times, in the layouts that programs write and people copy."""

from __future__ import annotations

import pytest

from service.errors import UnreadableTranscript
from service.read import Transcript, read_any, read_own

ONE = "Police held nine ferry pilots in Halvik on Friday."
TWO = "We will be back on Monday, all of us."


def laid(layout: str) -> str:
    """Two parts in a layout, in which t, n and w are time, name and words."""
    return "".join(
        layout.format(t=f"0:0{second}", h=f"00:00:0{second}", s=second, e=f"00:00:0{second + 3}", n=name, w=words)
        for second, name, words in ((1, "Vera Lind", ONE), (6, "Jon Brekke", TWO))
    )


def starts(transcript: Transcript) -> list[float | None]:
    return [segment.start_time for segment in transcript.segments]


@pytest.mark.parametrize(
    "layout",
    [
        "{n}  {t}\n{w}\n\n", "{n} ({t}):\n{w}\n\n", "{n} ({h}.520)\n{w}\n\n", "{n}\n{t}\n{w}\n", "{n} | {t}\n{w}\n\n",
        "{n} 0 minutes 1 second\n{t}\n{n} 0 minutes 1 second\n{w}\n", "[{h}] {n}: {w}\n", "[{h}] {n}\n{w}\n\n",
        "[{h}.20] - {n}\n{w}\n\n", "{t} - {n}\n{w}\n\n", "[{t}] {n} - {w}\n", "{h} | {n} | {w}\n", "{n} [{h}]: {w}\n",
        "{n}: [{h}] {w}\n", "{n}:\t{t}\t{w}\n", "{n} {h} {w}\n", "{h}:05 {n}: {w}\n", "**{n}** *[{t}]*\n{w}\n\n", "[{n}] {h}\n{w}\n\n",
        "0:0:{s}.340 --> 0:0:{s}.70\n{n}\n{w}\n\n", "{h}.340 --> {e}.000\n{n}\n{w}\n", "{n}\n{s} seconds\n{t}\n{n} {s} seconds\n{w}\n",
        "{h} - {e} {n}\n{w}\n\n", "{n} {h} - {e}\n{w}\n\n",
        "{n} ({h} - {e}): {w}\n", "{n}: {w} ({t})\n", "{n}: {w} [{h}]\n", "{n}: {w} {h}\n", "{n}: {w}\n[{h}]\n\n", "{n}\n{w}\n({t})\n\n",
        "{n}:  {t}  {w}\n\n", "{h}\t{n}\t{w}\n", "{t}\t{n}: {w}\n", "{n}\t{h}.000\t{e}.000\t{w}\n", "{h}\t{e}\t{n}\t{w}\n",
        "{h}\t From  {n} : {w}\n", "{h} From {n} to Everyone: {w}\n", "{h} From {n} to Everyone:\n\t{w}\n", "[{n} {t}] {w}\n",
        "[{n}, {h}]\n{w}\n\n",
        "#{h}-0# {n}: {w}\n", "{n}: {w} #{h}-0#\n", "<{h}> {n}: {w}\n", "{{{h}}} {n}: {w}\n",
        "0m0{s}s {n}: {w}\n", "[0m{s}s] {n}: {w}\n", "[{s}s] {n}: {w}\n",
        "1. [{t}] {n}: {w}\n", "- **{n}** ({t}): {w}\n", "- {t} {n}: {w}\n", "{n} @ {t}\n{w}\n\n", "{n}, {t}\n{w}\n\n",
        "### {n} ({t})\n\n{w}\n\n", "**{n}** `{t}` {w}\n\n", "`{h}` {n}: {w}\n\n", "_{t}_ **{n}**: {w}\n\n", "> **{n}** {t}\n> {w}\n\n",
        "**{n} [{t}]:** {w}\n\n",
        "| {t} | {n} | {w} |\n| --- | --- | --- |\n",
    ],
)  # fmt: skip
def test_who_speaks_when_is_read_in_every_layout(layout: str) -> None:
    transcript = read_any(laid(layout))
    assert [turn.speaker for turn in transcript.turns] == ["Vera Lind", "Jon Brekke"]
    assert [transcript.text[turn.label_end : turn.end].strip() for turn in transcript.turns] == [ONE, TWO]
    assert [int(start or 0) for start in starts(transcript)] == [1, 6]
    assert transcript.warnings == ()


@pytest.mark.parametrize(
    "layout",
    [
        "[{h}] {w}\n", "({t}) {w}\n", "{h} {w}\n", "{t} {w}\n", "{t}\n{w}\n", "{t}\n1 second\n{w}\n", "{w} ({t})\n", "{w} [{h}]\n",
        "Time: {h}\n{w}\n", "({t}) {w} ", "[{h}](https://vell.example/?t=1) {w}\n", "{t}{w}\n", "{w} {h}\n", "{w} — {t}\n", "{w}\n{h}\n\n",
        "Time: [{h}]\n{w}\n", "({s}s) {w}\n", "{t} {s} seconds {w}\n",
    ],
)  # fmt: skip
def test_words_are_read_with_their_times(layout: str) -> None:
    transcript = read_any(laid(layout))
    assert transcript.text == f"{ONE} {TWO}"
    assert starts(transcript) == [1.0, 6.0]
    assert transcript.warnings == ()


@pytest.mark.parametrize(
    "span", ["[1.0 --> 4.5]", "[1.00s -> 4.50s]", "1.0s - 4.5s:", "[00:01.000 --> 00:04.500]", "00:01.0 - 00:04.5:"]
)
def test_spans_have_ends(span: str) -> None:
    later = span.replace("4", "8").replace("1", "4")
    transcript = read_any(f"{span} {ONE}\n{later} {TWO}\nand so on.\n")
    assert [(s.start_time, s.end_time) for s in transcript.segments] == [
        (1.0, 4.5),
        (4.0, 8.5),
    ]
    assert transcript.text.endswith("all of us. and so on.")


def test_what_stands_before_the_first_time_is_kept_apart() -> None:
    transcript = read_any(
        f"Detected language: English\n[00:01.000 --> 00:04.500] {ONE}\n[00:04.500 --> 00:08.000] {TWO}\n"
    )
    assert transcript.text == f"Detected language: English\n{ONE} {TWO}"
    assert transcript.times(0, 8) == (None, None)
    assert transcript.warnings[0].startswith("line 1: ")


def test_one_bad_time_spoils_nothing_else() -> None:
    transcript = read_any(f"[00:00:01] {ONE}\n[00:00:75] {TWO}\n[00:00:09] {ONE}\n")
    assert transcript.text == f"{ONE} {TWO} {ONE}"
    assert starts(transcript) == [1.0, None, 9.0]
    assert transcript.warnings[0].startswith("line 2: ")


OTTER = """Evening briefing
Fri, May 30, 2031 10:02AM • 12:31

SUMMARY KEYWORDS
pilots, ferry

SPEAKERS
Vera Lind, Jon Brekke

"""


def test_what_programs_say_of_themselves_is_left_out_with_a_warning() -> None:
    said = laid("{n}  {t}\n{w}\n\n")
    meet = laid("{h}\n\n{n}: {w}\n\n")
    for text, line in (
        (f"{said}Transcribed by https://otter.ai\n", 7),
        (f"Vera Lind started transcription\n\n{said}", 1),
        (
            f"{meet}Meeting ended after 00:06:12 👋\n\nThis editable transcript was computer generated and might contain errors.\n",
            9,
        ),
    ):
        transcript = read_any(text)
        assert [transcript.text[turn.label_end : turn.end].strip() for turn in transcript.turns] == [ONE, TWO]
        assert transcript.warnings[0].startswith(f"line {line}: ")
    headed = read_any(OTTER + said)
    assert [turn.speaker for turn in headed.turns][-2:] == ["Vera Lind", "Jon Brekke"]
    assert headed.times(0, 10) == (None, None)


def test_counters_initials_and_names_of_columns_are_no_words() -> None:
    numbered = "".join(f"{i}\n0:0{i}\n{words}\n\n" for i, words in enumerate((ONE, TWO), 1))
    assert read_any(numbered).text == f"{ONE} {TWO}"
    copied = f"VL\nVera Lind\n0:01\n{ONE}\nJB\nJon Brekke\n0:06\n{TWO}\n"
    assert read_any(copied).text == f"Vera Lind: {ONE}\nJon Brekke: {TWO}"
    assert read_any("Time\tSpeaker\tText\n" + laid("{t}\t{n}\t{w}\n")).warnings == ()


CAPTIONS = (
    "00:00:01,000 --> 00:00:03,000\n{}\n\n00:00:04,000 --> 00:00:06,000\n{}\n\n00:00:07,000 --> 00:00:09,000\n{}\n"
)


@pytest.mark.parametrize(
    "lines",
    [
        ("NINE PILOTS\nWERE HELD", "IN HALVIK TOWN\nON FRIDAY", "POLICE CHIEFS\nSAID SO"),
        ("Vera Lind\nwas held.", "Nobody knows\nwhy.", "She may\nleave today."),
    ],
)
def test_captions_of_two_lines_have_no_names_above(lines: tuple[str, ...]) -> None:
    assert read_any(CAPTIONS.format(*lines)).turns == ()


@pytest.mark.parametrize(
    "named", ["Vera Lind\n\n{}\n\n", "VERA LIND\n{}\n\n", "## Vera Lind\n\n{}\n\n", "Interviewer\n{}\n\n"]
)
def test_names_alone_on_lines_are_turns_without_times(named: str) -> None:
    text = named.format(ONE) + f"Jon Brekke\n\n{TWO}\n\n" + named.format("Why?")
    transcript = read_any(text)
    assert [turn.speaker for turn in transcript.turns][1] == "Jon Brekke"
    assert [transcript.text[turn.label_end : turn.end].strip() for turn in transcript.turns] == [ONE, TWO, "Why?"]


@pytest.mark.parametrize("form", ["[{}] {}\n", "{}\t{}\n"])
def test_names_before_the_words_are_turns_without_times(form: str) -> None:
    lines = [("Vera Lind", ONE), ("Jon Brekke", TWO), ("Vera Lind", "Why is that?")]
    text = "".join(form.format(*line) for line in lines)
    transcript = read_any(text)
    assert transcript.text == text
    assert [(turn.speaker, text[turn.label_end : turn.end].strip()) for turn in transcript.turns] == lines
    assert read_any(form.format("Halvik Harbour", ONE) + f"{TWO}\n" + form.format("Halvik Harbour", TWO)).turns == ()


@pytest.mark.parametrize(
    "text",
    [
        f"Halvik Harbour\n\n{ONE}\n\nNorth Tann\n\n{TWO}\n\nWhat Next\n\nNobody knows.\n",
        f"Present:\n\nVera Lind\nJon Brekke\nVera Lind\n\n{ONE}\n",
        f"Halvik Post\n\n{ONE}\n\nHalvik Post\n\n{TWO}\n\nHalvik Post\n\nMore soon.\n",
        "Vell North\nIda Holt 12,000\nVell South\nTor Aas 11,000\nVell North\nRecount\n",
    ],
)  # fmt: skip
def test_headings_and_lists_are_none(text: str) -> None:
    assert read_any(text).turns == ()


@pytest.mark.parametrize("bad", ["[00:75]", "[00:00:75.000 --> 00:00:99.000]", "(99:99)", "[00:61:04]"])
def test_lines_of_which_no_time_is_good_are_an_error(bad: str) -> None:
    with pytest.raises(UnreadableTranscript, match="line 1: "):
        read_any(f"{bad} {ONE}\n{bad} {TWO}\n")
    assert read_any(f"{bad} {ONE}\n[00:01] {TWO}\n[00:03] {ONE}\n").times(0, 5) == (None, None)
    assert read_own(f"{bad} {ONE}\n{bad} {TWO}\n").text.startswith(bad)
    assert read_any(f"{bad} is what they call it.\n{ONE}\n{TWO}\n").text.startswith(bad)


@pytest.mark.parametrize(
    "text", ["Monday 10:30 Opening\nTuesday 11:00 Speeches\n", "Fair 10:30\nStalls open.\n\nHall 11:00\nSpeeches.\n"]
)
def test_a_programme_is_none(text: str) -> None:
    assert read_any(text).segments == ()


LAYOUTS = [
    "[00:00:{:02}] {}", "[00:{:02}] {}", "(00:{:02}) {}", "00:00:{:02} {}", "0:{:02} {}", "[00:00:{:02}.000 --> 00:00:59.000] {}",
    "Vera Lind  0:{:02}\n{}\n", "Vera Lind (0:{:02}):\n{}\n", "0:{:02}\n{}", "{1} (00:{0:02})", "00:00:{:02} - 00:00:59 {}",
]  # fmt: skip
SPOKEN = [f"These are words number {i} here now." for i in range(8)]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("bad", ["75", "1", "04;", "xx", "1?"])
def test_words_whose_time_is_badly_written_do_not_have_the_time_above_them(layout: str, bad: str) -> None:
    rows = [layout.format(4 * i + 1, words) for i, words in enumerate(SPOKEN)]
    rows[3] = rows[3].replace("13", bad, 1)
    transcript = read_any("\n".join(rows) + "\n")
    at = transcript.text.index(SPOKEN[3])
    assert transcript.times(at, at + 1) == (None, None)
    before = transcript.text.index(SPOKEN[2])
    assert transcript.times(before, before + 1)[0] == 9.0
    assert ":" not in transcript.text.replace("Lind:", "")
    [warning] = transcript.warnings
    assert warning.startswith("line ")
    assert bad in warning


@pytest.mark.parametrize("layout", LAYOUTS)
def test_letters_in_a_time_are_figures(layout: str) -> None:
    rows = [layout.format(4 * i + 6, words) for i, words in enumerate(SPOKEN)]
    rows[1] = rows[1].replace("10", "lO", 1)
    transcript = read_any("\n".join(rows) + "\n")
    assert [segment.start_time for segment in transcript.segments] == [4.0 * i + 6 for i in range(8)]
    assert "lO" in transcript.warnings[0]


@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if ":00:" in layout or "[" in layout])
def test_lines_out_of_order_are_put_in_order(layout: str) -> None:
    rows = [layout.format(4 * i + 1, words) for i, words in enumerate(SPOKEN)]
    rows = [rows[i] for i in (1, 0, 3, 2, 5, 4, 7, 6)]
    transcript = read_any("\n".join(rows) + "\n")
    assert " ".join(transcript.text.split()) == " ".join(SPOKEN)
    assert "order of time" in transcript.warnings[-1]


def test_a_time_at_the_end_is_that_of_all_lines_above_it() -> None:
    transcript = read_any(f"{ONE[:20]}\n{ONE[20:]} (0:01)\n{TWO} (0:06)\nAnd more.\n")
    assert transcript.times(0, 1) == transcript.times(len(ONE) - 2, len(ONE) - 1) == (1.0, 6.0)
    assert transcript.times(len(transcript.text) - 2, len(transcript.text)) == (None, None)
    assert "And more." in transcript.warnings[0]


def test_what_stands_where_a_name_should_is_kept_as_words() -> None:
    text = laid("{n}  {t}\n{w}\n\n").replace("Jon Brekke", "Jon Bre\\ke") + "Vera Lind  0:11\nSo it is.\n"
    transcript = read_any(text)
    at = transcript.text.index("Jon Bre\\ke We will be back")
    assert transcript.times(at, at + 1)[0] == 6.0
    assert "Jon Bre" in transcript.warnings[0]


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    """Who says what, label and all."""
    return [(turn.speaker, transcript.text[turn.start : turn.end].strip()) for turn in transcript.turns]


@pytest.mark.parametrize(
    "remark", ["[inaudible 00:00:08] so it is.", "So it is. [crosstalk 0:08]", "[foreign language 00:00:08]."]
)
def test_a_remark_with_its_time_is_words_of_who_speaks(remark: str) -> None:
    transcript = read_any(laid("{n} ({t}):\n{w}\n\n").rstrip() + f"\n{remark}\n\nVera Lind (0:11):\nYes.\n")
    assert said(transcript)[1] == ("Jon Brekke", f"Jon Brekke: {TWO} {remark}")
    assert (starts(transcript), transcript.warnings) == ([1.0, 6.0, 11.0], ())


def test_words_behind_a_time_without_a_name_are_kept_as_nobodys() -> None:
    transcript = read_any(laid("{n} ({t}):\n{w}\n\n") + "[0:11] So it is.\n\nVera Lind (0:15):\nYes.\n")
    assert said(transcript)[2] == (None, "So it is.")
    assert starts(transcript)[2] == 11.0
    assert "So it is." in transcript.warnings[0]


def test_further_times_in_a_turn_are_times_and_no_words() -> None:
    transcript = read_any(
        "Vera Lind: [00:00:01] So it is. [00:00:04] All of it.\n\nJon Brekke: [00:00:09] No. [00:00:12] Never.\n"
    )
    assert said(transcript) == [
        ("Vera Lind", "Vera Lind: So it is."), ("Vera Lind", "Vera Lind: All of it."),
        ("Jon Brekke", "Jon Brekke: No."), ("Jon Brekke", "Jon Brekke: Never."),
    ]  # fmt: skip
    assert starts(transcript) == [1.0, 4.0, 9.0, 12.0]


@pytest.mark.parametrize("label", ["VERA LIND (CONT'D)", "TOR AAS", "HOST"])
def test_a_label_without_a_time_takes_the_words_from_who_spoke_before(label: str) -> None:
    transcript = read_any(f"VERA LIND: [00:00:01] {ONE}\nJON BREKKE: [00:00:06] {TWO}\n{label}: So it is.\n")
    assert said(transcript)[1:] == [("JON BREKKE", f"JON BREKKE: {TWO}"), (label.split(" (")[0], f"{label}: So it is.")]


@pytest.mark.parametrize("stamp", ["[??:??:??]", "[xx:xx]", "(--:--)"])
def test_a_time_that_was_never_filled_in_gives_its_words_to_nobody_else(stamp: str) -> None:
    transcript = read_any(laid("[{h}] {n}: {w}\n") + f"{stamp} Vera Lind: So it is.\n")
    assert said(transcript)[2] == ("Vera Lind", "Vera Lind: So it is.")
    assert transcript.segments[2].start_time is None
    assert "So it is." in transcript.warnings[0]


def test_times_above_blocks_of_several_turns_are_theirs_from_nought_on() -> None:
    blocks = "00:00:00\n \nVera Lind: {}\nJon Brekke: {}\n00:05:09\n \nVera Lind: So it is.\nTranscription ended after 00:06:10\n"
    transcript = read_any("Harbour talk - Transcript\n" + blocks.format(ONE, TWO))
    times = [transcript.times(turn.label_end, turn.end)[0] for turn in transcript.turns]
    assert times == [0.0, 0.0, 309.0]
    assert said(transcript)[2] == ("Vera Lind", "Vera Lind: So it is.")


def test_the_only_one_who_speaks_may_stand_above_all_words() -> None:
    transcript = read_any(f"Speaker 1 (00:00):\n{ONE} {TWO}\n")
    assert said(transcript) == [("Speaker 1", f"Speaker 1: {ONE} {TWO}")]
    assert starts(transcript) == [0.0]
    assert read_any(f"Vera Lind (10:30):\n{ONE} {TWO}\n").segments == ()  # a time of day


def test_what_a_program_sums_up_before_the_words_is_no_words() -> None:
    head = "Harbour talk\nSUMMARY KEYWORDS\npilots, held, police\nSPEAKERS\nVera Lind, Jon Brekke\n\n"
    transcript = read_any(head + laid("{n}  {t}\n{w}\n\n"))
    assert transcript.text.split("\n")[0] == "Harbour talk"
    assert "pilots," not in transcript.text
    assert "Vera Lind, Jon" not in transcript.text
    assert [warning.split(":")[0] for warning in transcript.warnings if "of itself" in warning] == [
        "line 2", "line 3", "line 4", "line 5"
    ]  # fmt: skip
    assert "SPEAKERS" in read_any("SPEAKERS\nfell silent.\n").text


@pytest.mark.parametrize(
    "layout", ["⏱ {t} {w}\n", "[00.00.0{s}] {n}: {w}\n", "{s}.00 {s}.50 {w}\n", "[{n}] ({s}.0s - {s}.5s): {w}\n"]
)
def test_times_in_no_known_layout_stay_with_a_warning(layout: str) -> None:
    transcript = read_any(laid(layout))
    assert (transcript.form, transcript.text) == ("text", laid(layout))
    assert "2 lines begin with what may be times, in no layout" in transcript.warnings[0]
    assert read_any(f"- {ONE}\n- {TWO}\n“10:30,” he said.\n1.5 is less than 2.5.\n").warnings == ()
