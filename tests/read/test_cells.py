"""Tables of Word and of pages: cells are parted, and rows with names are turns."""

from __future__ import annotations

import io
import zipfile

import pytest

from service.read import Transcript, read_any, read_bytes

ONE, TWO = "Police held nine ferry pilots.", "We will be back on Monday."


def word(body: str) -> Transcript:
    """What is read of a Word file with that body."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="http://vell.example/w"><w:body>{body}</w:body></w:document>'
        )
    return read_bytes(file.getvalue())


def p(*runs: str) -> str:
    """A paragraph with tab stops, and runs of words or of an element."""
    shown = "".join(f"<w:r><w:rPr/>{run if run.startswith('<') else f'<w:t>{run}</w:t>'}</w:r>" for run in runs)
    return f'<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>{shown}</w:p>'


def table(*rows: tuple[str, ...]) -> str:
    cells = ["".join(f"<w:tc><w:tcPr/>{p(cell)}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def page(*rows: tuple[str, ...], closed: bool = True) -> str:
    end = "</td>" if closed else ""
    return f"<table>{''.join('<tr>' + ''.join(f'<td>{cell}{end}' for cell in row) for row in rows)}</table>"


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, transcript.text[turn.label_end : turn.end].strip()) for turn in transcript.turns]


TURNS = [("Vera Lind", ONE), ("Jon Brekke", TWO)]
TIMED = [("00:01", "Vera Lind", ONE), ("00:06", "Jon Brekke", TWO)]


@pytest.mark.parametrize(
    "transcript",
    [
        word(p("Evening news") + table(("Time", "Speaker", "Words"), *TIMED)), word(table(*TIMED)),
        read_any(page(*TIMED)), read_any(page(*TIMED, closed=False)),
        read_any(f"<html><body>{page(('Time', 'Who', 'Text'), *TIMED)}</body></html>"),
    ],
)  # fmt: skip
def test_rows_with_times_are_turns_with_times(transcript: Transcript) -> None:
    assert said(transcript)[-2:] == TURNS
    assert [segment.start_time for segment in transcript.segments][-2:] == [1.0, 6.0]
    assert "Speaker" not in transcript.text


@pytest.mark.parametrize("make", [lambda rows: word(table(*rows)), lambda rows: read_any(page(*rows))])
def test_rows_with_names_are_turns(make) -> None:
    assert said(make(TURNS)) == TURNS
    results = make([("Vera Lind", "45"), ("Jon Brekke", "51 %")])
    assert results.turns == ()
    assert "Lind\t45" in results.text


def test_a_cell_that_sets_out_a_page_keeps_its_paragraphs() -> None:
    cell = "".join(f"<p>{name}: {words}</p>" for name, words in [*TURNS, *TURNS])
    assert said(read_any(page((cell, "Menu"))))[:3] == [*TURNS, TURNS[0]]
    assert read_any(page(("<p>One came.</p><p>Two left.</p>", "Three."))).text == "One came. Two left.\tThree."


def test_words_of_a_word_file_are_there_once() -> None:
    box = f"<w:txbxContent>{p('In a box.')}</w:txbxContent>"
    body = (
        p(ONE) + f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        + f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        + f"<w:moveFrom>{p('Moved.')}</w:moveFrom><w:moveTo>{p('Moved.')}</w:moveTo><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del>"
        + p("a", "<w:tab/>", "b", "<w:br/>", "c")
    )  # fmt: skip
    assert word(body).text.split() == [*ONE.split(), "In", "a", "box.", "Moved.", "a", "b", "c"]
    assert "a\tb\nc" in word(body).text


@pytest.mark.parametrize(
    "text",
    [
        f"<b>Vera Lind:</b> {ONE}<br><b>Jon Brekke:</b> {TWO}<br>", f"VERA LIND: <i>{ONE}</i>\nJON BREKKE: <b>{TWO}</b>\n",
        f"<p>VERA LIND: {ONE}<p>JON BREKKE: {TWO}", f"<html><body><pre>\nVERA LIND: {ONE}\n\nJON BREKKE: {TWO}\n</pre></body></html>",
        f"<pre>\nVERA LIND: {ONE}\n\nJON BREKKE: {TWO}\n</pre>",
        f"<html><body><cite>Vera Lind:</cite><time>0:01</time><p>{ONE}</p>"
        f"<cite>Jon Brekke:</cite><time>0:06</time><p>{TWO}</p></body></html>",
        f"<html><body><p><a href='?t=1'>0:01</a> <b>Vera Lind:</b> {ONE}</p>"
        f"<p><a href='?t=65'>1:05</a> <b>Jon Brekke:</b> {TWO}</p></body></html>",
    ],
)  # fmt: skip
def test_pages_and_parts_of_pages_have_turns(text: str) -> None:
    transcript = read_any(text)
    assert transcript.form == "html"
    assert [(str(name).title(), words) for name, words in said(transcript)] == TURNS
    assert [s.start_time for s in transcript.segments] in ([], [1.0, 6.0], [1.0, 65.0])


def test_brackets_of_angles_in_words_are_no_page() -> None:
    for text in ("<main speaker> Hello, all of you.", "<laughs> Yes. <coughs> No.", "We met <b> and <c>."):
        assert read_any(text).text == text


def test_signs_of_markdown_are_no_words_whatever_the_file_is_called() -> None:
    text = f"# Evening news\n\n**Vera Lind**: Police held **nine** *ferry* pilots.\n\n**Jon Brekke**: {TWO}\n"
    for transcript in (
        read_any(text),
        read_bytes(text.encode(), filename="a.txt"),
        read_bytes(text.encode(), filename="a.md"),
    ):
        assert transcript.form == "markdown"
        assert said(transcript) == TURNS


def test_clocks_that_only_show_a_time_are_no_words() -> None:
    part = "".join(
        f'<p><span class="timestamp" data-timestamp="{t}">00:0{t}</span>{n}: {w}</p>'
        for t, n, w in ((1, *TURNS[0]), (6, *TURNS[1]))
    )
    for transcript in (read_any(part), read_any({"text": part, "media": "news.mp3", "media-time": 9.5})):
        assert said(transcript) == TURNS
        assert [segment.start_time for segment in transcript.segments] == [1.0, 6.0]


def test_fences_footnotes_and_tags_in_markdown_are_no_words() -> None:
    text = f"# News\n\n**Vera Lind:** {ONE}[^1]<br>\n\n```\n**Jon Brekke:** {TWO}\n```\n"
    assert said(read_any(text)) == TURNS
