"""Whose voice is heard: bites are their speakers' statements, what the programme's own people say is nobody's."""

from __future__ import annotations

import pytest

from schemas import Statement
from service.extract import Options, extract
from service.read import read_text

BITES = {
    "a description": (
        "Prices in Norland have doubled. Ines Calder is a baker in Vessen who has joined the strike. Flour has never cost so much. "
        "I cannot pay my two apprentices. The government says it will act.",
        "Ines Calder",
        "Flour has never cost so much. I cannot pay my two apprentices.",
    ),
    "a plain presentation": (
        "The harbour of Vessen is shut. This is the harbour master Tom Vrel speaking outside the gate. It's the wind that worries us. "
        "These ropes won't hold. Officials say the harbour will open on Friday.",
        "Tom Vrel",
        "It's the wind that worries us. These ropes won't hold.",
    ),
    "a recorded warning": (
        "Interior minister Ines Calder went to the border. At the end, she recorded a warning. If you come here, you will be held. "
        "Calder thanked the guards.",
        "Ines Calder",
        "If you come here, you will be held.",
    ),
    "a caption burnt in": (
        "Dockers have walked out in Vessen. INES CALDER, Harbour Union of Norland We want eight per cent and we won't go back for less. "
        "The firm has offered three.",
        "INES CALDER",
        "We want eight per cent and we won't go back for less.",
    ),
    "a group": (
        "In Vessen, a group of students on Friday blocked the main bridge. We are here because nobody listens to us. It's our future. "
        "The police sent them home.",
        "group of students",
        "We are here because nobody listens to us. It's our future.",
    ),
    "named after it": (
        "The tax will stay, ministers say. We were promised this in spring. My phone has not stopped ringing. "
        "Ines Calder, who runs a shelter in Vessen. A new bill is expected.",
        "Ines Calder",
        "We were promised this in spring. My phone has not stopped ringing.",
    ),
    "a statement read out": (
        "Ines Calder was cleared in Vessen. Outside, her lawyer read a short statement. We thank the jury. Officials say they will appeal.",
        "her lawyer",
        "We thank the jury.",
    ),
    "somebody without a name": (
        "VOSS: I'm Petra Voss and this is the news. People in Vessen are angry.\n\n"
        "UNIDENTIFIED WOMAN: Nobody has come to help us with the water.\n\n"
        "VOSS: The mayor says help is on its way. When will it come?\n\nKERR: Nobody here knows.",
        "UNIDENTIFIED WOMAN",
        "Nobody has come to help us with the water.",
    ),
}


def uncued(text: str, *, turns: bool = False) -> list[Statement]:
    return [s for s in extract(read_text(text), Options(turns=turns)).statements if s.cue is None]


@pytest.mark.parametrize(("text", "speaker", "said"), BITES.values(), ids=BITES)
def test_a_bite_is_one_statement_of_its_speaker(text: str, speaker: str, said: str) -> None:
    (bite,) = uncued(text)
    assert bite.speaker is not None
    assert (bite.speaker.name, " ".join(e.text for e in bite.content), bite.kind) == (speaker, said, "direct")


NOBODYS = {
    "a report": "Farmers have blocked the port. Our correspondent Petra Voss reports. I have seen no lorry pass. We are told to wait.",
    "a correspondent told me": "Petra Voss is our reporter in Vessen and she told me more. I was at the gate. We saw no lorry pass.",
    "a question": "Tom Vrel runs a shop in Vessen. What do you make of our harbour?",
    "an answer": "VOSS: Mr Vrel is with us. Why did you march?\n\nVREL: We marched because nobody had listened to us.",
    "the United States": "The candidate Tom Vrel banned the adverts. They raised money in the US for years.",
}


@pytest.mark.parametrize("text", NOBODYS.values(), ids=NOBODYS)
def test_what_is_no_bite_is_no_statement_without_a_cue(text: str) -> None:
    assert uncued(text) == []


DEBATE = (
    "MODERATOR: Good evening. Will you lower the tax on salt?\n\nINES CALDER: I would lower it in the first year of my term.\n\n"
    "MODERATOR: Mr Vrel, your answer?\n\nTOM VREL: The tax pays for the harbour, and it has to stay as it is."
)


def test_turns_are_statements_only_where_they_are_asked_for() -> None:
    assert uncued(DEBATE) == []
    asked = uncued(DEBATE, turns=True)
    assert [s.speaker and s.speaker.name for s in asked] == ["INES CALDER", "TOM VREL"]
    assert asked[0].content[0].text == "I would lower it in the first year of my term."
