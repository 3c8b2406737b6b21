"""What the words around an event say about whether it happened."""

from __future__ import annotations

import pytest

from service.language.parse import parse
from service.language.polarity import standing


@pytest.mark.parametrize(
    ("text", "event", "factuality"),
    [
        ("Police arrested forty students.", "arrested", "reported"),
        ("Police did not arrest the students.", "arrest", "denied"),
        ("The ministry denied that police arrested the students.", "arrested", "denied"),
        ("Lawyers allege that police arrested the students.", "arrested", "alleged"),
        ("Police allegedly arrested the students.", "arrested", "alleged"),
        ("Police plan to arrest the students.", "arrest", "planned"),
        ("The students will march on Sunday.", "march", "planned"),
        ("Residents demanded that police arrest the driver.", "arrest", "demanded"),
        ("Police could arrest the students.", "arrest", "hypothetical"),
        ("If police arrest the students, we will march.", "arrest", "hypothetical"),
        ("Police announced that they had arrested the students.", "arrested", "reported"),
        ("Police announced that they would arrest the students.", "arrest", "planned"),
        ("Police announced a plan to arrest the students.", "arrest", "planned"),
        ("The mayor insisted that the students were arrested at dawn.", "arrested", "reported"),
        ("Police failed to arrest the students.", "arrest", "denied"),
        ("The bill would let police hold the students.", "hold", "hypothetical"),
        ("It would be wrong to boycott the vote.", "boycott", "hypothetical"),
        ("The treaty will let fishermen march.", "march", "planned"),
        ("Thousands could be seen marching past the port.", "marching", "reported"),
        ("She would go on to lead the march.", "lead", "reported"),
        ("Holt vowed to free the editor when she wins.", "wins", "planned"),
        ("Holt freed the editor when she won.", "won", "reported"),
        ("The students sing when police arrest them.", "arrest", "reported"),
        ("Nobody arrested the students.", "arrested", "denied"),
    ],
)
def test_standing(text: str, event: str, factuality: str) -> None:
    """Negation, modality and the verbs above decide; plain narration is reported."""
    (doc,) = parse([text])
    token = next(t for t in doc if t.text == event)
    assert standing(token).factuality == factuality
