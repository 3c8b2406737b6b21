"""Where an event happens: the places that its words lead to, those that its sentence is set in, and names no list knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Set
from functools import cache
from typing import TYPE_CHECKING

from schemas import Place
from service.language.datelines import dateline_at
from service.language.mention import PlaceMention
from service.language.names import FIRST_NAMES, fold
from service.language.parse import Sentence
from service.language.phrases import child
from service.language.places import SITE_WORDS, country_of, is_place_name
from service.language.reading import Reading
from service.rules.events.captions import caption_of
from service.rules.events.view import View
from service.rules.events.words import WORDS
from service.rules.found import Grounded

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORD = re.compile(r"[^\W\d_]+")
_OPENS = re.compile(r"\b(?:in|across|throughout)(?: the)?(?: cities of)? $")
_CAPITAL = re.compile(r" capital\b(?!,? (?:of |to |in )?[A-Z])")
_PART = re.compile(
    r"\b(?:north|south|east|west|central)(?:ern)?-?(?:(?:east|west)(?:ern)?)? (?:(?:part|half|of)s? )*(?:of )?(?:the )?$",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b(?:in|at|outside|near|across|on|through|around|inside|throughout|capital|capital of|city of|here in|streets of)"
    r"(?: the)?(?: (?:suburban|downtown|central|northern|southern|eastern|western|inner|greater|nearby|neighbouring))?[ ,]*$",
    re.IGNORECASE,
)
_HEAD = 2  # sentences in which a dateline may stand, after a heading
_NEAR = 6  # words between an event and the first place of a list
_NOUNS = frozenset({"pobj", "conj", "appos", "poss", "compound", "nmod", "npadvmod", "amod", "dobj", "nsubjpass"})
_NESTED = ("ccomp", "advcl", "parataxis", "relcl")
_words = WORDS.of


def as_place(mention: PlaceMention) -> Place:
    """The place of the schema for a place found in the text."""
    return Place(name=mention.name, kind=mention.kind, country=mention.country)


def is_town(place: Place | PlaceMention) -> bool:
    """Whether it is a town, or a country that is one as well: no smaller place need be named."""
    state = place.kind == "country" and place.country is not None
    return place.kind == "city" or (state and str(place.country).lower() in _words("places", "city_states"))


def located(mention: PlaceMention) -> Grounded[Place]:
    """The same with its words."""
    return Grounded(as_place(mention), mention.start, mention.end)


def places_of(
    view: View,
    event: Token,
    own: Collection[Token],
    elsewhere: frozenset[str],
    *,
    moves: bool = False,
    lists: bool = True,
) -> list[Grounded[Place]]:
    """The places that the words of an event lead to, in the order of the text.

    ``own`` are the event's nouns (who does it, whom it is done to): what hangs on other people is theirs. The objects of verbs
    ``elsewhere`` (``called for a ceasefire in X``) lie elsewhere. An event that ``moves`` is also where it comes from and goes to.
    ``lists``: whether places may follow at a distance, one after the other.
    """
    found: dict[int, Grounded[Place]] = {}
    placing = view.once(_placing)
    for token in _scope(event, {event, *own}, elsewhere, view.once(_leading)):
        if token.i in placing and (
            moves or not _is_goal(token) or _follows_capital(token) or _where(token) is not None
        ):
            for place in placing[token.i]:
                found.setdefault(place.start, place)
    caption = caption_of(view)
    if caption is not None and caption.place is not None:  # `Marchers outside the court, Velm, May 4, 2021`
        found.setdefault(caption.place.start, located(caption.place))
    for place in _listed(view, event, set(found)) if lists else ():
        found.setdefault(place.start, place)
    return [found[start] for start in sorted(found)]


def places_said(reading: Reading, sentence: Sentence) -> Iterator[Grounded[Place]]:
    """The places of a sentence, parsed or not, that come after a preposition of place, whatever they hang on; no countries."""
    named = (located(m) for m in reading.places(sentence) if m.kind != "country")
    for place in (*named, *_capitals(reading, sentence)):
        if _PLACED.search(reading.transcript.text[sentence.start : place.start]):
            yield place


def of_dateline(reading: Reading) -> Iterator[Grounded[Place]]:
    """The place of ``TARN, Velmia (Wire) —`` at the head of the story; one that no list knows only in capitals, with more
    than the dash behind it: no ``UPDATE —``.
    """
    text = reading.transcript.text
    for sentence in reading.sentences[:_HEAD]:
        head = dateline_at(text, sentence.start, len(text))
        if head is None:
            continue
        name, known = text[head.town : head.town_end], [m for m in reading.places(sentence) if m.start == head.town]
        yield from map(located, known)
        if not known and name.isupper() and not {",", "("}.isdisjoint(text[head.town_end : head.end]):
            yield Grounded(Place(name=name, kind="city", country=country_of(name)), head.town, head.town_end)


def unlisted_said(view: View) -> list[Grounded[Place]]:
    """The names that no list knows after ``in``, anywhere in a parsed sentence: ``Police clashed with marchers in Usk``."""
    said = []
    for token in view.doc:
        inside = token.pos_ == "PROPN" and token.dep_ == "pobj" and token.head.lower_ == "in"
        known = any(m.start <= view.at(token) < m.end for m in view.places)
        found = unlisted_place(view, token) if inside and not known else None
        if found is not None:
            said.append(found)
    return said


def _capitals(reading: Reading, sentence: Sentence) -> Iterator[Grounded[Place]]:
    """``the Velmish capital``, where its name is not said."""
    text = reading.transcript.text
    for people in reading.demonyms(sentence):
        capital = _CAPITAL.match(text, people.end)
        if capital is not None:
            name = text[people.start : capital.end()]
            yield Grounded(Place(name=name, kind="city", country=people.country), people.start, capital.end())


# --- the way from the event to its places ----------------------------------------------------------------------------


def _scope(event: Token, own: set[Token], elsewhere: frozenset[str], leading: Set[int]) -> Iterator[Token]:
    """The words that may say where: under the event or its verb, and at the head of a sentence that reports it; of those that
    are ``leading`` to some place, as no others matter.
    """
    verb = event
    while verb.head != verb and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head
    queue = [verb, *own]
    if verb.dep_ in ("xcomp", "advcl") and child(verb, "nsubj") is None:  # `gathered in Velm to protest`
        queue.append(verb.head)
    seen = {t.i for t in queue}
    while queue:
        token = queue.pop(0)
        for c in token.children:
            if c.i in leading and c.i not in seen and _leads_on(token, c, own, elsewhere):
                seen.add(c.i)
                queue.append(c)
                yield c
    yield from _opening(verb, seen)


def _leads_on(token: Token, c: Token, own: set[Token], elsewhere: frozenset[str]) -> bool:
    """Whether the way down to a child stays with the event: not into another clause, nor into somebody else."""
    if c.dep_ in _NESTED:
        return False
    if c.dep_ == "acl":
        return token in own
    if c.dep_ == "prep" and c.lower_ in _words("places", "topics"):
        return False  # `the execution in X` is what it is about
    if token.lower_ in elsewhere and (c.dep_ == "dobj" or c.lower_ == "for"):
        return False
    if c.dep_ == "nsubjpass" and token.lower_ in WORDS.forms("places", "reached"):
        return True  # `Velm was rocked by protests`
    if c.dep_ in ("nsubj", "nsubjpass"):
        return c in own or any(t in own for t in c.subtree)
    return True


def _opening(verb: Token, seen: set[int]) -> Iterator[Token]:
    """``Here in Novara, police say that thousands marched``: a place said first holds for what is reported."""
    while verb.dep_ in ("ccomp", "pcomp") or _is_setting_clause(verb):
        timed = verb.dep_ == "advcl"
        verb = verb.head.head if verb.dep_ == "pcomp" else verb.head
        for c in verb.children:
            if (timed or c.i < verb.i) and c.dep_ in ("prep", "advmod"):
                yield from (t for t in c.subtree if t.i not in seen)
    if _where(verb.head) == verb:
        yield from (t for t in verb.head.subtree if t.i < verb.left_edge.i and t.i not in seen)


def _where(place: Token) -> Token | None:
    """The verb of ``Novara, where thousands marched``."""
    clauses = (c for c in place.children if c.dep_ == "relcl")
    return next((c for c in clauses if any(t.lower_ == "where" for t in c.lefts)), None)


def _is_setting_clause(verb: Token) -> bool:
    """``There were scuffles in Novara when thousands marched``: they happened where they marched."""
    return verb.dep_ == "advcl" and any(c.lower_ == "when" and c.dep_ in ("advmod", "mark") for c in verb.children)


def _is_goal(token: Token) -> bool:
    """``fled to X``, ``came from X``: only what moves has its place there."""
    return token.dep_ == "pobj" and token.head.lower_ in _words("places", "goals")


def _listed(view: View, event: Token, known: set[int]) -> Iterator[Grounded[Place]]:
    """``protests in Dorn, in the capital Velm and Harn``: the places that a list goes on with, however it is parsed."""
    at, end = view.at(event), -1
    for mention in (m for m in view.places if m.start >= at):
        between = view.said(at if end < 0 else end, mention.start).lower()
        words = _WORD.findall(between)
        opens = end < 0 and len(words) <= _NEAR and bool(_OPENS.search(between))
        goes_on = end >= 0 and not any(mark in between for mark in ";.") and set(words) <= _joints(view, mention)
        if mention.start in known or opens or goes_on:
            yield located(mention)
            end = mention.end


def _joints(view: View, mention: PlaceMention) -> set[str]:
    """The words that may stand between two places of a list: ``in``, ``and``, ``the Yemeni capital``."""
    peoples = {w for d in view.demonyms if d.end <= mention.start for w in view.said(d.start, d.end).lower().split()}
    return peoples | _words("places", "joints")


# --- one place -------------------------------------------------------------------------------------------------------


def _placing(view: View) -> dict[int, list[Grounded[Place]]]:
    """The tokens of the sentence that stand for a place."""
    found = {t.i: list(_at(view, t)) for t in view.doc}
    return {i: places for i, places in found.items() if places}


def _leading(view: View) -> set[int]:
    """These, and all that they hang on."""
    return {t.i for i in view.once(_placing) for t in (view.doc[i], *view.doc[i].ancestors)}


def _at(view: View, token: Token) -> Iterator[Grounded[Place]]:
    """The place that the token stands for, if it stands under a preposition of place."""
    if token.dep_ not in _NOUNS or not _is_placed(token):
        return
    start = view.at(token)
    known = next((m for m in view.places if m.start <= start < m.end), None)
    if known is not None and not _is_within_name(view, token, known):
        yield _with_part(view, known)
    elif token.lower_ == "capital":
        yield from (c for c in _capitals(view.reading, view.sentence) if c.start <= start < c.end)
    elif token.pos_ == "PROPN" and (
        token.dep_ in ("pobj", "conj", "poss", "dobj", "nsubjpass") or _is_told_apart(view, token)
    ):
        unlisted = unlisted_place(view, token)
        yield from [unlisted] if unlisted is not None else ()
    elif token.pos_ == "NOUN" and token.dep_ in ("pobj", "conj"):
        yield from _sort_of_place(view, token)


def _is_within_name(view: View, token: Token, mention: PlaceMention) -> bool:
    """``by Robert London``: the surname of somebody."""
    named = view.reading.mentions.entities.at(*view.span(token))
    return named is not None and named[1].kind == "person" and named[0].start < mention.start


def _is_told_apart(view: View, noun: Token) -> bool:
    """``in the capital, Dorn``, ``in Usk, Harnshire``, ``outside the main building, Marlow House``."""
    if noun.dep_ != "appos":
        return False
    listed = any(m.start <= view.at(noun.head) < m.end for m in view.places)  # `Usk, Harns.`: only tells which it is
    named = (noun.head.pos_ == "PROPN" and not listed) or noun.head.lower_ in SITE_WORDS()
    beside = view.said(view.span(noun.head)[1], view.at(noun.doc[noun.left_edge.i])) == ", "
    return noun.head.lower_ in _words("places", "capitals") or (named and beside)


def site_named(view: View, noun: Token) -> Iterator[Grounded[Place]]:
    """A site with a name, whatever it hangs on: ``stormed the Velm Embassy compound``."""
    if noun.pos_ == "NOUN":
        yield from _sort_of_place(view, noun)


def _sort_of_place(view: View, noun: Token) -> Iterator[Grounded[Place]]:
    """``the Harn church``, ``the Velmor district``: a name with the word for what it names, in lower case."""
    site = noun.lower_ in _site_words()
    if not view.reading.cased or not (site or noun.lower_ in _words("places", "areas")):
        return
    first = noun
    while first.i and first.nbor(-1).dep_ == "compound" and first.nbor(-1).text.islower():
        first = first.nbor(-1)  # `the Harn railway gate`
    while first.i and first.nbor(-1).text[:1].isupper() and first.nbor(-1).dep_ in ("compound", "nmod", "amod"):
        first = first.nbor(-1)
    start, end = view.span(first, noun)
    if first.pos_ == "PROPN" and _is_name(view, start, end):
        name = view.said(start, end)
        yield Grounded(Place(name=name, kind="site" if site else "region", country=None), start, end)


@cache
def _site_words() -> frozenset[str]:
    return SITE_WORDS() | _words("places", "landmarks")


def _with_part(view: View, mention: PlaceMention) -> Grounded[Place]:
    """The place, with the words that make a part of a country of it: ``the southern part of Velmia``."""
    part = _PART.search(view.said(view.sentence.start, mention.start)) if mention.kind == "country" else None
    if part is None:
        return located(mention)
    start = view.sentence.start + part.start()
    place = Place(name=view.said(start, mention.end), kind="region", country=mention.country)
    return Grounded(place, start, mention.end)


def _is_placed(token: Token, depth: int = 0) -> bool:
    """Whether the noun stands under a preposition of place, through its coordination or the noun that it modifies."""
    head = token.head
    if depth > 4:
        return False
    if _follows_capital(token):
        return True
    if token.dep_ == "pobj":
        if head.lower_ in _words("places", "prepositions"):
            return head.head.lemma_.lower() not in _words("places", "not_after")
        if head.lower_ == "of" and head.head.lower_ in ("outside", "inside"):
            return True  # `outside of the court`
        through = head.lower_ in ("of", "to") and head.head.lower_ in _words("places", "of")
        return (through or head.lower_ in _words("places", "including")) and _is_placed(head.head, depth + 1)
    if token.dep_ in ("conj", "appos"):
        return _is_placed(head, depth + 1)
    if token.dep_ in ("dobj", "nsubjpass"):
        beside = any(c.dep_ == "prt" and c.lower_ in _words("places", "prepositions") for c in head.children)
        return head.lower_ in WORDS.forms("places", "reached") or (beside and token.lower_ in _site_words())
    if token.dep_ in ("poss", "compound", "nmod", "amod") and head.lower_ not in _words("places", "foreign"):
        return head.lower_ in SITE_WORDS() | _words("places", "of") and _is_placed(head, depth + 1)
    return False


def _follows_capital(token: Token) -> bool:
    """``the capital, X``, ``the city of X``, also where the recogniser heard another word between: ``the capital to X``."""
    first = token
    while first.i and first.dep_ != "ROOT" and first.nbor(-1).pos_ == "PROPN":
        first = first.nbor(-1)
    if first.i < 2 or first.pos_ != "PROPN":
        return False
    capitals, before = _words("places", "capitals"), first.nbor(-1).lower_
    return before in capitals or (before in ("of", "to", ",", "in") and first.nbor(-2).lower_ in capitals)


def unlisted_place(view: View, noun: Token, *, sure: bool = False) -> Grounded[Place] | None:
    """A name that no list knows, after a preposition of place: a site by its last word, else a city; capitals must show it.

    ``sure``: the words before can only stand before a place, as in ``residents of X``.
    """
    first = noun
    while first.i and first.nbor(-1).pos_ == "PROPN" and first.nbor(-1).text[:1].isupper():
        first = first.nbor(-1)
    start, end = view.span(first, noun)
    if not view.reading.cased or not _is_name(view, start, end):
        return None
    if noun.dep_ == "poss" and noun.text.endswith("s") and is_place_name(view.said(start, end - 1)):
        end -= 1  # `Velms's`: a slip of whoever wrote it down
    name = view.said(start, end)
    kind = is_place_name(name)
    if kind is not None:
        return Grounded(Place(name=name, kind=kind, country=country_of(name)), start, end)
    site = noun.lower_ in _site_words()
    if noun.head.lower_ == "at" and not site:
        return None  # `at Ford`: a firm as like as not
    if not sure and not _follows_capital(noun) and _is_body_or_person(view, noun):
        return None
    site = site or noun.head.lower_ in _words("places", "beside")
    return Grounded(Place(name=name, kind="site" if site else "city", country=None), start, end)


def _is_name(view: View, start: int, end: int) -> bool:
    """Whether the words can be a place's name: capitalised, whole, and neither a date, a people nor a common noun."""
    name, following = view.said(start, end), view.said(end, end + 2)
    if not name[:1].isupper() or following in ("' ", "’ "):
        return False
    if name.lower().rstrip(".") in _words("places", "no_names") or (" " not in name and name.lower() in SITE_WORDS()):
        return False  # `the Palace`; `City Hall` is one by name
    days = [(m.start, m.end) for m in view.moments]
    peoples = [(d.start, d.end) for d in view.demonyms if name.rpartition(" ")[2].lower() not in _site_words()]
    return not any(start < right and left < end for left, right in (*days, *peoples))  # `the Velmian Embassy` is one


def _is_body_or_person(view: View, noun: Token) -> bool:
    named = view.named(noun)
    if named is None or noun.lower_ in _site_words() | _words("places", "roads"):
        return False
    if named.kind == "person" and noun.head.lower_ in ("in", "across", "throughout") and child(noun, "det") is None:
        return fold(named.name)[0] in FIRST_NAMES  # `in Port Ellin`: nobody is in a person
    return named.kind in ("person", "party", "government", "group", "organization")
