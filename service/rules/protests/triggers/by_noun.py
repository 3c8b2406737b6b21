"""Nouns that report a protest: by themselves, or with a sign beside them that makes a protest of what they name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.language.phrases import prepositional, subject
from service.rules.events.view import View
from service.rules.protests.crowds import is_armed, is_crowd, led_off
from service.rules.protests.lexicon import Noun, asking, forms_of, nouns, people, verbs, words_of
from service.rules.protests.trigger import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token


def by_noun(view: View) -> Iterator[Trigger]:
    """``a protest``, ``the march``: the nouns of the list that name an event."""
    for token in view.doc:
        for noun in nouns().get(token.lower_, ()):
            head = phrase_head(token, noun)
            if head is not None and _is_event(view, head, token, noun):
                sure = not noun.sign or _has_sign(view, head, noun)
                if sure or _may_be(view, head, noun):
                    yield Trigger(view, "noun", head, noun.form, sure, noun.plural)
                break


def phrase_head(last: Token, noun: Noun) -> Token | None:
    """The head of the phrase that ends at ``last``, if the words before it are those of the noun."""
    at = last.i
    for word in reversed(noun.words):
        while at >= 0 and last.doc[at].lower_ in ("-", "'", "’", "'s", "’s"):
            at -= 1
        if at < 0 or last.doc[at].lower_ != word:
            return None
        at -= 1
    if len(noun.words) == 1:
        return last if last.pos_ in ("NOUN", "PROPN") else None
    inside = range(at + 1, last.i + 1)
    if not any(last.doc[i].pos_ in ("NOUN", "PROPN") or last.doc[i].text == "-" for i in inside):
        return None  # `got to sit in on it`
    return next((last.doc[i] for i in inside if last.doc[i].head.i not in inside), last)


def names_protest(token: Token) -> bool:
    """Whether the word is one for a protest, or the last of a phrase for one: a ``road`` is only in ``blockade of the road``."""
    return any(phrase_head(token, noun) is not None for noun in nouns().get(token.lower_, ()))


def _is_event(view: View, token: Token, last: Token, noun: Noun) -> bool:
    """Whether the noun names an event here, not a part of another word (``riot police``) or something else of its name."""
    if token.dep_ in ("compound", "amod", "nmod") or view.words & words_of("never", "sport"):
        return False
    following = last.nbor(1).lower_ if last.i + 1 < len(last.doc) else ""
    if following == "-" or following in words_of("never", "after"):
        return False
    if noun.sign and befores(token) & words_of("never", "modifiers"):
        return False
    if noun.words[-1] in words_of("never", "of") and next(prepositional(token, "of"), None) is not None:
        return False
    if noun.words[-1] in words_of("never", "of_a_thing") and any(
        shown.pos_ == "PROPN" or not is_crowd(shown) for _, shown in prepositional(token, "of")
    ):
        return False
    if noun.words[-1] == "march" and _is_month(token):
        return False
    if noun.words[-1].startswith("strike") and len(noun.words) == 1 and view.words & words_of("never", "strike"):
        return _is_on_strike(token)
    if noun.form == "strike" and view.is_of_sport:
        return False
    if noun.form == "vigil" and view.words & words_of("never", "worship"):
        return False  # `the bishop led a vigil`
    if noun.form == "rally" and len(noun.words) == 1 and (_is_vote_rally(view, token) or _is_of_a_market(token)):
        return False
    return not is_right(token) and not _is_in_protest(token)


def befores(token: Token) -> set[str]:
    """The words before a noun that modify it; the parts of ``anti-war`` are two of them."""
    return {
        t.lower_ for c in token.lefts if c.dep_ in ("amod", "compound", "nmod", "nummod", "poss") for t in c.subtree
    }


def _is_month(token: Token) -> bool:
    if token.text[0].isupper() and not token.is_sent_start:  # but for `the Women's March`
        return not any(c.dep_ in ("poss", "compound", "nmod") and c.pos_ != "NUM" for c in token.lefts)
    before = token.nbor(-1).lower_ if token.i else ""
    after = token.nbor(1).text if token.i + 1 < len(token.doc) else ""
    return after[:1].isdigit() or before in words_of("never", "before_month")


def _is_on_strike(token: Token) -> bool:
    """``on strike``, bare; ``on the strike`` may be of another sort."""
    return token.dep_ == "pobj" and token.head.lower_ == "on" and not any(token.lefts)


def _is_vote_rally(view: View, token: Token) -> bool:
    named = any(c.tag_ == "NNP" and c.dep_ in ("compound", "poss", "nmod") for c in token.lefts)
    signs = (befores(token) | view.words) & words_of("signs", "rally", "words")
    signs |= befores(token) & words_of("signs", "rally", "modifiers")
    named = named and not _has_cause(token)
    return not signs and (named or bool(view.words & words_of("never", "rally")))


def _is_of_a_market(token: Token) -> bool:
    """``an oil rally``, ``a rally in prices``."""
    risen = {t.lower_ for _, noun in prepositional(token, "in") for t in noun.subtree}
    return bool((befores(token) | risen) & words_of("never", "market"))


def is_right(token: Token) -> bool:
    """``the right to protest``, ``freedom of protest``: no protest in particular."""
    head = token.head
    above = head.head if head.dep_ == "prep" else head
    return token.dep_ in ("pobj", "acl", "relcl") and above.lemma_.lower() in words_of("never", "general")


def _is_in_protest(token: Token) -> bool:
    """``in protest``, ``lodged a protest``: how something else is done."""
    if token.dep_ == "dobj" and token.head.lower_ in forms_of("never", "objecting"):
        return True
    if is_way_to_protest(token):
        return False
    bare = token.dep_ == "pobj" and not any(token.lefts) and token.tag_ == "NN"
    return bare and token.head.lower_ in ("in", "under", "without")


def is_way_to_protest(token: Token) -> bool:
    """``farmers dumped milk in protest at the price``: what a crowd does is the protest; who leaves, only leaves."""
    if token.dep_ != "pobj" or token.head.lower_ != "in" or token.lower_ not in ("protest", "protests"):
        return False
    verb = token.head.head
    doer = subject(verb) if verb.pos_ == "VERB" else None
    if doer is None or not is_crowd(doer) or verb.lower_ in forms_of("never", "leaving"):
        return False
    return doer.pos_ != "PRON" and next(prepositional(token, "at", "over", "against", "about"), None) is not None


def _has_sign(view: View, token: Token, noun: Noun) -> bool:
    """Whether something beside the noun makes a protest of it."""
    if len(noun.words) > 1 and noun.form != "demonstration":
        return True
    signs = noun.form
    if noun.words[-1] in words_of("never", "of") and next(prepositional(token, "of"), None) is not None:
        return False
    if noun.words[-1] in words_of("never", "of_a_thing") and next(prepositional(token, "of"), None) is not None:
        return True  # of people, as `_is_event` has seen
    if _is_headline(token) or (noun.form == "strike" and (_is_on_strike(token) or _has_length(view, token))):
        return True
    if befores(token) & words_of("signs", signs, "modifiers") or view.words & words_of("signs", signs, "words"):
        return True
    if noun.plural and noun.words[-1] in words_of("signs", signs, "plural"):
        return next(prepositional(token, "of"), None) is None
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if following in asking() | forms_of("signs", "telling"):
        return True  # `a rally demanding`
    if _has_cause(token) or is_attended(token) or _is_of_people(token, noun):
        return True
    listed = words_of("signs", signs, "prepositions")
    if following in listed or any(prep.lower_ in listed for prep, _ in prepositional(token)):
        return True
    above = token.head.head if token.dep_ == "pobj" else token.head
    return above.lower_ in forms_of("signs", signs, "verbs") and _crowd_over(view, above, token)


def _has_length(view: View, token: Token) -> bool:
    """``the strike, now in its second week``."""
    start, end = view.under(token)
    return any(start <= d.start and d.end <= end for d in view.durations)


def _is_headline(token: Token) -> bool:
    """``Thousands rally in Velm to back the judge``: a verb that the parse takes for a noun."""
    counted = any(c.i == token.i - 1 and c.lower_ in words_of("crowds", "counted") for c in token.lefts)
    return counted and token.dep_ == "ROOT" and token.tag_ == "NN"


def _is_of_people(token: Token, noun: Noun) -> bool:
    """``a demonstration of retirees``, ``the march from Velm to Tarsk``, ``the occupation of the faculty``: whose it is, or where."""
    if noun.form == "march":
        return any(goal.pos_ == "PROPN" for _, goal in prepositional(token, "from", "to"))
    whose = [of for _, of in prepositional(token, "of")]
    if noun.form == "occupation":
        forces = befores(token) & words_of("crowds", "never")
        return not forces and any(of.lemma_.lower() in words_of("things", "buildings") for of in whose)
    return any(of.lemma_.lower() in words_of("crowds", "called") | words_of("crowds", "workers") for of in whose)


def _has_cause(token: Token) -> bool:
    """``a rally in support of``, whatever the parse hangs it on."""
    after = token.doc[token.i + 1 : token.i + 3].text.lower().split()
    return len(after) == 2 and after[0] == "in" and after[1] in words_of("signs", "causes")


def is_attended(token: Token) -> bool:
    """``people took part in a vigil``, ``turned up for the demonstration``: who comes to one, protests."""
    if token.dep_ != "pobj" or token.tag_ != "NN" or next(prepositional(token, "of"), None) is not None:
        return False
    verb = token.head.head.head if token.head.head.lower_ == "part" else token.head.head
    doer = subject(verb) if verb.lower_ in forms_of("signs", "attended") else None
    return doer is not None and is_crowd(doer)


def _crowd_over(view: View, verb: Token, event: Token) -> bool:
    """Whether people are the verb's subject, nobody is, or the event itself: ``a vigil was held``."""
    doer = subject(verb)
    if verb.lower_ in forms_of("signs", "met"):
        return True  # `police banned the march`
    return doer is None or doer == event or not is_armed(view, doer)


def _may_be(view: View, token: Token, noun: Noun) -> bool:
    """Whether a noun without a sign may still point back to a protest reported elsewhere: ``the march``, ``at the rally``."""
    if noun.form in ("strike", "occupation", "road_block") and "protest" not in view.text.lower():
        return False
    if next(prepositional(token, "of"), None) is not None and noun.words[-1] == "demonstration":
        return False
    return token.pos_ in ("NOUN", "PROPN")


def _of_deed(view: View, participle: Token) -> Trigger | None:
    """Those who are called by what they do: ``striking miners``, but no ``striking pictures``."""
    people_ = participle.head if participle.dep_ == "amod" else led_off(participle)
    deed = next((v for v in verbs().get(participle.lower_, ()) if v.base in words_of("described", "deeds")), None)
    if deed is None or people_ is None or people_.tag_ != "NNS" or participle.i > people_.i:
        return None
    named = people_.lemma_.lower() in (words_of("crowds", "workers") | words_of("crowds", "called"))
    return Trigger(view, "people", people_, deed.form, sure=True, plural=True) if named else None


def _driven_off(view: View) -> Iterator[Trigger]:
    """``Police fired tear gas at students``, ``used water cannon on a crowd``: whom riot police drive off."""
    if view.words.isdisjoint(words_of("forces", "means")) or view.words & words_of("never", "sport"):
        return
    for token in view.of_lemmas(words_of("crowds", "called")):
        verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
        top = token.head if token.dep_ == "nmod" else token  # `at a crowd outside parliament`
        aimed = top.dep_ == "dobj" or (top.dep_ == "pobj" and top.head.lower_ in words_of("forces", "at"))
        if verb is None or not aimed or (token.tag_ != "NNS" and token.lower_ != "crowd"):
            continue
        by = subject(verb)
        if by is not None and by.lower_ in words_of("forces", "against"):
            yield Trigger(view, "people", token, "demonstration", sure=True, plural=True)


def by_people(view: View) -> Iterator[Trigger]:
    """``protesters``, and ``protesting nurses``, ``striking miners``: what they are called for is what they do; and crowds at
    which tear gas is fired.
    """
    yield from _driven_off(view)
    for token in view.doc:
        if token.tag_ in ("VBG", "JJ") and (called := _of_deed(view, token)) is not None:
            yield called
        for noun in people().get(token.lower_, ()):
            head = phrase_head(token, noun)
            played = noun.form == "strike" and (view.words & words_of("never", "sport") or view.is_of_sport)
            if head is not None and head.dep_ not in ("compound", "nmod") and not played:
                plain = not befores(head) & words_of("described", "words")
                yield Trigger(view, "people", head, noun.form, sure=noun.plural and plain, plural=noun.plural)
                break
