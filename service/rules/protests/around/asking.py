"""The wordings of demands: from a word for asking, or a protest, to the words that say what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from service.language.coreference import is_pronoun
from service.language.phrases import child, children, conjuncts, prepositional
from service.rules.events.view import View
from service.rules.protests.lexicon import forms_of, words_of
from service.rules.protests.report import Report
from service.rules.protests.triggers.by_noun import names_protest

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEAD = 40  # characters before a slogan in which it is said to be one
_NO_AIM = frozenset({"boycott", "storming", "riot", "vigil"})  # forms that are not held for something


def asked(token: Token) -> list[list[Token]]:
    """The words of what is asked for by this word, if it is one for asking; each as a list of tokens."""
    word = token.lower_
    if token.pos_ == "VERB" and child(token, "nsubjpass") is None:  # `they were asked to go`
        if word in forms_of("demands", "aims"):
            return [words_under(n) for _, n in prepositional(token, "at") if n.pos_ == "VERB"]
        if word in forms_of("demands", "with_for") and (found := _called_for(token)):
            return found
        if word in forms_of("demands", "verbs") | forms_of("demands", "clausal"):
            return _of_verb(token)
    if token.pos_ == "NOUN" and token.lemma_.lower() in words_of("demands", "nouns"):
        return _of_noun(token)
    return []


def words_under(token: Token) -> list[Token]:
    """All words that hang on the token, itself included."""
    return [token.doc[i] for i in range(token.left_edge.i, token.right_edge.i + 1)]


# --- nouns ---------------------------------------------------------------------------------------------------------


def _of_noun(noun: Token) -> list[list[Token]]:
    """``a demand for a vote``, ``their demands to scrap the tax``, ``the demands include a vote``."""
    found = [own for _, n in prepositional(noun, "for") for own in _items(n)]
    holders = [noun, *(n for _, n in prepositional(noun, "of", "by", "from"))]
    clauses = [c for holder in holders for c in children(holder, "acl", "ccomp", "relcl") if _is_infinitive(c)]
    found += [_own_words(n) for c in children(noun, "acl") for _, n in prepositional(c, "from", "to")]  # `ranging from`
    if noun.dep_ == "nsubj" and noun.head.lower_ in forms_of("demands", "including"):
        found += _listed(noun.head)
    return [*found, *map(words_under, clauses)]


def _listed(verb: Token) -> list[list[Token]]:
    """The items of a list after the verb, which the parse often takes apart: those between its commas."""
    rest = verb.doc[verb.i + 1 : verb.right_edge.i + 1]
    first = child(verb, "dobj", "attr")
    if any(t.text == "," for t in rest) or first is None:
        items = [list(words) for comma, words in groupby(rest, lambda t: t.text == ",") if not comma]
        return [words for words in items if words[0].lower_ not in words_of("demands", "going_on")]
    return _items(first)


def _is_infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _items(first: Token) -> list[list[Token]]:
    """The items of a list, each without those after it."""
    return [_own_words(item) for item in conjuncts(first)]


def _own_words(item: Token) -> list[Token]:
    later = child(item, "conj")
    return [
        item.doc[i] for i in range(item.left_edge.i, later.left_edge.i if later is not None else item.right_edge.i + 1)
    ]


# --- verbs ---------------------------------------------------------------------------------------------------------


def _called_for(verb: Token) -> list[list[Token]]:
    """``called for his release``, ``for him to go``, ``called on the minister to resign``; of ``for protests and a vote`` the vote."""
    timed = words_of("demands", "not_for")  # `called a strike for Wednesday`
    goals = [n for _, n in prepositional(verb, "for") if n.lemma_.lower() not in timed]
    found = [own for n in goals for own in (_items(n) if names_protest(n) else [words_under(n)])]
    found += [words_under(c) for c in children(verb, "xcomp", "ccomp", "advcl") if c.left_edge.lower_ == "for"]
    clause = child(verb, "xcomp", "ccomp")
    if not found and clause is not None and any(c.lower_ in ("on", "upon") for c in verb.children):
        return [words_under(clause)]
    return [words for words in found if not _is_call(words)]


def _is_call(words: list[Token]) -> bool:
    """``called for protests``: what is asked for is the protest itself."""
    return names_protest(words[0].doc[words[0].i : words[-1].i + 1].root)


def _of_verb(verb: Token) -> list[list[Token]]:
    clause = child(verb, "ccomp", "xcomp")
    direct = child(verb, "dobj")
    if clause is not None:
        wishes = verb.lower_ in forms_of("demands", "wishing")
        selfish = wishes and direct is None and child(clause, "nsubj", "nsubjpass") is None
        if selfish and clause.lower_ not in words_of("demands", "purposes"):
            return []  # `want to be on television`: what they do, not what they ask
        stated = verb.lower_ in forms_of("demands", "stating") and _is_stated(clause)
        return [] if stated else [_clause_words(clause, verb, direct)]
    if direct is None or is_pronoun(direct) or verb.lower_ not in forms_of("demands", "verbs"):
        return []
    if _is_call(words_under(direct)):
        return []
    items = conjuncts(direct)  # `the release of two men and an end to the raids`: two demands, each a phrase of its own
    own = all(next(prepositional(item), None) is not None and child(item, "det", "poss") for item in items)
    return _items(direct) if own else [words_under(direct)]


def _is_stated(clause: Token) -> bool:
    """Whether a clause says what is, and not what is to be: ``they insist that there is no leader``."""
    helpers = [c for c in clause.children if c.dep_ in ("aux", "auxpass")]
    wished = any(c.lower_ in ("should", "must", "to", "be") for c in helpers)
    return not wished and next(iter(helpers), clause).tag_ in ("VBZ", "VBD", "VBP", "MD")


def _clause_words(clause: Token, verb: Token, direct: Token | None) -> list[Token]:
    first = clause.left_edge.i
    if direct is not None and verb.i < direct.i < first:
        first = direct.left_edge.i
    tokens = [clause.doc[i] for i in range(max(first, verb.i + 1), clause.right_edge.i + 1)]
    return tokens[1:] if tokens and tokens[0].lower_ == "that" else tokens


# --- what the protest itself is for ----------------------------------------------------------------------------------


def aims(view: View, report: Report) -> Iterator[list[Token]]:
    """``a march for peace``, ``protests to end the lockdown``, ``will go on until they get a hearing``."""
    token = report.trigger.token
    if report.trigger.rule != "people" and report.trigger.form not in _NO_AIM:
        yield from (words_under(noun) for _, noun in prepositional(token, "for") if _is_aim(view, noun))
        yield from _purposes(token)
    yield from view.once(_until)


def _is_aim(view: View, noun: Token) -> bool:
    """Whether ``for X`` names an aim: not a time, a length, or another word for the protest."""
    if noun.pos_ not in ("NOUN", "PROPN") or names_protest(noun):
        return False
    timed = any(d.start <= view.at(noun) < d.end for d in view.durations)
    return not timed and noun.lemma_.lower() not in words_of("demands", "not_for")


def _purposes(token: Token) -> Iterator[list[Token]]:
    """``protests to end the lockdown``, whatever the parse hangs the infinitive on."""
    following = token.doc[token.i + 1 : token.i + 3]
    if len(following) == 2 and following[0].lower_ == "to" and following[1].lower_ in words_of("demands", "purposes"):
        yield words_under(following[1])


def _until(view: View) -> list[list[Token]]:
    sought = []
    for mark in view.of_words({"until"}):
        clause = mark.head
        past = any(t.tag_ == "VBD" for t in (clause, *children(clause, "aux", "auxpass")))
        if mark.dep_ == "mark" and not past:  # `until the uproar made her give way`: that came about
            got = child(clause, "dobj") if clause.lower_ in forms_of("demands", "getting") else None
            sought.append(words_under(got) if got is not None else words_under(clause)[1:])
    return sought


def slogans(view: View) -> Iterator[list[Token]]:
    """``chanting "Free the editor"``, ``banners reading "No more cuts"``: the slogans that ask for something."""
    for quotation in view.reading.quotations_in(view.sentence.start, view.sentence.end):
        led = [t for t in view.doc if quotation.outer_start - _LEAD <= view.at(t) < quotation.outer_start]
        words = [t for t in view.doc if quotation.start <= view.at(t) < quotation.end and not t.is_punct]
        if any(t.lower_ in words_of("demands", "shown") for t in led) and words and _is_asking(words):
            yield words


def _is_asking(words: list[Token]) -> bool:
    """``Lower the fees``, ``No more cuts``, ``The mayor must go``."""
    bidding = words[0].tag_ == "VB" and words[0].lower_ not in words_of("demands", "wished")
    said = {t.lower_ for t in words}
    listed = words[0].lower_ in words_of("demands", "slogans") | words_of("demands", "purposes") | words_of(
        "demands", "ending"
    )
    return bidding or listed or bool(said & words_of("demands", "urging"))


# --- against whom a demand goes ----------------------------------------------------------------------------------------


def opposed_by(words: list[Token]) -> Token | None:
    """Whom or what a demand is against: the tax in ``scrap the tax``, the mayor in ``the mayor's resignation``."""
    root = words[0].doc[words[0].i : words[-1].i + 1].root
    if root.pos_ in ("VERB", "AUX"):
        return _of_ending_verb(root)
    if root.lemma_.lower() not in words_of("demands", "endings"):
        return None
    return next((n for _, n in prepositional(root, "of", "to", "on", "from")), child(root, "poss"))


def _of_ending_verb(verb: Token) -> Token | None:
    if verb.lower_ in forms_of("demands", "ending"):
        return child(verb, "dobj", "nsubjpass")
    if verb.lower_ in forms_of("demands", "quitting"):
        on = next((n for _, n in prepositional(verb.head, "on", "upon")), None)  # `called on the minister to resign`
        return child(verb, "nsubj") or child(verb.head, "dobj") or on
    return None
