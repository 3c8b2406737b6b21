"""The wordings of demands: from a word for asking, a protest or a slogan to the words that say what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.language.coreference import is_pronoun
from service.language.phrases import child, children, conjuncts, prepositional
from service.rules.events.view import View
from service.rules.protests.lexicon import forms_of, nouns, words_of
from service.rules.protests.report import Report
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMES = load_words("language/names")
PEOPLE = frozenset(w for table in ("person_nouns", "government_nouns", "organization_nouns") for w in _NAMES[table])
_FAR = 14  # words after a word for a protest within which its aim may stand
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
    """``a demand for a vote``, ``the protesters' demand that he go``, ``their demands to scrap the tax``."""
    found = [own for prep, n in prepositional(noun, "for") if prep.i > noun.i for own in _items(n)]
    holders = [noun, *(n for _, n in prepositional(noun, "of", "by", "from"))]
    clauses = [c for holder in holders for c in children(holder, "acl", "ccomp", "relcl") if _is_infinitive(c)]
    clauses += [c for c in children(noun, "acl", "ccomp") if _begins_with(c, "that")]
    ranging = [c for c in children(noun, "acl") if c.lower_ == "ranging"]
    found += [_own_words(n) for c in ranging for _, n in prepositional(c, "from", "to")]
    return found + [words_under(c) for c in clauses if c.i > noun.i] + _listed(noun)


def _is_infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _begins_with(clause: Token, word: str) -> bool:
    return any(c.lower_ == word and c.dep_ == "mark" for c in clause.children)


def _listed(noun: Token) -> list[list[Token]]:
    """``their demands include a vote, holding an inquiry, and the release of the miners``."""
    verb = noun.head
    if noun.dep_ not in ("nsubj", "nsubjpass") or verb.lower_ not in forms_of("demands", "including"):
        return []
    first = child(verb, "dobj", "attr")
    rest = [t for t in noun.doc[verb.i + 1 :] if t.i <= verb.right_edge.i]
    if any(t.text == "," for t in rest):
        return list(_between_commas(rest))
    return [] if first is None else _items(first)


def _between_commas(tokens: list[Token]) -> Iterator[list[Token]]:
    """The items of a long list, which the parse often takes apart; ``including`` and ``which`` go on with an item."""
    item: list[Token] = []
    for token in tokens:
        ends = token.text == "," and token.i + 1 < len(token.doc)
        if ends and token.nbor(1).lower_ not in words_of("demands", "going_on"):
            yield item
            item = []
        else:
            item.append(token)
    yield item


def _items(first: Token) -> list[list[Token]]:
    """The items of a list, each without those after it."""
    return [_own_words(item) for item in conjuncts(first)]


def _own_words(item: Token) -> list[Token]:
    later = [c for c in item.children if c.dep_ == "conj"]
    end = later[0].left_edge.i if later else item.right_edge.i + 1
    return [item.doc[i] for i in range(item.left_edge.i, end)]


# --- verbs ---------------------------------------------------------------------------------------------------------


def _called_for(verb: Token) -> list[list[Token]]:
    """``called for his release``, ``called on the minister to resign``; of ``for protests and a vote`` the vote."""
    timed = words_of("demands", "not_for")  # `called a strike for Wednesday`
    goals = [n for prep, n in prepositional(verb, "for") if prep.i > verb.i and n.lemma_.lower() not in timed]
    found = [own for n in goals for own in (_items(n) if _is_protest(n) else _apart(n))]
    clause = child(verb, "xcomp", "ccomp")
    if not found and clause is not None and any(c.lower_ in ("on", "upon") for c in verb.children):
        return [words_under(clause)]
    return [words for words in found if not _is_call(words)]


def _is_protest(noun: Token) -> bool:
    return noun.lower_ in nouns()


def _is_call(words: list[Token]) -> bool:
    """``called for protests``: what is asked for is the protest itself."""
    return bool(words) and _is_protest(words[0].doc[words[0].i : words[-1].i + 1].root)


def _of_verb(verb: Token) -> list[list[Token]]:
    clause = child(verb, "ccomp", "xcomp")
    direct = child(verb, "dobj")
    wishes = verb.lower_ in forms_of("demands", "wishing")
    if clause is not None and verb.lower_ in forms_of("demands", "stating") and _is_stated(clause):
        return []  # `they insist that there is no leader`
    if clause is not None and verb.lower_ in forms_of("demands", "clausal"):
        selfish = wishes and direct is None and child(clause, "nsubj", "nsubjpass") is None
        if selfish and clause.lower_ not in words_of("demands", "purposes"):
            return []  # `want to be on television`: what they do, not what they ask
        return [_clause_words(clause, verb, direct)]
    plain = [words_under(n) for prep, n in prepositional(verb, "for") if prep.i == verb.i + 1]
    if plain:
        return plain
    asks = verb.lower_ in forms_of("demands", "verbs") and direct is not None and not is_pronoun(direct)
    if not asks or direct is None or direct.i < verb.i or _is_call(words_under(direct)):
        return []
    return _apart(direct)


def _is_stated(clause: Token) -> bool:
    """Whether a clause says what is, and not what is to be."""
    helpers = [c for c in clause.children if c.dep_ in ("aux", "auxpass")]
    wished = any(c.lower_ in ("should", "must", "to", "be") for c in helpers)
    first = helpers[0] if helpers else clause
    return not wished and (first.tag_ in ("VBZ", "VBD", "MD") or first.lower_ in ("are", "'re", "’re"))


def _apart(first: Token) -> list[list[Token]]:
    """``the release of two men and an end to the raids``: two demands, where each item is a phrase of its own."""
    items = conjuncts(first)
    own = all(next(prepositional(item), None) is not None and child(item, "det", "poss") for item in items)
    return _items(first) if len(items) > 1 and own else [words_under(first)]


def _clause_words(clause: Token, verb: Token, direct: Token | None) -> list[Token]:
    first = clause.left_edge.i
    if direct is not None and verb.i < direct.i < first:
        first = direct.left_edge.i
    tokens = [clause.doc[i] for i in range(max(first, verb.i + 1), clause.right_edge.i + 1)]
    return tokens[1:] if tokens and tokens[0].lower_ == "that" else tokens


# --- what the protest itself is for ----------------------------------------------------------------------------------


def aims(view: View, report: Report) -> Iterator[list[Token]]:
    """``a march for peace``, ``a rally in support of the strike``, ``stormed the hall to stop the vote``."""
    token = report.trigger.token
    if report.trigger.rule != "people" and report.trigger.form not in _NO_AIM:
        for prep, noun in prepositional(token, "for"):
            if prep.i > token.i and _is_aim(view, noun) and prep.nbor(-1).lower_ not in ("not", "never"):
                yield words_under(noun)
        yield from _sought(token)
        yield from _supported(token)
        yield from _purposes(token)
    yield from view.once(_until)


def _sought(token: Token) -> Iterator[list[Token]]:
    """``has been protesting outside the hall for her release``: what only is asked for, whatever the parse hangs it on."""
    for prep in token.doc[token.i + 1 : token.i + _FAR]:
        noun = child(prep, "pobj") if prep.lower_ == "for" and prep.head != token else None
        if noun is None or noun.lemma_.lower() not in words_of("demands", "sought"):
            continue
        if prep.head.pos_ != "VERB" or prep.head in token.ancestors:
            yield words_under(noun)


def _is_aim(view: View, noun: Token) -> bool:
    """Whether ``for X`` names an aim: not a time, a length, or another word for the protest."""
    if noun.pos_ not in ("NOUN", "PROPN") or noun.lower_ in nouns():
        return False
    timed = any(d.start <= view.at(noun) < d.end for d in view.durations)
    return not timed and noun.lemma_.lower() not in words_of("demands", "not_for")


def _supported(token: Token) -> Iterator[list[Token]]:
    """``in support of free speech``; of ``in support of the president`` nothing is asked."""
    above = token.head if token.dep_ == "dobj" else token
    for spot in {token, above}:
        for _, support in prepositional(spot, "in"):
            if support.lower_ in words_of("demands", "supporting"):
                for _, noun in prepositional(support, "of"):
                    if noun.lemma_.lower() not in PEOPLE and not any(t.pos_ == "PROPN" for t in _own_words(noun)):
                        yield words_under(noun)


def _purposes(token: Token) -> Iterator[list[Token]]:
    """``protests to end the lockdown``, whatever the parse hangs the infinitive on."""
    following = token.doc[token.i + 1 : token.i + 3]
    wanted = words_of("demands", "purposes")
    if len(following) == 2 and following[0].lower_ == "to" and following[1].lower_ in wanted:
        yield words_under(following[1])
        return
    for verb in children(token, "advcl", "xcomp", "acl"):
        if verb.lower_ in wanted and _is_infinitive(verb):
            yield words_under(verb)


def _until(view: View) -> list[list[Token]]:
    """``will go on until they get a hearing``."""
    sought = []
    for clause in view.doc:
        if clause.dep_ != "advcl" or not _begins_with(clause, "until"):
            continue
        got = child(clause, "dobj") if clause.lower_ in forms_of("demands", "getting") else None
        if got is not None:
            sought.append(words_under(got))
        elif not _came(clause):
            sought.append(words_under(clause)[1:])
    return sought


def _came(clause: Token) -> bool:
    """``until the uproar made her give way``: told as come about, unless somebody vowed so."""
    past = clause.tag_ == "VBD" or any(c.dep_ in ("aux", "auxpass") and c.tag_ == "VBD" for c in clause.children)
    return past and not any(t.lower_ in forms_of("demands", "vowing") for t in clause.ancestors)


# --- slogans ---------------------------------------------------------------------------------------------------------


def slogans(view: View) -> Iterator[tuple[int, int]]:
    """``shouted no to the dam``, ``with signs that read "stop the dam"``: slogans that ask for something."""
    chants = view.of_words(forms_of("demands", "chanting") | words_of("demands", "tokens"))
    shown = [t for t in chants if t.lower_ not in forms_of("demands", "telling")]
    if not chants:
        return
    for token in view.doc[chants[0].i : -2]:
        if token.lower_ == "no" and token.nbor(1).lower_ == "to":
            goal = next((t for t in view.doc[token.i + 2 :] if t.dep_ == "pobj"), None)
            if goal is not None:
                yield view.span(token, view.doc[goal.right_edge.i])
    text = view.reading.transcript.text
    for quoted in view.reading.quotations_in(view.sentence.start, view.sentence.end):
        words = text[quoted.start : quoted.end].lower().replace(",", " ").split()
        inside = any(view.at(t) < quoted.start for t in shown) and quoted.end <= view.sentence.end
        if inside and len(words) > 1 and words[0] in words_of("demands", "imperatives"):
            yield quoted.start, quoted.end


# --- against whom a demand goes ----------------------------------------------------------------------------------------


def opposed_by(words: list[Token]) -> Token | None:
    """Whom or what a demand is against: the tax in ``scrap the tax``, the mayor in ``the mayor's resignation``."""
    if not words:
        return None
    root = words[0].doc[words[0].i : words[-1].i + 1].root
    if root.pos_ in ("VERB", "AUX"):
        return _of_ending_verb(root)
    if root.lemma_.lower() not in words_of("demands", "endings"):
        return None
    over = [n for prep, n in prepositional(root, "of", "to", "on", "from") if prep.i > root.i]
    held = child(root, "poss")
    return next(iter(over), held if held is not None and not is_pronoun(held) else None)


def _of_ending_verb(verb: Token) -> Token | None:
    done = child(verb, "dobj", "nsubjpass")
    if verb.lower_ in forms_of("demands", "ending"):
        clause = child(verb, "ccomp", "xcomp", "pcomp")
        return done if done is not None or clause is None else child(clause, "nsubj", "nsubjpass", "dobj")
    if verb.lower_ in forms_of("demands", "quitting"):
        on = next((n for _, n in prepositional(verb.head, "on", "upon")), None)  # `called on the minister to resign`
        return child(verb, "nsubj") or child(verb.head, "dobj") or on
    return None
