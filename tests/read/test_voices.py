"""Who speaks, in WebVTT's tags that were copied into files of other forms."""

from __future__ import annotations

import pytest

from service.read import read_bytes

ONE, TWO = "<v Ida Holt>Police held nine pilots.", "<v.loud Carm Vella>We will be back on Monday.</v>"
EVENTS = "[Script Info]\n\n[Events]\nFormat: Start, End, Text\n"
FILES = {
    "json": f'{{"segments": [{{"start": 1.0, "end": 4.0, "text": "{ONE}"}}, {{"start": 4.0, "end": 8.0, "text": "{TWO}"}}]}}',
    "tsv": f"start\tend\ttext\n1000\t4000\t{ONE}\n4000\t8000\t{TWO}\n",
    "sbv": f"0:00:01.000,0:00:04.000\n{ONE}\n\n0:00:04.000,0:00:08.000\n{TWO}\n",
    "microdvd": f"{{1}}{{1}}25.000\n{{25}}{{100}}{ONE}\n{{100}}{{200}}{TWO}\n",
    "mpl2": f"[10][40]{ONE}\n[40][80]{TWO}\n",
    "ass": f"{EVENTS}Dialogue: 0:00:01.00,0:00:04.00,{ONE}\nDialogue: 0:00:04.00,0:00:08.00,{TWO}\n",
    "srv1": f'<transcript><text start="1" dur="3">{ONE}</text><text start="4" dur="4">{TWO}</text></transcript>'.replace(
        "<v", "&lt;v"
    ),
    "whisper's lines": f"[00:00:01.000 --> 00:00:04.000] {ONE}\n[00:00:04.000 --> 00:00:08.000] {TWO}\n",
    "a page's lines": f"0:01\n{ONE}\n0:04\n{TWO}\n",
    "premiere": f"00:00:01.000 - 00:00:04.000\n{ONE}\n\n00:00:04.000 - 00:00:08.000\n{TWO}\n",
}


@pytest.mark.parametrize("form", FILES)
def test_voices_as_webvtt_has_them_speak_in_any_form(form: str) -> None:
    transcript = read_bytes(FILES[form].encode())
    assert [(turn.speaker, transcript.text[turn.label_end : turn.end].strip()) for turn in transcript.turns] == [
        ("Ida Holt", "Police held nine pilots."),
        ("Carm Vella", "We will be back on Monday."),
    ]
    assert [segment.start_time for segment in transcript.segments] == [1.0, 4.0]
    assert not transcript.warnings


def test_a_voice_that_only_ends_leaves_nothing_behind() -> None:
    transcript = read_bytes(b"[10][40]Police held nine pilots.</v>\n[40][80]We will be back.\n")
    assert transcript.text == "Police held nine pilots. We will be back."
