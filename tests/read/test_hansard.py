"""Debates as Hansard sets them: names with constituency and party, and offices, on lines of their own."""

from __future__ import annotations

import pytest

from service.read import Transcript, read_any

SPACED = """Harbour Arrests

Vera Lind (Halvik North) (Lab)

Will the Minister say why nine pilots were held?

The Minister for Ports (Jon Brekke)

They broke the law, and they will be charged.

Vera Lind

That is no answer.

Mr Speaker

Order. Let the Minister speak.
"""
SPLIT = """Vera Lind
(Halvik North) (Lab)
Will the Minister say why nine pilots were held?

Tor Aas
(Tann) (Con)
I ask the same.
"""
NUMBERED = """Q1. [904321] Vera Lind (Halvik North) (Lab):
Will the Minister say why nine pilots were held?
Tor Aas (Tann) (Con):
I ask the same.
"""


def spoken(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, transcript.text[turn.label_end : turn.end].strip()) for turn in transcript.turns]


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        (SPACED, [("Vera Lind", "Will the Minister say why nine pilots were held?"),
                  ("Jon Brekke", "They broke the law, and they will be charged."),
                  ("Vera Lind", "That is no answer."), ("Mr Speaker", "Order. Let the Minister speak.")]),
        (SPLIT, [("Vera Lind", "Will the Minister say why nine pilots were held?"), ("Tor Aas", "I ask the same.")]),
        (NUMBERED, [("Vera Lind", "Will the Minister say why nine pilots were held?"), ("Tor Aas", "I ask the same.")]),
    ],
)  # fmt: skip
def test_who_stands_alone_on_a_line_speaks_below(text: str, turns: list[tuple[str | None, str]]) -> None:
    transcript = read_any(text)
    assert transcript.text == text
    assert spoken(transcript) == turns
    assert transcript.form in ("hansard", "text")  # with colons they are labels like any other


def test_one_bracket_is_no_debate() -> None:
    assert read_any("Halvik Harbour (Norland)\n\nThe quay was closed on Friday.").turns == ()
