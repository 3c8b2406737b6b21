"""Who can stand in an election, allege something about it or deny it: names, and nouns for people and bodies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from schemas import Actor
from service.language.phrases import child, is_passive, noun_phrase, subject
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
_COUNTING = frozenset({"tribunal", "commission", "council", "court", "board", "committee", "authority"})
_NOBODY = frozenset(_WORDS["nobody"])
_CAMPS, SIDES = frozenset(_WORDS["camps"]), frozenset(_WORDS["sides"])
ANSWERS = SIDES | {"against", "opposed", "favour", "favor"}
_DECIDED = load_words("rules/elections")["referendum_verbs"]
_DECIDE, REFUSE = frozenset(_DECIDED["verbs"]) - {"vote"}, frozenset(_DECIDED["refusing"])
_CHOICES = frozenset(_DECIDED["choices"])
_CHAMBERS = frozenset(load_words("rules/elections")["weak_contests"]["chambers"])
VOTED = frozenset({"votes", "voted"})
_REACH = 8  # tokens
_PROPOSED = Lexicon.of(_DECIDED["proposals"], "")
_CALLED = frozenset(load_words("rules/elections")["results"]["declare_verbs"])
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
    office = token.dep_ in ("oprd", "attr") and token.lower_ in _WINNER and token.head.lemma_ not in _CALLED
    if token.lower_ in _NOBODY or _is_date(view, token) or vague or office:
        return None
    token = _beside_place(view, _named_after(view, _named_before(view, token)))
    alone = view.entity(token) if child(token, "conj") is not None else None
    if alone is not None and alone.kind != "country":
        return _without_figures(Actor(name=alone.name, kind=alone.kind), token)
    known = token.lemma_.lower() in _CONTESTANTS or _is_name(view, token)
    named = any(c.dep_ == "appos" and c.pos_ == "PROPN" and _is_name(view, c) for c in token.children)
    anyone = token.tag_ == "NN" and any(c.lower_ in ("a", "an") for c in before)  # "a defeated politician"
    if token.pos_ in ("NOUN", "ADJ") and (anyone or not known) and not named:
        return None
    actor = view.actor(token) if token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ") else None
    if actor is None or actor.kind == "country" or actor.name.lower() in _NOBODY or _is_in_charge(actor):
        return None
    nameless = token.pos_ == "PROPN" and (actor.name.lower() in _TITLES or _is_place(view, token))
    return None if nameless else _without_figures(actor, token)


def _is_in_charge(actor: Actor) -> bool:
    """``the Supreme Electoral Tribunal``: who counts the votes gets none."""
    words = actor.name.lower().split()
    return words[-1] in _COUNTING and any(word.startswith("elect") for word in words)


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
    goal = None if is_passive(verb) else child(verb, "dobj", "xcomp")
    put = subject(verb) if goal is None or goal.text[0].isdigit() else goal  # "the measure passed 58-42"
    return put if put is not None and (put.tag_ == "VBG" or _is_put(view, put)) else None


def voted_side(view: View, verb: Token) -> Token | None:
    """``Malta voted to leave``, ``votes Yes in referendum``: the word for the side that a whole country chose."""
    if verb.lower_ not in VOTED or voters(view, verb) is None:
        return None
    after = view.doc[verb.i + 1 : verb.i + 1 + _REACH]
    if len(after) and after[0].lower_ in ("yes", "no"):
        return after[0]
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


def _is_put(view: View, token: Token) -> bool:
    return any(hit.last == token for hit in _PROPOSED.find(view.doc))


def _side_of_a_referendum(token: Token) -> Actor | None:
    """``the No campaign``, ``the "yes" voters``."""
    named = next((t for t in token.doc[max(0, token.i - 2) : token.i] if t.lower_ in SIDES), None)
    if named is None or token.lower_ not in _CAMPS or (named.lower_ == "no" and not named.is_title) or named.i == 0:
        return None
    return Actor(name=token.doc[named.i : token.i + 1].text, kind="group")


def _without_figures(actor: Actor, token: Token) -> Actor:
    """``the Greens 31 and the Liberals 20``, ``Baric 56 to 44 percent``, where parsers hang numbers on names: the name alone."""
    parts = [part.strip(" ,(") for part in _NUMBER.split(actor.name)]
    mine = next((part for part in parts if token.text in part.split()), parts[0])
    role = None if actor.role and _FIGURE.search(actor.role) else actor.role
    return actor.model_copy(update={"name": _JOINED.sub("", mine) if len(parts) > 1 else actor.name, "role": role})


def _named_after(view: View, token: Token) -> Token:
    """The name that follows an office and its place, or a word for a party: ``United States Senator from Vermont Ann Rossi``,
    ``the opposition PNR``. Else the token.
    """
    beside = token.nbor() if token.i + 1 < len(token.doc) else token
    if token.pos_ == "NOUN" and beside.pos_ == "PROPN" and (beside.head, beside.dep_) == (token.head, token.dep_):
        return beside
    if token.lower_ not in _TITLES or token.i + 1 == len(token.doc) or token.nbor().lower_ not in ("of", "from", "for"):
        return token
    for t in token.doc[token.i + 2 : token.i + 8]:
        if t.pos_ not in ("PROPN", "DET", "ADJ", "ADP", "NOUN"):
            break
        entity = view.entity(t) if t.pos_ == "PROPN" else None
        if entity is not None and entity.kind == "person" and t.head != token:
            return t
    return token


def _named_before(view: View, token: Token) -> Token:
    """``elected Ann Rossi leader of the Liberals``, where parsers make one phrase of it: the name, else the token."""
    if token.pos_ != "NOUN" or token.lower_ not in _WINNER:
        return token
    before = token.nbor(-1) if token.i else token
    entity = view.entity(before) if before.pos_ == "PROPN" else None
    return before if entity is not None and entity.kind == "person" and before.head == token else token


def _beside_place(view: View, token: Token) -> Token:
    """``the candidate in Gabon, Ann Rossi``, where parsers hang the name on the place: the name, else the token."""
    if token.pos_ != "PROPN" or not _is_place(view, token):
        return token
    return next(
        (c for c in token.children if c.dep_ == "appos" and _is_name(view, c) and not _is_place(view, c)), token
    )


def speaker(view: View, token: Token | None) -> Actor | None:
    """The person or body that the token stands for, if it is one that can say something."""
    if (
        token is None
        or token.lower_ in _NOBODY - {"voters", "people", "students", "protesters"}
        or _is_date(view, token)
    ):
        return None
    known = token.lemma_.lower() in _NOUNS or token.lower_ in _NOUNS
    if token.pos_ == "NOUN" and not known and not _is_name(view, token):
        return None
    return view.actor(token) if token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ") else None


def subject_of(verb: Token) -> Token | None:
    """The verb's subject; that of ``get`` in ``helped him get re-elected``, of the verb above in ``left after failing``."""
    if verb.dep_ in ("xcomp", "advcl") and verb.head.lemma_ in _CALLING:
        return subject(verb.head)  # "phoned her rival to concede"
    if (misread := _behind_as(verb) or _before_participle(verb)) is not None:
        return misread
    found = subject(verb) or reelected_one(verb.head)  # "has been re-elected, taking 83 per cent"
    if found is not None:
        return found
    getting = next((t for t in verb.doc[max(0, verb.i - 3) : verb.i] if t.lemma_ == "get"), None)
    if getting is not None:
        return subject(getting)
    if verb.dep_ == "pcomp":
        above = next((t for t in verb.ancestors if t.pos_ == "VERB"), None)
        if above is not None:
            return subject(above)
    return None


def _behind_as(verb: Token) -> Token | None:
    """``X fell as the Greens captured 14 seats``, where parsers hang the subject on ``as`` and leave the verb without one."""
    if (
        verb.dep_ not in ("advcl", "conj")
        or verb.tag_ != "VBD"
        or verb.i < 2
        or child(verb, "nsubj", "nsubjpass") is not None
    ):
        return None
    before = verb.nbor(-1)
    led = before.dep_ == "pobj" and before.head.lower_ in ("as", "after", "since", "until")
    return before if led and (before.head.head == verb.head or verb.head.is_ancestor(before)) else None


def _before_participle(verb: Token) -> Token | None:
    """``the coalition defied expectations and won``, where parsers see expectations that are defied: the noun before."""
    if verb.dep_ != "conj" or verb.tag_ != "VBD" or verb.head.pos_ not in ("NOUN", "PROPN"):
        return None
    done = next((c for c in verb.head.lefts if c.dep_ == "amod" and c.tag_ == "VBN"), None)
    before = done.nbor(-1) if done is not None and done.i else None
    mine = before is not None and before.pos_ in ("NOUN", "PROPN") and before.head == verb.head
    return before if mine else None


def reelecting(verb: Token) -> Token:
    """``re-elected`` is three words to the parser: the one of them on which the others hang, else the verb itself."""
    split = verb.i >= 2 and verb.nbor(-1).text == "-" and verb.nbor(-2).lower_ == "re"
    return verb.head if split and verb.head == verb.nbor(-2) else verb


def reelected_one(verb: Token) -> Token | None:
    """``Rossi has been re-elected``, which parsers tear apart: the noun before the helpers of the three words."""
    if verb.i < 3 or verb.nbor(-1).text != "-" or verb.nbor(-2).lower_ != "re":
        return None
    at = verb.i - 3
    while at > 0 and (verb.doc[at].pos_ in ("AUX", "ADV") or verb.doc[at].lower_ in ("been", "being")):
        if verb.doc[at].tag_ == "MD" or verb.doc[at].lower_ in ("be", "not", "n't", "never"):
            return None
        at -= 1
    if verb.doc[at].lower_ in ("not", "n't", "never"):
        return None
    helper = verb.doc[at + 1]
    token = (child(helper, "nsubj", "nsubjpass") if helper.pos_ == "AUX" else None) or verb.doc[at]
    return token if token.pos_ in ("PROPN", "NOUN", "PRON") else None


def declared_winner(verb: Token) -> Token | None:
    """Who is declared the winner: the name or noun between the verb and ``winner``, else the subject of a passive."""
    words = [t for t in verb.subtree if t.i > verb.i and t.lower_ in _WINNER]
    winner = next((t for t in words if not _is_title(t)), None)
    if winner is None:
        return None
    between = [t for t in verb.doc[verb.i + 1 : winner.i] if t.pos_ == "PROPN" and t.dep_ != "poss"]
    between = [t for t in between if t.dep_ != "pobj" or t.head.head != verb]  # "called on Ann Rossi to elect a leader"
    first = next(
        (t for t in between if t.nbor().pos_ != "PROPN"), None
    )  # "declared Ann Rossi of the Unity party the winner"
    if first is not None:
        return first
    return subject(verb) if is_passive(verb) else None


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
