"""Where a protest takes place, and in which country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemas import Place
from service.language.mention import PlaceMention
from service.language.parse import Sentence
from service.language.phrases import child, conjuncts, noun_phrase, prepositional
from service.language.places import SITE_WORDS, country_of, is_place_name
from service.language.reading import Reading
from service.rules.events.places import located
from service.rules.events.view import View
from service.rules.found import Grounded
from service.rules.protests.captions import caption_of
from service.rules.protests.lexicon import asking, forms_of, words_of
from service.rules.protests.trigger import Trigger
from service.rules.protests.triggers.by_verb import object_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_CAUSES = ("pro-", "anti-", "pro ", "anti ", "against ", "over ", "with ")
_WORD = re.compile(r"[^\W\d_]+")
_OPENS = re.compile(r"\b(?:in|across|throughout)(?: the)?(?: cities of)? $")
_CAPITAL = re.compile(r" capital\b(?!,? (?:of |to |in )?[A-Z])")
_PART = re.compile(
    r"\b(?:north|south|east|west|central)(?:ern)?-?(?:(?:east|west)(?:ern)?)? (?:(?:part|half|of)s? )*(?:of )?(?:the )?$",
    re.IGNORECASE,
)
_NEAR = 6  # words between a protest and the first place of a list
Located = Grounded[Place]


def places_of(view: View, trigger: Trigger, people: list[Token]) -> list[Located]:
    """The places where the protest happens, each with its offsets, in the order of the text."""
    found: dict[int, Located] = {}
    for token in _scope(trigger, people):
        if trigger.form != "march" and _is_goal(token) and not _after_capital(token):
            continue
        for place in _at(view, token):
            found.setdefault(place.start, place)
    for place in (*_captioned(view, trigger), *_chained(view, trigger, set(found))):
        found.setdefault(place.start, place)
    return [found[start] for start in sorted(found)]


def taken_of(view: View, trigger: Trigger) -> Iterator[Located]:
    """What is stormed or occupied, where it has a name of its own: ``stormed the Velm Capitol and the palace``."""
    if trigger.form not in ("storming", "occupation"):
        return
    token = trigger.token
    first = object_of(token) if token.pos_ == "VERB" else next((n for _, n in prepositional(token, "of", "at")), None)
    nouns = conjuncts(first) if first is not None else []
    for noun in [*nouns, *(n for parts in nouns if parts.lower_ == "parts" for _, n in prepositional(parts, "of"))]:
        if noun.pos_ == "PROPN" or (view.reading.cased and noun.lower_ in SITE_WORDS() and nouns[0].pos_ == "PROPN"):
            start, end = view.span(*noun_phrase(noun, beside=False))
            name = view.reading.transcript.text[start:end]
            yield Grounded(Place(name=name, kind="site", country=country_of(name)), start, end)


def capitals_in(reading: Reading, sentence: Sentence) -> Iterator[Located]:
    """``the Velmish capital``, where its name is not said."""
    text = reading.transcript.text
    for people in reading.demonyms(sentence):
        capital = _CAPITAL.match(text, people.end)
        if capital is not None:
            name = text[people.start : capital.end()]
            yield Grounded(Place(name=name, kind="city", country=people.country), people.start, capital.end())


def _place(view: View, mention: PlaceMention) -> Located:
    """The place of a mention, with the words that make a part of a country of it: ``the southern part of Velmia``."""
    text = view.reading.transcript.text
    part = _PART.search(text[view.sentence.start : mention.start]) if mention.kind == "country" else None
    if part is None:
        return located(mention)
    start = view.sentence.start + part.start()
    return Grounded(Place(name=text[start : mention.end], kind="region", country=mention.country), start, mention.end)


def _captioned(view: View, trigger: Trigger) -> Iterator[Located]:
    """``Marchers outside the court, Velm, May 4, 2021``: the place that a caption names before its date."""
    caption = caption_of(view, trigger.token)
    if caption is not None and caption.place is not None:
        yield located(caption.place)


def _chained(view: View, trigger: Trigger, known: set[int]) -> Iterator[Located]:
    """``protests in Dorn, in the capital Velm and Harn``: the places that a list goes on with, however it is parsed."""
    if trigger.rule == "verb":
        return
    text = view.reading.transcript.text
    at = view.at(trigger.token)
    end: int | None = None
    for mention in view.places:
        if mention.start < at:
            continue
        between = text[(at if end is None else end) : mention.start].lower()
        words = _WORD.findall(between)
        opens = end is None and len(words) <= _NEAR and bool(_OPENS.search(between))
        goes_on = end is not None and not any(w in between for w in ";.") and set(words) <= _joints(view, mention)
        if mention.start in known or opens or goes_on:
            yield located(mention)
            end = mention.end


def _joints(view: View, mention: PlaceMention) -> set[str]:
    """The words that may stand between two places of a list: ``in``, ``and``, ``the Yemeni capital``."""
    text = view.reading.transcript.text
    peoples = {w for d in view.demonyms if d.end <= mention.start for w in text[d.start : d.end].lower().split()}
    return peoples | words_of("places", "joints")


def country_of_report(view: View, trigger: Trigger, places: list[Located], people: list[Token]) -> str | None:
    """The country: of the places, else of a word for its people or things at the trigger or at those who protest."""
    named = next((p.value.country for p in places if p.value.country is not None), None)
    if named is not None:
        return named
    for token in (trigger.token, *people):
        start, end = _near(view, token)
        for mention in (*view.demonyms, *view.places):
            if start <= mention.start < end and not _is_cause(view, mention):
                return mention.country
    return None


def _near(view: View, noun: Token) -> tuple[int, int]:
    if noun.pos_ == "VERB":
        return view.span(noun)
    return view.span(*noun_phrase(noun))


def _is_cause(view: View, mention: PlaceMention) -> bool:
    """``pro-Palestinian``, ``anti-Russian``, ``against Israel``: what it is about, not where it is."""
    text = view.reading.transcript.text
    before = text[max(0, mention.start - 9) : mention.start].lower()
    return before.endswith(_CAUSES) or mention.name.lower() in words_of("places", "elsewhere")


def _scope(trigger: Trigger, people: list[Token]) -> Iterator[Token]:
    """The nouns that may say where: under the trigger or its verb, and at the head of a sentence that reports it."""
    verb = _clause_verb(trigger.token)
    own = {trigger.token, *people, *([trigger.actor] if trigger.actor is not None else [])}
    queue = [verb, *own]
    if verb.dep_ in ("xcomp", "advcl") and child(verb, "nsubj") is None:  # `gathered in Velm to protest`
        queue.append(verb.head)
    seen = {t.i for t in queue}
    while queue:
        token = queue.pop(0)
        for c in token.children:
            if c.i not in seen and _leads_on(token, c, own):
                seen.add(c.i)
                queue.append(c)
                yield c
    yield from _opening(verb, seen)


def _leads_on(token: Token, c: Token, own: set[Token]) -> bool:
    """Whether the way down to a child stays with the protest: not into another clause, nor into somebody else."""
    if c.dep_ in ("ccomp", "advcl", "parataxis", "relcl"):
        return c in own
    if c.dep_ == "acl":
        return token in own
    if c.dep_ == "prep" and c.lower_ in words_of("places", "causes"):
        return False  # `the execution in X` is what it is about
    if token.lower_ in asking() | forms_of("signs", "telling") and (c.dep_ == "dobj" or c.lower_ == "for"):
        return False  # `called for a ceasefire in X`
    if c.dep_ in ("nsubj", "nsubjpass"):
        return c in own or any(t in own for t in c.subtree)
    return True


def _opening(verb: Token, seen: set[int]) -> Iterator[Token]:
    """``Here in Novara, police say that thousands marched``: a place said first holds for what is reported."""
    while verb.dep_ == "ccomp" and verb.head != verb:
        verb = verb.head
        for c in verb.children:
            if c.i < verb.i and c.dep_ in ("prep", "advmod"):
                yield from (t for t in c.subtree if t.i not in seen)


def _is_goal(token: Token) -> bool:
    """``fled to X``, ``came from X``: only a march has its place there."""
    prep = token.head
    return (
        token.dep_ == "pobj"
        and prep.lower_ in words_of("places", "goals")
        and prep.head.lower_ not in words_of("places", "capitals")
    )


def _clause_verb(token: Token) -> Token:
    while token.head != token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def _at(view: View, token: Token) -> Iterator[Located]:
    if token.dep_ not in ("pobj", "conj", "appos", "poss", "compound", "nmod", "npadvmod", "amod", "dobj"):
        return
    start, _ = view.span(token)
    if not _is_placed(token):
        return
    known = next((m for m in view.places if m.start <= start < m.end), None)
    if known is not None:
        yield _place(view, known)
    elif token.lower_ == "capital":
        yield from (c for c in capitals_in(view.reading, view.sentence) if c.start <= start < c.end)
    elif token.pos_ == "PROPN" and token.dep_ in ("pobj", "conj", "poss"):
        yield from _unknown(view, token)


def _is_placed(token: Token, depth: int = 0) -> bool:
    """Whether the noun stands under a preposition of place, through its coordination or the noun that it modifies."""
    if depth > 4:
        return False
    if _after_capital(token):
        return True
    if token.dep_ == "pobj":
        prep = token.head
        if prep.lower_ in words_of("places", "prepositions"):
            return prep.head.lemma_.lower() not in words_of("places", "not_after")
        if prep.lower_ in words_of("places", "including"):
            return _is_placed(prep.head, depth + 1)
        return (
            prep.lower_ in ("of", "to")
            and prep.head.lower_ in words_of("places", "of")
            and _is_placed(prep.head, depth + 1)
        )
    if token.dep_ in ("conj", "appos"):
        return _is_placed(token.head, depth + 1)
    if token.dep_ == "dobj":
        return token.head.lower_ in forms_of("places", "reached")
    if token.dep_ in ("poss", "compound", "nmod", "amod"):
        head = token.head
        if head.lower_ in words_of("places", "foreign"):
            return False
        return head.lower_ in SITE_WORDS() | words_of("places", "of") and _is_placed(head, depth + 1)
    return False


def _after_capital(token: Token) -> bool:
    """``the capital, X``, ``the city of X``, also where the recogniser heard another word between: ``the capital to X``."""
    first = token
    while first.i and first.dep_ != "ROOT" and first.nbor(-1).pos_ == "PROPN":
        first = first.nbor(-1)
    if first.i < 2 or first.pos_ != "PROPN":
        return False
    before = first.nbor(-1).lower_
    if before in words_of("places", "capitals"):
        return True
    return before in ("of", "to", ",", "in") and first.nbor(-2).lower_ in words_of("places", "capitals")


def _unknown(view: View, token: Token) -> Iterator[Located]:
    """A name that no list knows, after a preposition of place: a site by its last word, else a city."""
    first = token
    while first.i and first.nbor(-1).pos_ == "PROPN" and first.nbor(-1).text[:1].isupper():
        first = first.nbor(-1)
    start, end = view.span(first, token)
    if not view.reading.cased or not _is_name(view, start, end):
        return
    name = view.reading.transcript.text[start:end]
    if token.dep_ == "poss" and name.endswith("s") and is_place_name(name[:-1]):
        name, end = name[:-1], end - 1  # `Velms's`: a slip of whoever wrote it down
    kind = is_place_name(name)
    if kind is not None:
        yield Grounded(Place(name=name, kind=kind, country=country_of(name)), start, end)
    elif token.head.lower_ == "at" and token.lower_ not in SITE_WORDS():
        return  # `at Ford`: a firm as like as not
    elif _after_capital(token) or not _is_body_or_person(view, token):
        site = token.lower_ in SITE_WORDS() or token.head.lower_ in words_of("places", "beside")
        yield Grounded(Place(name=name, kind="site" if site else "city", country=None), start, end)


def _is_name(view: View, start: int, end: int) -> bool:
    """Whether the words can be a place's name: capitalised, whole, and neither a date, a people nor a common noun."""
    text = view.reading.transcript.text
    name, following = text[start:end], text[end : end + 2]
    if not name[:1].isupper() or following[:1] == "-" or following in ("' ", "’ "):
        return False
    if name.lower() in SITE_WORDS() | words_of("things", "buildings") | words_of("places", "no_names"):
        return False
    taken = [(m.start, m.end) for m in view.moments] + [(m.start, m.end) for m in view.demonyms]
    return not any(start < right and left < end for left, right in taken)


def _is_body_or_person(view: View, token: Token) -> bool:
    found = view.named(token)
    if found is None or token.lower_ in SITE_WORDS() | words_of("things", "roads"):
        return False
    return found.kind in ("person", "party", "government", "group", "organization")
