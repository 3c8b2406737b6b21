"""Who protests and how many: the nouns for the protesters, the figures on them, and who gives those figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemas import Actor, Quantity
from service.language.coreference import is_pronoun
from service.language.phrases import agent, child, children, conjuncts, noun_phrase, prepositional, subject
from service.language.quantities import Figure, to_quantity
from service.rules.events.view import View
from service.rules.found import Grounded
from service.rules.protests.crowds import is_crowd
from service.rules.protests.lexicon import forms_of, words_of
from service.rules.protests.trigger import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token


_FEW = 10  # fewer are no figure on a protest
_BROAD = frozenset({"anyone", "people", "they", "we", "you"})
_BODIES = frozenset({"person", "group", "party", "organization"})


def protesters(trigger: Trigger) -> list[Token]:
    """The nouns for those who protest, by the trigger's grammar, with all that is coordinated."""
    heads = [trigger.actor] if trigger.actor is not None else _of_noun(trigger.token)
    out = [noun for head in heads for noun in conjuncts(head)]
    return [_counted(noun) or noun for noun in out if is_crowd(noun) or noun.pos_ in ("NOUN", "PROPN", "PRON")]


def _counted(noun: Token) -> Token | None:
    """Of ``thousands of teachers`` or ``a crowd of students``, the noun that is counted."""
    if noun.lemma_.lower() not in words_of("crowds", "nouns") and noun.pos_ != "NUM":
        return None
    return next((inner for prep, inner in prepositional(noun, "of") if inner.tag_ in ("NNS", "NNPS")), None)


def _of_noun(noun: Token) -> list[Token]:
    """Who is behind an event named by a noun: ``the teachers' strike``, ``a rally by students``, ``nurses held a march``."""
    own = [
        c
        for c in noun.lefts
        if c.dep_ in ("poss", "compound", "nmod", "amod") and is_crowd(c) and c.pos_ in ("NOUN", "PROPN")
    ]
    own += [n for prep, n in prepositional(noun, "by", "of") if is_crowd(n)]
    own += [n for c in noun.children if c.dep_ == "acl" and (n := agent(c)) is not None]
    return own or list(_stagers(noun))


def _stagers(noun: Token) -> Iterator[Token]:
    """The subject of the verb that has the event as its object: ``thousands joined the march``, ``took part in a march``."""
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ in ("dobj", "pobj", "attr", "conj") and above.lower_ in forms_of("stage", "verbs"):
        doer = subject(above)
        if doer is not None and is_crowd(doer):
            yield doer
    hunger = noun.dep_ in ("pobj", "dobj") and noun.i > 0 and noun.nbor(-1).lower_ == "hunger"
    if hunger and (doer := subject(above)) is not None:
        yield doer  # one person alone may be on hunger strike
    if noun.dep_ == "nsubjpass" and (doer := agent(above)) is not None and is_crowd(doer):
        yield doer


def actors_of(view: View, nouns: list[Token]) -> Iterator[Grounded[Actor]]:
    """Those who protest as actors: people and bodies, no mere ``people`` or ``they``."""
    yield from filter(None, (view.once(_protesting, noun) for noun in nouns))


def _protesting(view: View, noun: Token) -> Grounded[Actor] | None:
    actor = view.actor(noun)
    if actor is None or actor.name.lower() in _BROAD or (is_pronoun(noun) and actor.kind not in _BODIES):
        return None
    if actor.kind == "unknown" and noun.tag_ in ("NNS", "NNPS"):
        actor = actor.model_copy(update={"kind": "group"})
    return Grounded(actor, *view.span(*noun_phrase(noun)))


def participants_of(view: View, trigger: Trigger) -> Iterator[Grounded[Quantity]]:
    """The figures on those who take part."""
    for figure, giver in _figures(view, trigger):
        by = view.actor(giver) if giver is not None else None
        quantity = to_quantity(figure, view.reading.transcript.text, by.name if by is not None else None)
        yield Grounded(quantity, figure.start, figure.end)


def _figures(view: View, trigger: Trigger) -> list[tuple[Figure, Token | None]]:
    """The figures on those who take part, each with the noun for whoever gives it."""
    found: dict[int, tuple[Figure, Token | None]] = {}
    for noun in _counted_nouns(trigger):
        if _is_victim(noun):
            continue
        for figure in view.once(_on, noun):
            found.setdefault(figure.start, (figure, view.once(_giver, noun)))
    return [found[start] for start in sorted(found) if _is_crowd_figure(view, found[start][0])]


def estimates(view: View) -> Iterator[Grounded[Quantity]]:
    """``Organisers counted 50,000, police 20,000``, ``put the crowd at 30,000``: the size of the crowd as somebody gives it."""
    for figure in view.counts:
        giver = _giver_of_size(view.token_at(figure.start)) if (figure.low or 0) >= _FEW else None
        if giver is not None:
            quantity = to_quantity(figure, view.reading.transcript.text, giver.text)
            yield Grounded(quantity, figure.start, figure.end)


def _giver_of_size(number: Token) -> Token | None:
    """Who gives the number as that of a crowd: of those who do so in the clause, the last before it."""
    verb = next((t for t in number.ancestors if t.pos_ == "VERB"), None)
    if verb is None or verb.lower_ not in forms_of("figures", "sizing"):
        return None
    of, counted = child(verb, "dobj"), words_of("figures", "counted")
    beside = number.head if number.dep_ == "nummod" else None
    givers = [t for t in verb.subtree if t.i < number.i and t.lemma_.lower() in words_of("figures", "givers")]
    sized = of is not None and of.lemma_.lower() in words_of("figures", "sizes")
    people_ = of is None or all(n.lemma_.lower() in counted for _, n in prepositional(of, "of"))
    told = beside in givers or ((of in (None, number, beside) or sized) and people_)
    plain = beside is None or beside in givers or beside.lemma_.lower() in counted
    return givers[-1] if givers and told and plain and subject(verb) in givers else None


def _on(view: View, noun: Token) -> list[Figure]:
    """The figures in the noun's phrase."""
    return [figure for figure in view.counts if _counts(view, figure, noun)]


def _is_crowd_figure(view: View, figure: Figure) -> bool:
    """Whether the figure is one on a crowd: a few people are none, but where the words say how few they are."""
    if (figure.high or _FEW) >= _FEW:
        return True
    first = view.token_at(figure.start)
    said = {t.lower_ for t in view.doc[max(0, first.i - 1) : view.token_at(figure.end - 1).i + 1]}
    return bool(said & words_of("figures", "barely"))


def _counted_nouns(trigger: Trigger) -> list[Token]:
    heads = [trigger.actor] if trigger.actor is not None else _of_noun(trigger.token)
    heads += _attending(trigger.token) if trigger.rule == "noun" else []
    heads += [n for _, n in prepositional(trigger.token, "of") if n.lemma_.lower() in words_of("figures", "counted")]
    nouns = [noun for head in heads for noun in conjuncts(head)]
    return [n for noun in nouns for n in (noun, _counted(noun)) if n is not None]


def _attending(noun: Token) -> list[Token]:
    """``attended by 500 people``, ``drew 500 people``: who is counted through the verb over or under the event."""
    verb = noun.head
    found: list[Token | None] = []
    attending, attracting = forms_of("figures", "attending"), forms_of("figures", "attracting")
    if noun.dep_ == "nsubj" and verb.lower_ in attracting:
        found.append(child(verb, "dobj"))
    if noun.dep_ == "dobj" and verb.lower_ in attending:
        found += children(verb, "nsubj") or [subject(verb)]
    return [n for n in found if n is not None]


def _counts(view: View, figure: Figure, noun: Token) -> bool:
    """Whether the figure stands in the noun's phrase, at or before the noun: ``some 500 teachers``, ``hundreds of people``."""
    start, _ = view.span(noun)
    if figure.start <= start < figure.end:
        return True
    if not (view.at(view.doc[noun.left_edge.i]) <= figure.start < start):
        above = noun.head.head if noun.dep_ == "pobj" and child(noun, "nummod") is None else None
        return above is not None and figure.start <= view.at(above) < figure.end
    return True


def _is_victim(noun: Token) -> bool:
    """``eleven marchers were hurt``: a figure on the harmed, not on those who take part."""
    of = noun.dep_ == "pobj" and noun.head.lower_ == "of"
    if of and noun.head.head.pos_ == "NUM" and child(noun, "nummod") is not None:
        return False  # of `40 of the 900 marchers were hurt` the 900
    head = noun.head.head if of else noun
    verb, harms = head.head, words_of("figures", "harms")
    harmed = head.dep_ in ("nsubjpass", "dobj") or verb.lemma_ == "die"
    return (
        any(c.dep_ == "acl" and c.tag_ == "VBN" and c.lemma_.lower() in harms for c in noun.children)
        or (harmed and verb.lemma_.lower() in harms)
        or (head.dep_ == "pobj" and verb.head.lemma_.lower() in harms | words_of("figures", "harming"))
    )


def _giver(view: View, noun: Token) -> Token | None:
    """``police said 500 protesters marched``: the subject of the verb of saying above; else whom it is said according to."""
    token = noun
    for _ in range(6):
        if token.head == token:
            break
        child_, token = token, token.head
        if token.lower_ in forms_of("figures", "giving") and child_.dep_ in ("ccomp", "dobj", "conj", "dep"):
            doer = subject(token)
            return _behind(doer) if doer is not None else None
    sources = (n for t in view.of_words({"according"}) for _, n in prepositional(t, "to"))
    return next((_behind(n) for n in sources), None)


def _behind(doer: Token) -> Token:
    """Of ``estimates by the organisers``, the organisers."""
    return next((n for _, n in prepositional(doer, "by", "from")), doer)
