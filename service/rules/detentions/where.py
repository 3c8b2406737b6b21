"""Where a detention happened: in its clause, else in its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas import Place
from service.language.parse import Sentence
from service.language.phrases import clause_head
from service.language.places import SITE_WORDS, PlaceMention
from service.language.reading import Reading
from service.rules.detentions.lexicon import words_of
from service.rules.detentions.trigger import Trigger
from service.rules.events import as_place

if TYPE_CHECKING:
    from spacy.tokens import Token

Located = tuple[Place, int, int]
Spans = list[tuple[int, int]]


def clause_of(sentence: Sentence, trigger: Trigger) -> tuple[int, int]:
    """Offsets of the clause that the trigger heads or stands in."""
    site = trigger.site if trigger.site.pos_ in ("VERB", "AUX") else clause_head(trigger.site)
    words = list(site.subtree)
    return sentence.span(words[0], words[-1])


def place_of(reading: Reading, sentence: Sentence, trigger: Trigger, avoid: Spans) -> Located | None:
    """The place named in the trigger's clause: a city before a country, a known name before others."""
    start, end = clause_of(sentence, trigger)
    aside = _is_aside(trigger)
    found = [
        m for m in _placed(reading, sentence)
        if start <= m.start < end and not any(a <= m.start < b for a, b in avoid)
        and not (aside and not _is_under(sentence, m, trigger.site))
    ]  # fmt: skip
    site = _unlisted(reading, sentence, trigger) if all(m.kind == "country" for m in found) else None
    if site is not None or not found:
        return site
    found.sort(key=lambda m: (_is_wide(m), _is_nested(sentence, m, trigger)))
    return as_place(found[0]), found[0].start, found[0].end


def _is_aside(trigger: Trigger) -> bool:
    """Whether the event is only the time of what the clause tells: ``after his release, he stood in Lisbon``."""
    above = trigger.site.head
    return (
        trigger.rule in ("noun", "bare_noun") and above.dep_ == "prep" and above.lower_ in words_of("places", "asides")
    )


def _is_under(sentence: Sentence, mention: PlaceMention, site: Token) -> bool:
    token = sentence.token_at(mention.start)
    return token is not None and site.is_ancestor(token)


def _is_nested(sentence: Sentence, mention: PlaceMention, trigger: Trigger) -> bool:
    """Whether another clause, or a phrase about something else, stands between the trigger and the place."""
    token = sentence.token_at(mention.start)
    while token is not None and token.head != token and token != trigger.site:
        if token.dep_ in ("relcl", "acl", "advcl", "ccomp", "appos") and token.pos_ in ("VERB", "AUX", "NOUN"):
            return True
        token = token.head
    return token != trigger.site


def place_beside(reading: Reading, sentence: Sentence, trigger: Trigger, people: Spans) -> Located | None:
    """The one city that the rest of the sentence names, outside of the people's own phrases."""
    if _is_aside(trigger):
        return None
    found = [m for m in _placed(reading, sentence) if not _is_wide(m) and not any(a <= m.start < b for a, b in people)]
    cities = [m for m in found if m.kind == "city"]
    if len({m.name.lower() for m in cities}) != 1:
        return None
    return as_place(cities[0]), cities[0].start, cities[0].end


def country_that_does_it(reading: Reading, sentence: Sentence, trigger: Trigger) -> Located | None:
    """The country that is itself said to detain: ``Sudan jailed 27 teachers``, ``Iran's arrest of two divers``."""
    if trigger.force is None or trigger.stage == "released":
        return None
    start, end = sentence.span(trigger.force, trigger.force)
    named = next((m for m in reading.places(sentence) if m.start < end and start < m.end), None)
    if named is None or named.kind != "country" or trigger.force.dep_ not in ("nsubj", "poss", "pobj"):
        return None
    return as_place(named), named.start, named.end


def _is_wide(mention: PlaceMention) -> bool:
    """Whether the name is a country's, and no city's that is one as well."""
    return mention.kind == "country" and mention.name.lower() not in words_of("places", "city_states")


def _placed(reading: Reading, sentence: Sentence) -> list[PlaceMention]:
    """The places in the sentence that stand after a preposition of place."""
    out = []
    for mention in reading.places(sentence):
        before = _preposition(sentence, mention.start)
        placed = before in words_of("places", "prepositions") and not (
            before == "from" and _is_origin(sentence, mention)
        )
        if (placed and not _is_other(reading, sentence, mention)) or _names_site(sentence, mention):
            out.append(mention)
    return out


def _is_other(reading: Reading, sentence: Sentence, mention: PlaceMention) -> bool:
    """``at rallies about the war in Gaza``, ``Carla Renzi in Lisbon``: where something else is, or who reports it."""
    token = sentence.token_at(mention.end - 1)
    if token is None or (mention.kind == "country" and token.dep_ in ("compound", "nmod", "amod")):
        return True
    for _ in range(8):
        if token.head == token or token.pos_ in ("VERB", "AUX"):
            return False
        if token.dep_ == "prep" and (
            token.lower_ in words_of("places", "topics") or _reports(reading, sentence, token)
        ):
            return True
        token = token.head
    return False


def _reports(reading: Reading, sentence: Sentence, preposition: Token) -> bool:
    """``Carla Renzi in Lisbon``, as correspondents sign off."""
    name = preposition.head
    if name.pos_ != "PROPN" or preposition.i != name.i + 1 or name.dep_ in ("dobj", "nsubjpass"):
        return False
    found = reading.mentions.entities.at(*sentence.span(name, name))
    return found is not None and found[1].kind == "person"


def _names_site(sentence: Sentence, mention: PlaceMention) -> bool:
    """``a Wisconsin jail``, ``the Lisbon protests``: the place stands before a noun for where it happened."""
    token = sentence.token_at(mention.end - 1) if mention.kind != "country" else None
    return (
        token is not None
        and token.dep_ in ("compound", "nmod", "poss", "amod")
        and (
            token.head.lower_ in words_of("places", "named_by")
            or token.head.lemma_.lower() in words_of("reasons", "unrest")
        )
    )


def _is_origin(sentence: Sentence, mention: PlaceMention) -> bool:
    """``dockers from Lisbon``, ``from Portugal``; but ``arrested from Lisbon`` says where."""
    before = [t for t in sentence.tokens if t.lower_ == "from" and sentence.at(t) < mention.start]
    return mention.kind == "country" or (bool(before) and before[-1].head.pos_ in ("NOUN", "PROPN", "NUM"))


def _preposition(sentence: Sentence, offset: int) -> str:
    """The preposition that the place stands after: ``in the northern city of X``, ``at X station``; else nothing."""
    token = sentence.token_at(offset)
    for _ in range(5):
        if token is None or token.head == token or token.pos_ in ("VERB", "AUX"):
            return _before(sentence, offset)
        if token.dep_ == "prep" and token.lower_ != "of":
            return token.lower_
        token = token.head
    return ""


def _before(sentence: Sentence, offset: int) -> str:
    """The preposition before the place by word order, over ``the``, adjectives and nouns."""
    for token in reversed(sentence.before(offset, 4)):
        if token.pos_ == "ADP":
            return token.lower_
        if token.pos_ not in ("DET", "ADJ", "NOUN", "PROPN"):
            break
    return ""


def _unlisted(reading: Reading, sentence: Sentence, trigger: Trigger) -> Located | None:
    """A place that no list knows: ``in Old Marrow``, ``at the Tarn County Jail``; capitals must show that it is a name."""
    for preposition in trigger.site.subtree:
        after = preposition.i > trigger.token.i and preposition.dep_ == "prep"
        if not after or preposition.lower_ not in words_of("places", "sites_after"):
            continue
        for noun in (c for c in preposition.children if c.dep_ == "pobj"):
            found = _as_name(reading, sentence, noun)
            if found is not None:
                return found
    return None


def _as_name(reading: Reading, sentence: Sentence, noun: Token) -> Located | None:
    first = noun
    while first.i and first.nbor(-1).text[:1].isupper() and first.nbor(-1).pos_ in ("PROPN", "NOUN", "ADJ"):
        first = first.nbor(-1)
    is_site = noun.lower_ in SITE_WORDS()
    named = first.text[:1].isupper() and noun.text[:1].isupper() and first.ent_type_ not in ("DATE", "TIME", "PERSON")
    if not reading.cased or not named or (first == noun and (is_site or noun.pos_ != "PROPN")):
        return None
    start, end = sentence.span(first, noun)
    entity = reading.mentions.entity(sentence, noun)
    if (entity is not None and entity.kind in ("person", "organization", "party")) and not is_site:
        return None
    listed = [(m.start, m.end) for m in reading.moments(sentence)] + [
        (p.start, p.end) for p in reading.places(sentence)
    ]
    if any(a < end and start < b for a, b in listed):
        return None
    if noun.lower_ in words_of("places", "not_places"):
        return None
    name = reading.transcript.text[start:end]
    return Place(name=name, kind="site" if is_site else "city", country=None), start, end
