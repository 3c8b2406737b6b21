"""Who can stand in an election, allege something about it or deny it: names, and nouns for people and bodies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from schemas import Actor
from service.language.phrases import child, children, is_passive, noun_phrase, subject
from service.language.places import PlaceMention
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMES = load_words("language/names")
_WORDS = load_words("rules/elections")["people"]
_NOUNS = frozenset(
    w for key in ("person_nouns", "government_nouns", "organization_nouns", "party_nouns") for w in _NAMES[key]
) | frozenset(_WORDS["others"])
_CONTESTANTS = frozenset(_WORDS["contestants"]) | frozenset(_NAMES["party_nouns"])
_WINNER = frozenset(load_words("rules/elections")["results"]["winner_nouns"])
_TITLES = frozenset(_NAMES["titles"]) | frozenset(_NAMES["title_modifiers"]) | {"electoral"}
_CALLING = frozenset({"phone", "call", "telephone", "ring"})
_NOBODY = frozenset(_WORDS["nobody"])
_CAMPS, SIDES = frozenset(_WORDS["camps"]), frozenset(_WORDS["sides"])
ANSWERS = SIDES | {"against", "opposed", "favour", "favor"}
_DECIDED = load_words("rules/elections")["referendum_verbs"]
_DECIDE, REFUSE = frozenset(_DECIDED["verbs"]) - {"vote"}, frozenset(_DECIDED["refusing"])
_CHOICES = frozenset(_DECIDED["choices"])
_CHAMBERS = frozenset(load_words("rules/elections")["weak_contests"]["chambers"])
VOTED = frozenset({"votes", "voted"})
_REACH = 8  # tokens
_LETTERS = 3  # at most, of a measure's name: `B`, `8`, `12A`
_PROPOSED, _REFERENDUMS = (Lexicon.of(_DECIDED[name], "") for name in ("proposals", "votes"))
_JOINED = re.compile(r"^(?:and )?(?:the )?")
_FIGURE = re.compile(r"\d+(?:\.\d+)? ?(?:%|per|to)")
_NUMBER = re.compile(r"\s\d[\d.,]*%?(?=\s|$)")


def contestant(view: View, token: Token) -> Actor | None:
    """The candidate, party or camp that the token stands for; None for anything that cannot stand in an election."""
    side = _side_of_a_referendum(token)
    if side is not None:
        return side
    before = [c for c in token.children if c.i < token.i]
    both = token.pos_ == "NOUN" and any(c.lower_ == "both" for c in before)
    vague = both or any(c.lower_ == "no" or c.dep_ == "nummod" for c in before)  # "no candidate", "four presidents"
    office = token.dep_ in ("oprd", "attr") and token.lower_ in _WINNER  # "was elected president with 52 per cent"
    if token.lower_ in _NOBODY or _is_date(view, token) or vague or office:
        return None
    token = _named_after(view, _named_before(token))
    alone = view.entity(token) if child(token, "conj") is not None else None
    if alone is not None:
        return _without_figures(Actor(name=alone.name, kind=alone.kind), token)
    known = token.lemma_.lower() in _CONTESTANTS or _is_name(view, token)
    named = any(c.dep_ == "appos" and c.pos_ == "PROPN" and _is_name(view, c) for c in token.children)
    anyone = token.tag_ == "NN" and any(c.lower_ in ("a", "an") for c in before)  # "a defeated politician"
    if token.pos_ in ("NOUN", "ADJ") and (anyone or not known) and not named:
        return None
    actor = view.actor(token) if token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ") else None
    if actor is None or actor.kind == "country":
        return None
    nameless = token.pos_ == "PROPN" and (actor.name.lower() in _TITLES or _is_place(view, token))
    return None if nameless else _without_figures(actor, token)


def contestant_or_side(view: View, token: Token) -> Actor | None:
    """The same, or what stands for a side of a referendum: its word or verb, or what was put to the vote."""
    if token.pos_ == "VERB" or token.lower_ in ANSWERS:
        return Actor(name=token.text, kind="unknown")
    if _is_put(view, token):
        first, last = noun_phrase(token, beside=False)
        return Actor(name=view.doc[first.i : last.i + 1].text, kind="unknown")
    return contestant(view, token)


def put_to_vote(view: View, verb: Token) -> Token | None:
    """What voters have decided on: ``backed the new constitution``, ``the measure passed``, ``was approved``."""
    if verb.lemma_.lower() not in _DECIDE or verb.tag_ not in ("VBD", "VBN"):
        return None
    goals = () if is_passive(verb) else children(verb, "dobj", "xcomp")
    put = next((goal for goal in goals if not goal.like_num), None) or subject(verb)  # "the levy passed 612 to 540"
    return put if put is not None and (put.tag_ == "VBG" or _is_put(view, put)) else None


def voted_side(view: View, verb: Token) -> Token | None:
    """``Malta voted to leave``: the word for the side that a whole country chose."""
    if verb.lower_ not in VOTED or voters(view, verb) is None:
        return None
    after = view.doc[verb.i + 1 : verb.i + 1 + _REACH]
    return next((t for t in after if t.nbor(-1).lower_ == "to" and t.lower_ in _CHOICES), None)


def voters(view: View, verb: Token) -> PlaceMention | None:
    """The country or its people right before the verb, where they have voted and not just might, and no chamber is spoken of."""
    before = view.doc[: verb.i]
    if not _CHAMBERS.isdisjoint(view.words) or ("if" in view.words and any(t.lower_ == "if" for t in before)):
        return None
    who = next((t for t in reversed(before) if t.pos_ not in ("ADV", "AUX")), verb)
    place = next((p for p in view.places if p.start <= view.at(who) < p.end), None)
    whole = place is not None and (is_people(view, who) or (place.kind == "country" and not place.demonym))
    return place if whole else None


def is_of_measure(view: View) -> bool:
    """Whether the sentence speaks of a referendum, or of what voters are asked, and of no chamber."""
    return bool(_PROPOSED.find(view.doc) or _REFERENDUMS.find(view.doc)) and _CHAMBERS.isdisjoint(view.words)


def _is_put(view: View, token: Token) -> bool:
    return any(token in (hit.last, _lettered(hit.last)) for hit in _PROPOSED.find(view.doc))


def _lettered(noun: Token) -> Token | None:
    """``Measure B``: the letter, which parsers take for the head of the name."""
    head = noun.head
    lettered = head.i == noun.i + 1 and len(head.text) <= _LETTERS and (head.text.isupper() or head.text.isdigit())
    return head if lettered and noun.dep_ in ("compound", "nmod") else None


def _side_of_a_referendum(token: Token) -> Actor | None:
    """``the No campaign``, ``the "yes" voters``."""
    named = next((t for t in token.doc[max(0, token.i - 2) : token.i] if t.lower_ in SIDES), None)
    if named is None or token.lower_ not in _CAMPS:
        return None
    return Actor(name=token.doc[named.i : token.i + 1].text, kind="group")


def _without_figures(actor: Actor, token: Token) -> Actor:
    """``the Greens 31 and the Liberals 20``, ``Baric 56 to 44 percent``, where parsers hang numbers on names: the name alone."""
    parts = [part.strip(" ,(") for part in _NUMBER.split(actor.name)]
    mine = next((part for part in parts if token.text in part.split()), parts[0])
    role = None if actor.role and _FIGURE.search(actor.role) else actor.role
    return actor.model_copy(update={"name": _JOINED.sub("", mine) if len(parts) > 1 else actor.name, "role": role})


def _named_after(view: View, token: Token) -> Token:
    """The name that follows an office and its place: ``United States Senator from Vermont Ann Rossi``. Else the token."""
    if token.lower_ not in _TITLES or token.i + 1 == len(token.doc) or token.nbor().lower_ not in ("of", "from", "for"):
        return token
    for t in token.doc[token.i + 2 : token.i + 8]:
        if t.pos_ not in ("PROPN", "DET", "ADJ", "ADP", "NOUN"):
            break
        entity = view.entity(t) if t.pos_ == "PROPN" else None
        if entity is not None and entity.kind == "person":
            return t
    return token


def _named_before(token: Token) -> Token:
    """``elected Ann Rossi leader of the Liberals``, where parsers make one phrase of it: the name, else the token."""
    before = token.nbor(-1) if token.i and token.lower_ in _WINNER else token
    return before if before.pos_ == "PROPN" and before.head == token else token


def speaker(view: View, token: Token | None) -> Actor | None:
    """The person or body that the token stands for, if it is one that can say something."""
    if token is None or token.lower_ in _NOBODY - {"voters", "people", "students", "protesters"}:
        return None
    known = token.lemma_.lower() in _NOUNS or token.lower_ in _NOUNS
    if token.pos_ == "NOUN" and not known and not _is_name(view, token):
        return None
    return view.actor(token) if token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ") else None


def subject_of(verb: Token) -> Token | None:
    """The verb's subject; that of the verb above in ``left after failing``."""
    if verb.dep_ in ("xcomp", "advcl") and verb.head.lemma_ in _CALLING:
        return subject(verb.head)  # "phoned her rival to concede"
    found = subject(verb) or reelected_one(verb.head)  # "has been re-elected, taking 83 per cent"
    if found is not None:
        return found
    above = next((t for t in verb.ancestors if t.pos_ == "VERB"), None) if verb.dep_ == "pcomp" else None
    return subject(above) if above is not None else None


def reelected_one(verb: Token) -> Token | None:
    """``Rossi has been re-elected``, which parsers tear apart: the noun before the helpers of the three words."""
    if verb.i < 3 or verb.nbor(-1).text != "-" or verb.nbor(-2).lower_ != "re":
        return None
    at = verb.i - 3
    while at > 0 and (verb.doc[at].pos_ in ("AUX", "ADV", "PART") or verb.doc[at].lower_ in ("been", "being")):
        if verb.doc[at].lower_ in ("be", "not", "n't", "never"):
            return None
        at -= 1
    helper = verb.doc[at + 1]
    token = (child(helper, "nsubj", "nsubjpass") if helper.pos_ == "AUX" else None) or verb.doc[at]
    return token if token.pos_ in ("PROPN", "NOUN", "PRON") else None


def declared_winner(verb: Token) -> Token | None:
    """Who is declared the winner: the name or noun between the verb and ``winner``, else the subject of a passive."""
    words = [t for t in verb.subtree if t.i > verb.i and t.lower_ in _WINNER]
    winner = next((t for t in words if not _is_title(t)), None)
    if winner is None:
        return None
    between = [t for t in verb.doc[verb.i + 1 : winner.i] if t.pos_ == "PROPN"]
    first = next((t for t in between if t.nbor().pos_ != "PROPN" and not is_owner(t)), None)
    return first if first is not None or not is_passive(verb) else subject(verb)


def _is_title(token: Token) -> bool:
    """``declared President Rossi the winner``: an office before a name."""
    return token.text[:1].isupper() and token.i + 1 < len(token.doc) and token.nbor().pos_ == "PROPN"


def is_owner(token: Token) -> bool:
    """Whether `'s` follows the very word: in ``45 for Rossi in Malta's election`` parsers have both own the election."""
    return token.i + 1 < len(token.doc) and token.nbor().lower_ in ("'s", "’s", "'", "’")


def is_people(view: View, token: Token) -> bool:
    """Whether the word means the people of a country: ``Italians``, ``South Koreans``, ``Swiss reject``."""
    at = view.at(token)
    several = token.tag_ in ("NNS", "NNPS") or (token.dep_ == "nsubj" and token.head.tag_ == "VBP")
    return several and any(p.demonym and p.start <= at < p.end for p in view.places)


def _is_name(view: View, token: Token) -> bool:
    return view.reading.mentions.entities.at(*view.span(token)) is not None


def _is_place(view: View, token: Token) -> bool:
    """Whether it names a place; in ``Progressive Slovakia``, ``Reform UK`` the place is but a part of the name."""
    at = view.at(token)
    first = view.at(next((c for c in token.lefts if c.dep_ == "compound" and c.text[:1].isupper()), token))
    return any(p.start <= at < p.end and p.start <= first and not p.demonym for p in view.places)


def _is_date(view: View, token: Token) -> bool:
    return any(m.start <= view.at(token) < m.end for m in view.moments)
