"""Names are found in their fullest form, and pronouns and descriptions lead back to them."""

from __future__ import annotations

import pytest

from schemas import Actor
from service.language.analyse import analyse
from service.language.entities import find_entities
from service.language.names import find_names, kind_of
from service.read import read_text
from service.rules.registry import gate_for


def actor(text: str, word: str) -> Actor | None:
    """The actor that the last ``word`` of the text stands for."""
    reading = analyse(read_text(text), gate_for(frozenset({"statements"})))
    tokens = [(s, t) for s in reading.sentences if s.doc is not None for t in s.doc if t.text == word]
    return reading.actor(*tokens[-1])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("President Lena Orlow met Mr. Hale.", ["Lena Orlow", "Hale"]),
        ("The Calvora Labour Party Chairman Dan Rossi spoke.", ["Dan Rossi"]),
        ("She works for the Ministry of the Interior.", ["Ministry of the Interior"]),
        ("Secretary of State Nadia Ferro left.", ["Nadia Ferro"]),
        ("Judge Omar al-Rashid and Ursula von der Hagen agreed.", ["Omar al-Rashid", "Ursula von der Hagen"]),
        ("Orlow's deputy left on Monday in May.", ["Orlow"]),
        ("He said that nobody came.", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    """Titles stay outside the name; particles and the connectors of bodies stay inside; days and pronouns are none."""
    ordinary = frozenset({"she", "he", "the", "judge"})
    assert [n.name for n in find_names(text, 0, len(text), ordinary)] == names


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Lena Orlow", "person"),
        ("Serbian Progressive Party", "party"),
        ("Ministry of the Interior", "government"),
        ("Novara Teachers Association", "organization"),
        ("Serbia", "country"),
        ("OSCE", "organization"),
    ],
)
def test_kinds(name: str, kind: str) -> None:
    """The words of a name tell what it is the name of."""
    assert kind_of(name) == kind


def test_shorter_names_join_the_fuller_one() -> None:
    """A surname, a title with it and an acronym all belong to the same entity."""
    text = "Free Calvora Alliance (FCA) chose Lena Orlow. Ms Orlow thanked the FCA. Orlow won."
    entities = find_entities(text, [(0, 45), (46, 71), (72, 82)])
    assert {e.name for e in entities.owners} == {"Free Calvora Alliance", "Lena Orlow"}


def test_two_people_of_one_surname_stay_apart() -> None:
    """`Mrs` and `Mr` choose between them."""
    text = "Anna Hale and Viktor Hale ran. Mrs Hale said she won. Mr Hale said he won."
    reading = analyse(read_text(text), gate_for(frozenset({"statements"})))
    names = [e.name for n, e in reading.mentions.entities.between(0, len(text)) if n.title]
    assert names == ["Anna Hale", "Viktor Hale"]


@pytest.mark.parametrize(
    "told", ["Orlow, known as Hale, ran.", "Hale, known as Orlow, ran.", "Hale, known as Hale, ran."]
)
def test_another_name_that_two_have_is_left_to_them(told: str) -> None:
    text = f"Anna Hale and Viktor Hale ran. {told}"
    assert {e.name for e in find_entities(text, [(0, 30), (31, len(text))]).owners} <= {
        "Anna Hale",
        "Viktor Hale",
        "Orlow",
    }


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Lena Orlow resigned. She said it was time.", "She", "Lena Orlow"),
        ("President Lena Orlow resigned. The president said it was time.", "president", "Lena Orlow"),
        ("The teachers' union met. They said the talks failed.", "They", "teachers' union"),
        ("One such deputy is Lena Orlow. She said it was time.", "She", "Lena Orlow"),
        ("Opposition candidate for Novara, Viktor Hale, said it was time.", "candidate", "Viktor Hale"),
        ("A resident said it was time.", "resident", "A resident"),
        ("It rained. He said it was time.", "He", None),
    ],
)
def test_who_is_meant(text: str, word: str, name: str | None) -> None:
    """Pronouns, roles and descriptions are followed; what nothing resolves stays open."""
    found = actor(text, word)
    assert (found.name if found else None) == name


def test_people_named_together_are_one_group() -> None:
    """`Ms Orlow and Mr Hale said` has both as its speaker."""
    found = actor("Lena Orlow and Viktor Hale ran. Ms Orlow and Mr Hale said it was close.", "Orlow")
    assert found is not None
    assert found.name == "Lena Orlow and Viktor Hale"
    assert found.kind == "group"


def test_a_role_and_a_country_are_read_beside_the_name() -> None:
    """What the words before a name say of its bearer."""
    found = actor("Serbian President Lena Orlow said it was time.", "Orlow")
    assert found is not None
    assert (found.role, found.country) == ("President", "RS") or found.role == "Serbian President"


def test_a_subject_of_the_same_sentence_comes_before_the_last_speaker() -> None:
    """`The union rejected what it said was a trick` speaks of the union, whoever spoke in the sentence before."""
    text = "The ministry said the talks had gone well. The union rejected what it said was a trick."
    found = actor(text, "it")
    assert found is not None
    assert found.name == "union"


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Enrique Salas Montero was fined. Salas said no.", "Salas", "Enrique Salas Montero"),
        ("Nurul Chin Rahman left. Ms. Chin said no.", "Chin", "Nurul Chin Rahman"),
        ("Otto “Red” Lindqvist left. Red said no.", "Red", "Otto “Red” Lindqvist"),
        ("Guido “El Zorro” Pastrana left. El Zorro said no.", "Zorro", "Guido “El Zorro” Pastrana"),
    ],
)
def test_the_first_of_two_surnames_and_a_nickname_are_short_names(text: str, word: str, name: str) -> None:
    found = actor(text, word)
    assert found is not None
    assert found.name == name


def test_a_surname_within_two_names_is_of_neither() -> None:
    found = actor("Enrique Salas Montero and Ana Salas Vega left. Salas said no.", "Salas")
    assert found is None or found.name == "Salas"


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        (  # a pronoun goes on with whom an earlier one stood for
            "Selim Orhan opened the bridge. Prosecutors accused him of taking orders from the head of the port. He said it was untrue.",
            "He",
            "Selim Orhan",
        ),
        (  # somebody who comes in by a preposition is hardly meant
            "Selim Orhan spoke in Tarsk. In his address, he set out a plan. It gives families leave that may pass to the father. He said so.",
            "He",
            "Selim Orhan",
        ),
        (  # sentences that are quoted do not part a pronoun from whom it means
            "Ona Brill, a nurse, said it was late. “The wards are full. The lifts are slow. Nobody answers. Nobody writes. Nobody "
            "comes. Nobody cares.” She said nothing more.",
            "She",
            "Ona Brill",
        ),
        (  # whom the sentence before is about, rather than who spoke before that
            "Hugh Ray said the money was gone. Bruno Massi acknowledged the point. He said it would come back.",
            "He",
            "Bruno Massi",
        ),
        (  # a name that may be no person's is no he
            "Olu Dahl began well. He has struggled since the move to Veltsk. He added that it would pass.",
            "He",
            "Olu Dahl",
        ),
        ("Police held a man on Friday. He said he was only watching.", "He", "a man"),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for_whom_the_text_goes_on_about(text: str, word: str, name: str) -> None:
    found = actor(text, word)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("called", [", better known as Capo,", ", alias Capo,", " (also known as “Capo”)"])
def test_another_name_that_somebody_is_known_by_is_theirs(called: str) -> None:
    found = actor(f"Hugo Brandt{called} was arrested. Capo said no.", "Capo")
    assert found is not None
    assert found.name == "Hugo Brandt"


def test_a_name_of_somebody_already_spoken_of_is_theirs_alone() -> None:
    found = actor("Ana Capo said yes. Hugo Brandt, known as Capo, was arrested. Ana Capo said no.", "Capo")
    assert found is not None
    assert found.name == "Ana Capo"
