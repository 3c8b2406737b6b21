"""Where a sentence reports a detention: one small rule a pattern, each yielding the word and the people it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas import Stage
from service.language.parse import Sentence
from service.language.phrases import agent, child, children, conjuncts, doer, is_passive, prepositional, subject
from service.rules.detentions.lexicon import (
    HOLDING,
    WORDS,
    Verb,
    adjectives,
    deeds,
    forms_of,
    nouns,
    states,
    verbs,
    words_of,
)
from service.rules.detentions.people import are_people, is_force, is_person_noun, may_be_people
from service.rules.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

_PERSONAL = frozenset({"he", "she", "they", "him", "her", "them", "those", "who"})
_MODALS = frozenset({"to", "will", "should", "would", "can", "could", "may", "might", "must"})
_RELATIVE = frozenset({"who", "whom", "that", "which"})
_QUALIFIED: dict[str, list[str]] = WORDS["states"]["qualified"]
_PRISON = frozenset(
    {"prison", "jail", "bars", "imprisonment", "custody", "detention", "colony", "arrest", "camp", "confinement"}
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that reports a detention: the ``rule`` that saw it, the people (``patients``) and who did it (``force``).

    ``site`` is the verb or noun that the arguments hang on: the word itself, or the verb above it.
    """

    rule: str
    stage: Stage
    token: Token
    patients: tuple[Token, ...]
    force: Token | None
    site: Token


Rule = Callable[[Reading, Sentence, "Token"], Iterator[Trigger]]


def find_triggers(reading: Reading, sentence: Sentence) -> list[Trigger]:
    """The triggers of one parsed sentence, in its order; the first rule that takes a word keeps it."""
    assert sentence.doc is not None
    out: list[Trigger] = []
    for token in sentence.doc:
        found = next((t for rule in RULES for t in rule(reading, sentence, token)), None)
        if found is not None:
            out.append(found)
    return out


def undergoers(reading: Reading, sentence: Sentence, verb: Token) -> list[Token]:
    """Whom the verb is done to: passives, objects, relative clauses, and headlines (``Three men detained``)."""
    passive = is_passive(verb)
    target = _passive_subject(verb) if passive else child(verb, "dobj", "obj")
    if target is not None and target.lower_ in _RELATIVE and verb.dep_ == "relcl":
        target = verb.head
    if target is None and not passive:
        target = _bare_relative(verb) or _split_object(verb) or _headline_subject(reading, sentence, verb)
    if target is None:
        return []
    together = conjuncts(target) if target != verb.head else [t for t in conjuncts(target) if t.i < verb.i]
    return [_whole(p) for p in together]


def _whole(token: Token) -> Token:
    """``a number of people`` are people."""
    if token.lower_ in words_of("people", "measures"):
        return next((n for _, n in prepositional(token, "of")), token)
    return token


def _passive_subject(verb: Token) -> Token | None:
    """The subject; of two (``Novara: two men were held``) the nearer; or where the parser hung it on the auxiliary."""
    own = children(verb, "nsubjpass")
    if len(own) > 1:
        return own[-1]
    return subject(verb) or next((s for aux in children(verb, "auxpass", "aux") if (s := child(aux, "nsubj", "nsubjpass")) is not None), None)


def _split_object(verb: Token) -> Token | None:
    """``arrested ten men making threats``, where the parser took the men for the subject of a clause."""
    clause = next((c for c in verb.children if c.dep_ in ("advcl", "ccomp") and c.tag_ == "VBG" and c.i > verb.i), None)
    own = child(clause, "nsubj") if clause is not None else None
    return own if own is not None and own.pos_ != "PRON" and child(verb, "nsubj") is not None else None


def _bare_relative(verb: Token) -> Token | None:
    """``the men (that) police arrested``."""
    return verb.head if verb.dep_ == "relcl" and child(verb, "nsubj") is not None else None


def _headline_subject(reading: Reading, sentence: Sentence, verb: Token) -> Token | None:
    """The subject of a participle that only looks like a past tense, as headlines leave out ``were``."""
    if verb.tag_ not in ("VBD", "VBN") or any(c.dep_ in ("aux", "dobj", "ccomp", "xcomp") for c in verb.children):
        return None
    own = child(verb, "nsubj")
    if own is None or own.lower_ in _RELATIVE or is_force(reading, sentence, own):
        return None
    return own if own.pos_ != "PRON" else None


def by_verb(reading: Reading, sentence: Sentence, token: Token) -> Iterator[Trigger]:
    """``police arrested him``, ``those detained``, ``41 of them were rounded up``."""
    if token.lower_ not in verbs() or token.dep_ == "amod" or token.tag_ in ("NN", "NNS", "NNP"):
        return
    for verb in verbs()[token.lower_]:
        if _has_particle(token, verb) and not _is_idiom(token, verb):
            patients = undergoers(reading, sentence, token)
            patients = patients[:1] + [p for p in patients[1:] if may_be_people(reading, sentence, p)]
            force = _force(token)
            if _meets(reading, sentence, token, verb, patients, force):
                rule = "verb" if verb.needs == "nothing" else "weak_verb"
                yield Trigger(rule, verb.stage, token, tuple(patients), force, token)


def _force(verb: Token) -> Token | None:
    if is_passive(verb):
        return agent(verb)
    return doer(verb) if child(verb, "dobj", "obj") is not None or verb.dep_ == "relcl" else None


def _has_particle(token: Token, verb: Verb) -> bool:
    if verb.particle is None:
        return True
    return any(c.lower_ == verb.particle and c.i > token.i for c in token.children)


def _is_idiom(token: Token, verb: Verb) -> bool:
    if not verb.idioms:
        return False
    near = [c for c in token.children] + [n for c in token.children if c.dep_ == "prep" for n in c.children]
    if any(t.lower_ in verb.idioms for t in near if t.dep_ not in ("nsubj", "nsubjpass", "punct")):
        return True
    with_ = child(token, "prep") if verb.base == "charge" else None
    task = child(with_, "pcomp") if with_ is not None and with_.lower_ == "with" else None
    return task is not None and task.lemma_ in words_of("duties", "verbs")


def _meets(
    reading: Reading, sentence: Sentence, token: Token, verb: Verb, patients: list[Token], force: Token | None
) -> bool:
    if not patients:
        return verb.needs == "nothing" and (token.tag_ != "VB" or token.dep_ == "ROOT")
    first = patients[0]
    if verb.needs == "nothing":
        return may_be_people(reading, sentence, first)
    if not are_people(reading, sentence, first):
        return False
    if verb.base == "charge" and force is not None and force.lower_ != "they":
        return is_force(reading, sentence, force)
    if verb.needs == "case":
        forced = force is not None and is_force(reading, sentence, force)
        return forced or (is_passive(token) and any(True for _ in prepositional(token, "for", "under", "on")))
    if verb.needs != "force":
        return True
    if force is not None and is_force(reading, sentence, force):
        return first.tag_ in ("NN", "NNP", "PRP") or is_person_noun(first) or first.pos_ == "NUM"
    if force is not None or not (is_person_noun(first) or first.pos_ in ("NUM", "PRON") or (reading.cased and first.pos_ == "PROPN")):
        return False
    if not (token.dep_ in ("acl", "relcl") or any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children)):
        return False
    shown = any(t.lower_ in HOLDING for t in token.subtree)
    intended = any(c.lower_ in _MODALS for c in token.children)
    plain = verb.base in ("hold", "capture", "seize") and (first.pos_ != "PRON" or first.lower_ in _PERSONAL)
    return shown or (plain and not intended)


def by_state(reading: Reading, sentence: Sentence, token: Token) -> Iterator[Trigger]:
    """``taken into custody``, ``is in prison``, ``the candidate in jail``, ``put on trial``."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.dep_ not in ("prep", "advmod", "prt", "advcl", "acl"):
        return
    stage = states().get((preposition.lower_, token.lower_))
    if stage is None or not _qualifies(token):
        return
    above = preposition.head
    from_there = preposition.lower_ == "from"
    while above.dep_ in ("prep", "advmod") and above.pos_ in ("ADP", "ADV", "SCONJ"):
        from_there = from_there or above.lower_ == "from"
        above = above.head
    patients = [] if from_there and above.lower_ in forms_of("states", "put") else _in_state(reading, sentence, above, preposition)
    people = [p for p in patients if are_people(reading, sentence, p)]
    if people:
        leaving = preposition.lower_ == "from" and above.lower_ in forms_of("states", "leave")
        yield Trigger("state", "released" if leaving else stage, token, tuple(people), _keeper(token, above), above)


def _qualifies(token: Token) -> bool:
    """Whether the noun means what the list says: `prison camp`, no `child custody`, no player `on trial` at a club."""
    if {t.lower_ for t in token.doc} & words_of("states", "sport") and token.lower_ == "trial":
        return False
    before = {c.lower_ for c in token.children if c.i < token.i}
    if any(w.lower_ in words_of("nominal", "modifiers") for w in token.children if w.i < token.i):
        return False
    if token.lower_ == "arrest" and token.head.lower_ == "in":
        return False
    return token.lower_ not in _QUALIFIED or bool(before & set(_QUALIFIED[token.lower_]))


def _in_state(reading: Reading, sentence: Sentence, above: Token, preposition: Token) -> list[Token]:
    if above.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
        return [above] if preposition.lower_ != "to" and above.i < preposition.i else []
    if above.lower_ in forms_of("states", "put") and (is_passive(above) or child(above, "dobj") is not None):
        return undergoers(reading, sentence, above)
    if above.lower_ in forms_of("states", "be"):
        own = subject(above)
        return conjuncts(own) if own is not None else []
    return []


def _keeper(noun: Token, above: Token) -> Token | None:
    """Whose custody it is: ``police custody``, ``the custody of the army``; else who put them there."""
    own = next(
        (c for c in noun.children if c.dep_ in ("compound", "poss") and c.lower_ in words_of("force", "nouns")), None
    )
    of = next((n for _, n in prepositional(noun, "of")), None)
    return own or of or (_force(above) if above.pos_ == "VERB" else None)


def by_captives(reading: Reading, sentence: Sentence, token: Token) -> Iterator[Trigger]:
    """``taken hostage``, ``held captive``, ``set free``."""
    if token.lower_ not in words_of("captives", "nouns") or token.head.lower_ not in forms_of("captives", "verbs"):
        return
    if token.dep_ in ("nsubj", "nsubjpass"):
        return
    glued = children(token, "compound")  # `took nurses hostage`, parsed as a kind of hostage
    patients = [p for p in undergoers(reading, sentence, token.head) if p != token] or glued[-1:]
    if patients and are_people(reading, sentence, patients[0]):
        yield Trigger("captive", "detained", token, tuple(patients), _force(token.head), token.head)


def by_deed(reading: Reading, sentence: Sentence, token: Token) -> Iterator[Trigger]:
    """``turned himself in``, ``faces charges``, ``pleaded guilty``, ``appeared in court``."""
    for entry in deeds().get(token.lower_, ()):
        found = token.lemma_ == "find" and not is_passive(token)  # the court found him guilty
        own = _guilty_one(token) if found else subject(token)
        if own is None or token.pos_ not in ("VERB", "AUX"):
            continue
        if _did(reading, sentence, token, entry) and are_people(reading, sentence, own):
            force = next((n for _, n in prepositional(token, "to") if is_force(reading, sentence, n)), None)
            yield Trigger("deed", entry["stage"], token, tuple(conjuncts(own)), force, token)


def _guilty_one(find: Token) -> Token | None:
    """Whom a court found guilty: the object, or the subject of the small clause that the parser makes of it."""
    clause = child(find, "ccomp", "xcomp")
    return child(find, "dobj") or (child(clause, "nsubj") if clause is not None else None)


def _did(reading: Reading, sentence: Sentence, token: Token, entry: dict[str, object]) -> bool:
    if entry.get("to_force"):
        return any(is_force(reading, sentence, n) for _, n in prepositional(token, "to", "before"))
    if entry.get("in_court"):
        return any("court" in n.lower_ for _, n in prepositional(token, "in", "before", "at"))
    objects, particles = entry["objects"], entry.get("particles")
    assert isinstance(objects, list)
    if entry.get("of_prison"):
        return any(_is_prison_term(c) for c in token.children if c.lower_ in objects)
    guilty = child(token, "ccomp", "xcomp", "oprd", "acomp")
    if guilty is not None and guilty.lower_ in objects:
        return True
    if particles is not None and not any(c.lower_ in particles for c in token.children):  # type: ignore[operator]
        return False
    return any(c.lower_ in objects for c in token.children if c.i > token.i)


def _is_prison_term(noun: Token) -> bool:
    """``a two-year prison sentence``, ``six years in jail``, ``a life term``."""
    under = {t.lower_ for t in noun.subtree} | {n.lower_ for _, n in prepositional(noun.head, "in", "behind")}
    if noun.lower_ == "sentence":
        return True
    return bool(under & _PRISON)


def by_noun(reading: Reading, sentence: Sentence, token: Token) -> Iterator[Trigger]:
    """``the arrest of two editors``, ``her detention``, ``432 arrests``, ``a treason charge against the mayor``."""
    entry = nouns().get(token.lower_)
    if entry is None or token.pos_ not in ("NOUN", "PROPN") or _names_other(token):
        return
    relations = ("against",) if entry.get("against") else ("of",)
    patients = _belonging(token, relations)
    people = tuple(p for p in patients if are_people(reading, sentence, p))
    if (entry.get("of_people") or entry.get("against")) and not people:
        return
    if not people and (_is_bare(token) or _is_escaped(token)):
        return
    by = next((n for _, n in prepositional(token, "by")), None)
    by = by or next(
        (n for c in children(token, "poss", "compound") for n in [c] if is_force(reading, sentence, n)), None
    )
    site = _counted_by(token) if not people else token
    yield Trigger("noun" if people else "bare_noun", entry["stage"], token, people, by, site)


def _counted_by(noun: Token) -> Token:
    """``scores`` in ``scores of arrests``; else the noun itself."""
    above = noun.head
    return above.head if above.lower_ == "of" and above.head.pos_ in ("NOUN", "NUM") and above.head.i < noun.i else noun


def _belonging(noun: Token, relations: tuple[str, ...]) -> list[Token]:
    out = [] if "against" in relations else [c for c in noun.children if c.dep_ == "poss"]
    for _, n in prepositional(noun, *relations):
        out += conjuncts(n)
    return out


def _names_other(token: Token) -> bool:
    if token.dep_ in ("compound", "nmod", "amod") and token.head.lower_ in words_of("nominal", "heads"):
        return True
    return any(c.lower_ in words_of("nominal", "modifiers") for c in token.children if c.i < token.i)


def _is_bare(token: Token) -> bool:
    """``arrest`` without an article, a number or a plural names the idea, not an event."""
    return token.tag_ == "NN" and not any(c.dep_ in ("det", "poss", "nummod", "amod") for c in token.children)


def _is_escaped(token: Token) -> bool:
    head = token.head
    escaped = words_of("nominal", "escaped")
    return head.lemma_.lower() in escaped or (head.dep_ == "prep" and head.head.lemma_.lower() in escaped)


def by_adjective(reading: Reading, sentence: Sentence, token: Token) -> Iterator[Trigger]:
    """``the jailed activist``, ``freed hostages``."""
    stage = adjectives().get(token.lower_)
    if stage is None or token.dep_ not in ("amod", "nmod", "compound"):
        return
    head = token.head
    while head.dep_ == "compound":
        head = head.head
    if are_people(reading, sentence, head):
        yield Trigger("adjective", stage, token, (head,), None, token)


def by_held_people(reading: Reading, sentence: Sentence, token: Token) -> Iterator[Trigger]:
    """``the exchange of 24 prisoners``, ``the hostages were rescued``."""
    if token.lemma_.lower() not in words_of("held", "nouns") or token.pos_ != "NOUN":
        return
    head = token.head
    if token.tag_ == "NNS" and any(c.dep_ == "amod" and c.lower_ == "former" for c in token.children):
        yield Trigger("held", "released", token, (token,), None, token)
    by_noun_ = head.dep_ == "prep" and head.lower_ == "of" and head.head.lower_ in words_of("held", "events")
    by_verb_ = token.dep_ in ("dobj", "nsubjpass") and head.lemma_.lower() in words_of("held", "verbs")
    if by_noun_ or by_verb_:
        yield Trigger("held", "released", token, (token,), None, head.head if by_noun_ else head)


RULES: tuple[Rule, ...] = (by_verb, by_captives, by_state, by_deed, by_adjective, by_noun, by_held_people)
