"""What protesters ask for, read wherever they are said to ask for it near a report of the protest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.language.coreference import antecedent, is_pronoun
from service.language.parse import Sentence
from service.language.phrases import child, conjuncts, prepositional
from service.rules.found import Grounded
from service.rules.protests.candidates import Candidate
from service.rules.protests.lexicon import forms_of, nouns, people, words_of
from service.rules.protests.merge import Cluster, owner
from service.rules.protests.people import protesters
from service.rules.protests.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMES = load_words("language/names")
_PEOPLE = frozenset(w for table in ("person_nouns", "government_nouns", "organization_nouns") for w in _NAMES[table])
_LONGEST = 30  # words
_REACH = 3  # sentences on either side of a report of the protest


def demands_near(seen: list[View], clusters: list[Cluster]) -> list[list[Grounded[str]]]:
    """For each cluster the demands that stand nearest to it, in the order of the text."""
    out: list[list[Grounded[str]]] = [[] for _ in clusters]
    members = [c for cluster in clusters for c in cluster.members]
    known = _protester_nouns(members)
    for view in seen:
        near = [c for c in members if abs(c.index - view.sentence.index) <= _REACH]
        if near:
            for start, end in _in_sentence(view, near, known):
                home = owner(clusters, view.sentence.index, start)
                if home is not None:
                    out[home].append(Grounded(view.reading.transcript.text[start:end], start, end))
    return out


def _is_call(words: list[Token]) -> bool:
    """``called for protests``: what is asked for is the protest itself."""
    return bool(words) and words[-1].doc[min(t.i for t in words) : max(t.i for t in words) + 1].root.lower_ in nouns()


def _protester_nouns(members: list[Candidate]) -> frozenset[str]:
    """The plural nouns by which the transcript calls those who protest: ``students``."""
    named = (n for c in members if c.trigger.sure for n in protesters(c.trigger))
    return frozenset(n.lower_ for n in named if n.tag_ == "NNS") | frozenset(people())


def _in_sentence(view: View, near: list[Candidate], known: frozenset[str]) -> Iterator[tuple[int, int]]:
    here = [c for c in near if c.index == view.sentence.index]
    spans = [span for c in here for span in _aims(view, c)]
    for token in view.doc:
        words = _asked(token)
        if words and _is_theirs(view, token, here, known):
            spans += [span for w in words if not _is_call(w) for span in _trimmed(view, w)]
    spans += _chanted(view) if here else ()
    yield from sorted(set(spans))


def _aims(view: View, candidate: Candidate) -> Iterator[tuple[int, int]]:
    """``a march for peace``, ``go on until they get a hearing``: said of the protest itself."""
    token = candidate.trigger.token
    if candidate.trigger.rule != "people" and candidate.trigger.form not in ("boycott", "storming", "riot", "vigil"):
        for prep, noun in prepositional(token, "for"):
            if prep.i > token.i and _is_aim(view, noun):
                yield from _trimmed(view, _words(noun))
        following = token.doc[token.i + 1 : token.i + 3]  # whatever the parse hangs the infinitive on
        if (
            len(following) == 2
            and following[0].lower_ == "to"
            and following[1].lower_ in words_of("demands", "purposes")
        ):
            yield from _trimmed(view, _words(following[1]))
    verb = token.head.head if token.dep_ == "pobj" else token.head if token.dep_ == "dobj" else token
    for clause in verb.children:
        if clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "until" for c in clause.children):
            got = child(clause, "dobj") if clause.lower_ in forms_of("demands", "getting") else None
            yield from _trimmed(view, _words(got) if got is not None else _words(clause)[1:])


def _is_aim(view: View, noun: Token) -> bool:
    """Whether ``for X`` names an aim: not a time, a length, or another word for the protest."""
    if noun.pos_ not in ("NOUN", "PROPN") or noun.lower_ in nouns():
        return False
    timed = any(d.start <= view.sentence.at(noun) < d.end for d in view.durations)
    return not timed and noun.lemma_.lower() not in words_of("demands", "not_for")


def _chanted(view: View) -> Iterator[tuple[int, int]]:
    """``shouted no to the dam``."""
    for token in view.doc[:-2]:
        if (
            token.lower_ == "no"
            and token.nbor(1).lower_ == "to"
            and any(t.lower_ in forms_of("demands", "chanting") for t in view.doc[: token.i])
        ):
            goal = next((t for t in view.doc[token.i + 2 :] if t.dep_ == "pobj"), None)
            if goal is not None:
                yield view.sentence.span(token, view.doc[goal.right_edge.i])


def _asked(token: Token) -> list[list[Token]]:
    """The words of what is asked for by this word, if it is one for asking; each as a list of tokens."""
    word = token.lower_
    if token.pos_ == "VERB":
        if word in forms_of("demands", "aims"):
            return [_words(n) for _, n in prepositional(token, "at") if n.pos_ == "VERB"]
        if word in forms_of("demands", "with_for") and (found := _called_for(token)):
            return found
        if word in forms_of("demands", "verbs") | forms_of("demands", "clausal"):
            return _of_verb(token)
    if token.pos_ == "NOUN" and token.lemma_.lower() in words_of("demands", "nouns"):
        return [_words(noun) for prep, noun in prepositional(token, "for") if prep.i > token.i] + _listed(token)
    return []


def _listed(noun: Token) -> list[list[Token]]:
    """``their demands include a vote and an inquiry``."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lower_ not in forms_of("demands", "including"):
        return []
    first = child(verb, "dobj", "attr")
    return [] if first is None else [_own_words(n) for n in conjuncts(first)]


def _own_words(noun: Token) -> list[Token]:
    """The words of one item of a list, without those of the items after it."""
    later = [c for c in noun.children if c.dep_ == "conj"]
    end = later[0].left_edge.i if later else noun.right_edge.i + 1
    return [noun.doc[i] for i in range(noun.left_edge.i, end)]


def _called_for(verb: Token) -> list[list[Token]]:
    """``called for his release``, ``called on the minister to resign``."""
    timed = words_of("demands", "not_for")  # `called a strike for Wednesday`
    goals = [n for prep, n in prepositional(verb, "for") if prep.i > verb.i and n.lemma_.lower() not in timed]
    found = [_words(n) for n in goals]
    clause = child(verb, "xcomp", "ccomp")
    if not found and clause is not None and any(c.lower_ in ("on", "upon") for c in verb.children):
        return [_words(clause)]
    return found


def _of_verb(verb: Token) -> list[list[Token]]:
    clause = child(verb, "ccomp", "xcomp")
    direct = child(verb, "dobj")
    wishes = verb.lower_ in forms_of("demands", "wishing")
    if clause is not None and verb.lower_ in forms_of("demands", "clausal"):
        if wishes and direct is None and child(clause, "nsubj", "nsubjpass") is None:
            return []  # `want to be on television`: what they do, not what they ask
        return [_clause_words(clause, verb, direct)]
    plain = [_words(n) for prep, n in prepositional(verb, "for") if prep.i == verb.i + 1]
    if plain:
        return plain
    asks = verb.lower_ in forms_of("demands", "verbs") and direct is not None and not is_pronoun(direct)
    return [_words(direct)] if asks and direct is not None and direct.i > verb.i else []


def _words(noun: Token) -> list[Token]:
    return [noun.doc[i] for i in range(noun.left_edge.i, noun.right_edge.i + 1)]


def _clause_words(clause: Token, verb: Token, direct: Token | None) -> list[Token]:
    first = clause.left_edge.i
    if direct is not None and verb.i < direct.i < first:
        first = direct.left_edge.i
    tokens = [clause.doc[i] for i in range(max(first, verb.i + 1), clause.right_edge.i + 1)]
    return tokens[1:] if tokens and tokens[0].lower_ == "that" else tokens


def _is_theirs(view: View, word: Token, here: list[Candidate], known: frozenset[str]) -> bool:
    """Whether those who protest ask, or the protest itself, or its placards, or one of them in their own words."""
    if word.pos_ == "NOUN":
        return bool(here)
    own = {c.trigger.token.i for c in here} | {c.trigger.actor.i for c in here if c.trigger.actor is not None}
    asker = _asker(word, own, known)
    if asker is None or asker.i in own:
        return asker is not None
    if asker.lower_ == "we":
        quoted = view.reading.quotation_at(view.sentence.at(word)) is not None
        return quoted and word.lower_ in forms_of("demands", "spoken")
    return _is_protester(view, asker, known, bool(here))


def _asker(word: Token, own: set[int], known: frozenset[str]) -> Token | None:
    """The word's subject, or without one the protest, the protesters or the subject of the clause that it hangs on."""
    token = word
    for _ in range(8):
        subjects = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")]
        if subjects:
            return subjects[0]
        if token != word and (token.i in own or token.lower_ in known | words_of("demands", "tokens")):
            return token
        if token.head == token:
            break
        token = token.head
    return None


def _is_protester(view: View, doer: Token, known: frozenset[str], here: bool) -> bool:
    if doer.lower_ in known or doer.lower_ in words_of("demands", "tokens"):
        return True
    if any(n.lower_ in known for _, n in prepositional(doer, "of")) or (doer.lower_ in ("who", "that") and here):
        return True
    if doer.lower_ != "they":
        return False
    found = antecedent(view.reading.sentences, view.reading.mentions.entities, view.sentence, doer)
    return found is None or found[1].lower_ in known or not _is_someone(*found, view)


def _is_someone(sentence: Sentence, noun: Token, view: View) -> bool:
    """Whether the noun that ``they`` seems to stand for can want anything; if not, the protesters are meant."""
    return view.reading.mentions.entity(sentence, noun) is not None or noun.lemma_.lower() in _PEOPLE


def _trimmed(view: View, tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """The words without marks and joints at their edges, and not more than a sentence's worth."""
    tokens = [t for t in tokens if not t.is_space][:_LONGEST]
    while tokens and (tokens[0].is_punct or tokens[0].lower_ in ("and", "for", "to")):
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_punct or tokens[-1].lower_ in ("and", "or")):
        tokens = tokens[:-1]
    if any(t.lower_ in ("demands", "demand") for t in tokens):
        return  # `until their demands are met`
    if tokens and not (len(tokens) == 1 and is_pronoun(tokens[0])):
        yield view.sentence.span(tokens[0], tokens[-1])
