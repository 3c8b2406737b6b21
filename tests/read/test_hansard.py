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


# As other parliaments set them; by whom each turn is.
OF_PARLIAMENTS = {
    "uk pdf": (
        """Ida Holt (Vell North) (Lab): I thank the Minister for the statement. Will he meet them?

The Minister for Ports (Carm Vella): I will. The arrests were a matter for the police.

Mr Speaker: Order. We move on.

Ida Holt: Thank you.
""",
        ['Ida Holt', 'Carm Vella', 'Mr Speaker', 'Ida Holt'],
    ),
    "scottish": (
        """Ida Holt (Vell North) (SNP):
I thank the minister for the statement. Will he meet them?

The Minister for Ports (Carm Vella):
I will. The arrests were a matter for the police.

Ida Holt:
Thank you. When?

The Presiding Officer:
Briefly, minister.

Carm Vella:
On Monday.
""",
        ['Ida Holt', 'Carm Vella', 'Ida Holt', 'The Presiding Officer', 'Carm Vella'],
    ),
    "canada": (
        """(1005)
Ms. Ida Holt (Vell North, Lib.):
Mr. Speaker, police in Halvik held nine ferry pilots on Friday. Will he meet them?

Hon. Carm Vella (Minister of Ports, CPC): Mr. Speaker, I will.

Some hon. members: Oh, oh!

The Speaker: Order.

Ms. Ida Holt: Mr. Speaker, when?
""",
        ['Ms. Ida Holt', 'Hon. Carm Vella', 'Some hon. members', 'The Speaker', 'Ms. Ida Holt'],
    ),
    "australia": (
        """Ms HOLT (Vell) (10:02): I thank the minister. Police in Halvik held nine ferry pilots on Friday. Will he meet them?

Mr VELLA (Tann—Minister for Ports) (10:03): I will. The arrests were a matter for the police.

The SPEAKER: The member for Vell will resume her seat.

Ms HOLT: Thank you.
""",
        ['Ms HOLT', 'Mr VELLA', 'The SPEAKER', 'Ms HOLT'],
    ),
    "nz": (
        """IDA HOLT (Labour—Vell): I thank the Minister. Will he meet them?

Hon CARM VELLA (Minister for Ports): I will. The arrests were a matter for the police.

SPEAKER: Order!

IDA HOLT: Thank you.
""",
        ['IDA HOLT', 'Hon CARM VELLA', 'SPEAKER', 'IDA HOLT'],
    ),
    "ireland": (
        """Deputy Ida Holt: I thank the Minister. Will he meet them?

Minister for Ports (Deputy Carm Vella): I will. The arrests were a matter for the police.

An Ceann Comhairle: The Deputy's time is up.

Deputy Ida Holt: Thank you.
""",
        ['Deputy Ida Holt', 'Deputy Carm Vella', 'An Ceann Comhairle', 'Deputy Ida Holt'],
    ),
    "india": (
        """SHRIMATI IDA HOLT (HALVIK): Sir, nine ferry pilots were held on Friday. Will he meet them?

THE MINISTER OF PORTS (SHRI CARM VELLA): I will, Sir.

HON. SPEAKER: Please sit down.

SHRIMATI IDA HOLT: Thank you, Sir.
""",
        ['SHRIMATI IDA HOLT', 'SHRI CARM VELLA', 'HON. SPEAKER', 'SHRIMATI IDA HOLT'],
    ),
    "kenya": (
        """Hon. Ida Holt (Halvik, ODM): Thank you, Hon. Speaker. Nine ferry pilots were held on Friday.

The Speaker (Hon. Vella): Order, Members!

Hon. Ida Holt: I thank you.

Hon. Speaker: Next.
""",
        ['Hon. Ida Holt', 'The Speaker', 'Hon. Ida Holt', 'Hon. Speaker'],
    ),
    "us record": (
        """Ms. HOLT. Mr. Speaker, nine ferry pilots were held on Friday. Will he meet them?

Mr. VELLA. I thank the gentlewoman. I will.

The SPEAKER pro tempore. The time of the gentlewoman has expired.

Ms. HOLT. I thank the Chair.
""",
        ['Ms. HOLT', 'Mr. VELLA', 'The SPEAKER pro tempore', 'Ms. HOLT'],
    ),
    "eu": (
        """President. – The debate is open.

Ida Holt (S&D). – Madam President, nine ferry pilots were held on Friday. Will he meet them?

Carm Vella, Member of the Commission. – I will, honourable Members.

Ida Holt, on behalf of the S&D Group. – Thank you.
""",
        ['President', 'Ida Holt', 'Carm Vella', 'Ida Holt'],
    ),
    "un": (
        """The President: I thank the delegate. I now give the floor to Norland.

Ms. Holt (Norland): Nine ferry pilots were held on Friday.

Mr. Vella (Tannland) (spoke in French): The arrests were a matter for the police.

The President: I thank them both.
""",
        ['The President', 'Ms. Holt', 'Mr. Vella', 'The President'],
    ),
    "committee": (
        """Q1 Chair: Welcome. Will you meet the pilots?

Carm Vella: I will.

Q2 Ida Holt: When?

Carm Vella: On Monday.
""",
        ['Chair', 'Carm Vella', 'Ida Holt', 'Carm Vella'],
    ),
    "lords": (
        """Lord Vane (CB)
My Lords, nine ferry pilots were held on Friday.

The Parliamentary Under-Secretary of State, Department for Ports (Baroness Holt) (Con)
My Lords, the arrests were a matter for the police.

Lord Vane
When will she meet them?

Baroness Holt
On Monday.
""",
        ['Lord Vane', 'Baroness Holt', 'Lord Vane', 'Baroness Holt'],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OF_PARLIAMENTS)
def test_the_debates_of_each_parliament_have_their_turns(name: str) -> None:
    text, speakers = OF_PARLIAMENTS[name]
    transcript = read_any(text)
    assert (transcript.text, transcript.form) == (text, "hansard")
    assert [turn.speaker for turn in transcript.turns] == speakers
    words = [transcript.text[turn.label_end : turn.end] for turn in transcript.turns]
    assert all(said.strip().endswith((".", "?", "!")) and ":" not in said for said in words)


def test_a_chair_whose_name_stands_in_brackets_takes_the_floor() -> None:
    transcript = read_any(
        "  Ms. LIND. Nine pilots were held.\n  The SPEAKER pro tempore (Mr. Brekke). Time has expired.\n  Ms. LIND. I yield.\n"
    )
    assert [turn.speaker for turn in transcript.turns] == ["Ms. LIND", "The SPEAKER pro tempore", "Ms. LIND"]
    assert transcript.text[transcript.turns[1].label_end :].startswith("Time has expired.")
