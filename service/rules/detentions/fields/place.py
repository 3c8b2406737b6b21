"""Where a detention happened: in its clause, else in its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas import Place
from service.language.places import SITE_WORDS, PlaceMention
from service.rules.detentions.lexicon import words_of
from service.rules.detentions.trigger import Trigger
from service.rules.events.places import as_place
from service.rules.events.view import View
from service.rules.found import Grounded

if TYPE_CHECKING:
    from spacy.tokens import Token

Spans = list[tuple[int, int]]


def place_of(trigger: Trigger, avoid: Spans) -> Grounded[Place] | None:
    """The place named in the trigger's clause: a city before a country, a known name before others."""
    view, (start, end) = trigger.view, trigger.clause
    aside = _is_aside(trigger)
    found = [
        m for m in _placed(view)
        if start <= m.start < end and not any(a <= m.start < b for a, b in avoid)
        and not (aside and not _is_under(view, m, trigger.site))
    ]  # fmt: skip
    site = _unlisted(trigger) if all(m.kind == "country" for m in found) else None
    if site is not None or not found:
        return site
    found.sort(key=lambda m: (_is_wide(m), _is_nested(m, trigger)))
    return _grounded(found[0])


def _is_aside(trigger: Trigger) -> bool:
    """Whether the event is only the time of what the clause tells: ``after his release, he stood in Lisbon``."""
    above = trigger.site.head
    return (
        trigger.rule in ("noun", "bare_noun") and above.dep_ == "prep" and above.lower_ in words_of("places", "asides")
    )


def _is_under(view: View, mention: PlaceMention, site: Token) -> bool:
    token = view.sentence.token_at(mention.start)
    return token is not None and site.is_ancestor(token)


def _is_nested(mention: PlaceMention, trigger: Trigger) -> bool:
    """Whether another clause, or a phrase about something else, stands between the trigger and the place."""
    token = trigger.view.sentence.token_at(mention.start)
    while token is not None and token.head != token and token != trigger.site:
        if token.dep_ in ("relcl", "acl", "advcl", "ccomp", "appos") and token.pos_ in ("VERB", "AUX", "NOUN"):
            return True
        token = token.head
    return token != trigger.site


def place_beside(trigger: Trigger, people: Spans) -> Grounded[Place] | None:
    """The one city that the rest of the sentence names, outside of the people's own phrases."""
    if _is_aside(trigger):
        return None
    found = [m for m in _placed(trigger.view) if not _is_wide(m) and not any(a <= m.start < b for a, b in people)]
    cities = [m for m in found if m.kind == "city"]
    if len({m.name.lower() for m in cities}) != 1:
        return None
    return _grounded(cities[0])


def country_that_does_it(trigger: Trigger) -> Grounded[Place] | None:
    """The country that is itself said to detain: ``Sudan jailed 27 teachers``, ``Iran's arrest of two divers``."""
    if trigger.force is None or trigger.stage == "released":
        return None
    view = trigger.view
    start, end = view.span(trigger.force)
    named = next((m for m in view.places if m.start < end and start < m.end), None)
    if named is None or named.kind != "country" or trigger.force.dep_ not in ("nsubj", "poss", "pobj"):
        return None
    return _grounded(named)


def _is_wide(mention: PlaceMention) -> bool:
    """Whether the name is a country's, and no city's that is one as well."""
    return mention.kind == "country" and mention.name.lower() not in words_of("places", "city_states")


def _placed(view: View) -> list[PlaceMention]:
    """The places in the sentence that stand after a preposition of place."""
    out = []
    for mention in view.places:
        before = _preposition(view, mention.start)
        placed = before in words_of("places", "prepositions") and not (before == "from" and _is_origin(view, mention))
        if (placed and not _is_other(view, mention)) or _names_site(view, mention):
            out.append(mention)
    return out


def _is_other(view: View, mention: PlaceMention) -> bool:
    """``at rallies about the war in Gaza``, ``Carla Renzi in Lisbon``: where something else is, or who reports it."""
    token = view.sentence.token_at(mention.end - 1)
    if token is None or (mention.kind == "country" and token.dep_ in ("compound", "nmod", "amod")):
        return True
    for _ in range(8):
        if token.head == token or token.pos_ in ("VERB", "AUX"):
            return False
        if token.dep_ == "prep" and (token.lower_ in words_of("places", "topics") or _reports(view, token)):
            return True
        token = token.head
    return False


def _reports(view: View, preposition: Token) -> bool:
    """``Carla Renzi in Lisbon``, as correspondents sign off."""
    name = preposition.head
    if name.pos_ != "PROPN" or preposition.i != name.i + 1 or name.dep_ in ("dobj", "nsubjpass"):
        return False
    found = view.reading.mentions.entities.at(*view.span(name, name))
    return found is not None and found[1].kind == "person"


def _names_site(view: View, mention: PlaceMention) -> bool:
    """``a Wisconsin jail``, ``the Lisbon protests``: the place stands before a noun for where it happened."""
    token = view.sentence.token_at(mention.end - 1) if mention.kind != "country" else None
    return (
        token is not None
        and token.dep_ in ("compound", "nmod", "poss", "amod")
        and (
            token.head.lower_ in words_of("places", "named_by")
            or token.head.lemma_.lower() in words_of("reasons", "unrest")
        )
    )


def _is_origin(view: View, mention: PlaceMention) -> bool:
    """``dockers from Lisbon``, ``from Portugal``; but ``arrested from Lisbon`` says where."""
    before = [t for t in view.sentence.tokens if t.lower_ == "from" and view.at(t) < mention.start]
    return mention.kind == "country" or (bool(before) and before[-1].head.pos_ in ("NOUN", "PROPN", "NUM"))


def _preposition(view: View, offset: int) -> str:
    """The preposition that the place stands after: ``in the northern city of X``, ``at X station``; else nothing."""
    token = view.sentence.token_at(offset)
    for _ in range(5):
        if token is None or token.head == token or token.pos_ in ("VERB", "AUX"):
            return _before(view, offset)
        if token.dep_ == "prep" and token.lower_ != "of":
            return token.lower_
        token = token.head
    return ""


def _before(view: View, offset: int) -> str:
    """The preposition before the place by word order, over ``the``, adjectives and nouns."""
    for token in reversed(view.sentence.before(offset, 4)):
        if token.pos_ == "ADP":
            return token.lower_
        if token.pos_ not in ("DET", "ADJ", "NOUN", "PROPN"):
            break
    return ""


def _unlisted(trigger: Trigger) -> Grounded[Place] | None:
    """A place that no list knows: ``in Old Marrow``, ``at the Tarn County Jail``; capitals must show that it is a name."""
    for preposition in trigger.site.subtree:
        after = preposition.i > trigger.token.i and preposition.dep_ == "prep"
        if not after or preposition.lower_ not in words_of("places", "sites_after"):
            continue
        for noun in (c for c in preposition.children if c.dep_ == "pobj"):
            found = _as_name(trigger.view, noun)
            if found is not None:
                return found
    return None


def _as_name(view: View, noun: Token) -> Grounded[Place] | None:
    first = noun
    while first.i and first.nbor(-1).text[:1].isupper() and first.nbor(-1).pos_ in ("PROPN", "NOUN", "ADJ"):
        first = first.nbor(-1)
    is_site = noun.lower_ in SITE_WORDS()
    named = first.text[:1].isupper() and noun.text[:1].isupper() and first.ent_type_ not in ("DATE", "TIME", "PERSON")
    if not view.reading.cased or not named or (first == noun and (is_site or noun.pos_ != "PROPN")):
        return None
    start, end = view.span(first, noun)
    entity = view.entity(noun)
    if (entity is not None and entity.kind in ("person", "organization", "party")) and not is_site:
        return None
    listed = [(m.start, m.end) for m in view.moments] + [(p.start, p.end) for p in view.places]
    if any(a < end and start < b for a, b in listed):
        return None
    if noun.lower_ in words_of("places", "not_places"):
        return None
    name = view.said(start, end)
    return Grounded(Place(name=name, kind="site" if is_site else "city", country=None), start, end)


def _grounded(mention: PlaceMention) -> Grounded[Place]:
    return Grounded(as_place(mention), mention.start, mention.end)
