"""The words that report a protest: nouns, verbs, phrases, and people who can only be protesting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from schemas import ProtestForm
from service.language.phrases import child, conjuncts, prepositional, subject
from service.rules.events import tells_of_fiction
from service.rules.protests.crowds import doer_of, is_crowd, nouns_of
from service.rules.protests.lexicon import (
    Noun,
    Verb,
    asking,
    forms_of,
    nouns,
    people,
    phrases,
    verb_forms,
    verbs,
    words_of,
)
from service.rules.protests.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

_OTHER_SORTS = frozenset(
    {"march", "vigil"}
)  # forms whose nouns have namesakes that other words of the sentence give away
_PLAIN = frozenset({"protest", "demonstrate"})  # verbs that report a protest on a playing field too

Rule = Literal["noun", "verb", "phrase", "people"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that reports a protest. ``sure`` is False where it counts only near a protest reported more plainly."""

    token: Token
    rule: Rule
    form: ProtestForm
    sure: bool
    plural: bool = False

    @property
    def actor(self) -> Token | None:
        """The noun for those who protest, as far as the trigger's own grammar tells."""
        if self.rule == "people":
            return self.token
        return doer_of(self.token) if self.rule in ("verb", "phrase") else None


def find_triggers(view: View) -> list[Trigger]:
    """All triggers in a parsed sentence, in its order; at most one a word."""
    found: dict[int, Trigger] = {}
    if tells_of_fiction(view.text):
        return []
    for rule in (_nouns, _people, _phrases, _verbs):
        for trigger in rule(view):
            found.setdefault(trigger.token.i, trigger)
    return [found[i] for i in sorted(found) if not _is_said_already(found[i], found)]


def _is_said_already(trigger: Trigger, found: dict[int, Trigger]) -> bool:
    """The noun of ``go on strike``, which the phrase reports as a whole."""
    above = found.get(trigger.token.head.head.i)
    return trigger.rule == "noun" and above is not None and above.rule == "phrase" and above.form == trigger.form


# --- nouns ---------------------------------------------------------------------------------------------------------


def _nouns(view: View) -> Iterator[Trigger]:
    for token in view.doc:
        for noun in nouns().get(token.lower_, ()):
            head = _phrase_head(token, noun)
            if head is not None and _is_event(view, head, noun):
                sure = not noun.sign or _has_sign(view, head, noun)
                if sure or _may_be(view, head, noun):
                    yield Trigger(head, "noun", noun.form, sure and not _is_generic(head), noun.plural)
                break


def _phrase_head(last: Token, noun: Noun) -> Token | None:
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
    return next(
        (last.doc[i] for i in inside if last.doc[i].head.i not in inside or last.doc[i].head == last.doc[i]), last
    )


def _is_event(view: View, token: Token, noun: Noun) -> bool:
    """Whether the noun names an event here, not a part of another word (``riot police``) or something else of its name."""
    if token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i:
        return False
    if view.words & words_of("never", "sport") or (
        noun.form in _OTHER_SORTS and view.words & words_of("never", noun.form)
    ):
        return False
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if following is not None and (following.text == "-" or following.lower_ in words_of("never", "after")):
        return False
    if _befores(token) & words_of("never", "modifiers") and len(noun.words) == 1 and noun.sign:
        return False
    if noun.words[-1] in words_of("never", "of") and next(prepositional(token, "of"), None) is not None:
        return False
    if noun.words[-1] in ("march", "marches") and _is_month(token):
        return False
    if noun.words[-1].startswith("strike") and len(noun.words) == 1 and view.words & words_of("never", "strike"):
        return _is_on_strike(token)
    if noun.form == "rally" and len(noun.words) == 1 and _is_vote_rally(view, token):
        return False
    return not _is_right(token) and not _is_in_protest(token) and not _is_surname(token)


def _befores(token: Token) -> set[str]:
    """The words before a noun that modify it; the parts of ``anti-war`` are two of them."""
    return {
        t.lower_ for c in token.lefts if c.dep_ in ("amod", "compound", "nmod", "nummod", "poss") for t in c.subtree
    }


def _is_month(token: Token) -> bool:
    named = any(c.dep_ in ("poss", "compound", "nmod") and c.pos_ != "NUM" for c in token.lefts)
    if token.text[0].isupper() and token.i > 0 and not token.is_sent_start:
        return not named  # `the Women's March`
    before = token.nbor(-1).lower_ if token.i else ""
    after = token.nbor(1).text if token.i + 1 < len(token.doc) else ""
    return after[:1].isdigit() or before in words_of("never", "before_month")


def _is_surname(token: Token) -> bool:
    """``Vigil said``."""
    return token.tag_ == "NNP" and token.dep_ == "nsubj" and token.head.lower_ in forms_of("figures", "giving")


def _is_on_strike(token: Token) -> bool:
    """``on strike``, bare; ``on strikes`` and ``on the strike`` may be of another sort."""
    return token.dep_ == "pobj" and token.head.lower_ == "on" and not any(token.lefts) and token.tag_ == "NN"


def _is_vote_rally(view: View, token: Token) -> bool:
    named = any(c.tag_ == "NNP" and c.dep_ in ("compound", "poss", "nmod") for c in token.lefts)
    signs = (_befores(token) | view.words) & words_of("signs", "rally", "words")
    signs |= _befores(token) & words_of("signs", "rally", "modifiers")
    named = named and not _has_cause(token)
    return not signs and (named or bool(view.words & words_of("never", "rally")))


def _is_right(token: Token) -> bool:
    """``the right to protest``, ``freedom of protest``: no protest in particular."""
    head = token.head
    above = head.head if head.dep_ == "prep" else head
    return token.dep_ in ("pobj", "acl", "relcl") and above.lemma_.lower() in words_of("never", "general")


def _is_in_protest(token: Token) -> bool:
    """``in protest``, ``despite their protests``, ``lodged a protest``: how something else is done."""
    if token.dep_ == "pobj" and token.head.lower_ in words_of("never", "despite") and child(token, "poss") is not None:
        return True
    if token.dep_ == "dobj" and token.head.lower_ in forms_of("never", "objecting"):
        return True
    bare = token.dep_ == "pobj" and not any(token.lefts) and token.tag_ == "NN"
    return bare and token.head.lower_ in ("in", "under", "without")


def _has_sign(view: View, token: Token, noun: Noun) -> bool:
    """Whether something beside the noun makes a protest of it."""
    if len(noun.words) > 1 and noun.form != "demonstration":
        return True
    if noun.words[-1] in ("strike",) and _is_on_strike(token):
        return True
    signs = noun.form
    if _befores(token) & words_of("signs", signs, "modifiers") or view.words & words_of("signs", signs, "words"):
        return True
    if noun.plural and noun.words[-1] in words_of("signs", signs, "plural"):
        return next(prepositional(token, "of"), None) is None
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if following in asking() | forms_of("signs", "telling"):
        return True  # `a rally demanding`
    if _has_cause(token):
        return True
    listed = words_of("signs", signs, "prepositions")
    if following in listed or any(prep.lower_ in listed for prep, _ in prepositional(token)):
        return True
    above = token.head.head if token.dep_ == "pobj" else token.head
    return above.lower_ in _forms_in_signs(signs) and _crowd_over(above, token)


def _has_cause(token: Token) -> bool:
    """``a rally in support of``, whatever the parse hangs it on."""
    after = [t.lower_ for t in token.doc[token.i + 1 : token.i + 3]]
    if len(after) == 2 and after[0] == "in" and after[1] in words_of("signs", "causes"):
        return True
    return any(noun.lower_ in words_of("signs", "causes") for _, noun in prepositional(token, "in"))


def _forms_in_signs(signs: str) -> frozenset[str]:
    return forms_of("signs", signs, "verbs")


def _crowd_over(verb: Token, event: Token) -> bool:
    """Whether people are the verb's subject, nobody is, or the event itself: ``a vigil was held``."""
    doer = subject(verb)
    return doer is None or doer == event or doer.lemma_.lower() not in words_of("crowds", "never")


def _may_be(view: View, token: Token, noun: Noun) -> bool:
    """Whether a noun without a sign may still point back to a protest reported elsewhere: ``the march``, ``at the rally``."""
    if noun.form in ("strike", "occupation", "road_block") and "protest" not in view.text.lower():
        return False
    if next(prepositional(token, "of"), None) is not None and noun.words[-1] == "demonstration":
        return False
    return token.pos_ in ("NOUN", "PROPN")


def _is_generic(token: Token) -> bool:
    """``Strikes are unheard of here``: said of protests at large."""
    verb = token.head
    if token.dep_ not in ("nsubj", "nsubjpass") or token.tag_ != "NNS" or child(token, "det") is not None:
        return False
    said = {c.lower_ for c in verb.children if c.dep_ in ("acomp", "attr")} | {verb.lower_}
    return bool(said & words_of("never", "generic"))


# --- people --------------------------------------------------------------------------------------------------------


def _people(view: View) -> Iterator[Trigger]:
    for token in view.doc:
        for noun in people().get(token.lower_, ()):
            head = _phrase_head(token, noun)
            played = noun.form == "strike" and view.words & words_of("never", "sport")  # a striker on the field
            if head is not None and head.dep_ not in ("compound", "nmod") and not played:
                plain = not _befores(head) & words_of("described", "words")
                yield Trigger(head, "people", noun.form, sure=noun.plural and plain, plural=noun.plural)
                break


# --- verbs ---------------------------------------------------------------------------------------------------------


def _phrases(view: View) -> Iterator[Trigger]:
    """``took to the streets``, ``went on strike``."""
    if view.words & words_of("never", "sport"):
        return
    for token in view.doc:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        for entry, forms in phrases():
            if (
                token.lower_ in forms
                and _goes(token, entry["prepositions"], entry["nouns"])
                and _subject_fits(token, entry["subjects"])
            ):
                plain = token.lower_ in forms_of("phrase_sure", "verbs") or entry["form"] == "strike"
                yield Trigger(token, "phrase", entry["form"], sure=plain or _around(view))
                break


def _goes(verb: Token, prepositions: list[str], goals: list[str]) -> bool:
    direct = child(verb, "dobj")
    if direct is not None and direct.lower_ in goals and "to" in prepositions and direct.lower_ == "streets":
        return True
    reach = [verb, *(c for c in verb.children if c.dep_ in ("advmod", "prt", "prep"))]
    found = ((prep, noun) for token in reach for prep, noun in prepositional(token))
    return any(n.lower_ in goals and p.lower_ in prepositions and "hunger" not in _befores(n) for p, n in found)


def _verbs(view: View) -> Iterator[Trigger]:
    for token in view.doc:
        if (
            token.dep_ == "amod"
            or token.pos_ not in ("VERB", "NOUN")
            or (token.pos_ == "NOUN" and not _is_verbal(token))
        ):
            continue
        for verb in verbs().get(token.lower_, ()):
            if _fits(token, verb) and not _is_play(view, token, verb):
                yield Trigger(token, "verb", verb.form, sure=_is_plain(view, token, verb))
                break


def _is_play(view: View, token: Token, verb: Verb) -> bool:
    """``marched on into the final``, ``the visitors marched through the first half``."""
    if verb.base == "march" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "on":
        return next(prepositional(token, "on"), None) is None
    return verb.base not in _PLAIN and bool(view.words & words_of("never", "sport"))


def _is_plain(view: View, token: Token, verb: Verb) -> bool:
    """Whether the verb reports a protest by itself: with somebody who does it, and with a sign where it needs one."""
    if verb.subjects != "anyone" and doer_of(token) is None:
        return _around(view) and token.lower_ not in words_of("around", "words")
    if verb.form == "riot" and verb.objects and view.words & words_of("forces", "against"):
        return True
    if verb.form == "rally" and not any(c.dep_ in ("prep", "xcomp", "advcl") for c in token.children):
        return _around(view)
    return not verb.sign or _around(view) or _is_purposeful(token)


def _is_purposeful(verb: Token) -> bool:
    """``gathered to call for a truce``."""
    wanting = asking() | forms_of("about", "direct")
    return any(c.dep_ in ("xcomp", "advcl", "acl") and c.lower_ in wanting for c in verb.children)


def _is_verbal(token: Token) -> bool:
    """A verb that the tagger took for a noun: ``Students protest fees``."""
    return token.dep_ == "ROOT" and token.tag_ == "NN" and child(token, "nsubj") is not None


def _fits(token: Token, verb: Verb) -> bool:
    if verb.particle is not None and not any(
        c.lower_ == verb.particle and c.dep_ in ("prt", "advmod", "prep", "dobj") for c in token.children
    ):
        return False
    said = child(token, "ccomp") is not None and child(token, "dobj") is None
    if verb.base in ("protest", "demonstrate") and (said or _is_right(token)):
        return False
    if any(
        goal.lemma_.lower() in words_of("never", "goals")
        for _, goal in prepositional(token, "to", "towards", "toward", "across")
    ):
        return False
    if verb.form == "rally" and any(c.lower_ in ("behind", "around", "round", "from") for c in token.children):
        return False
    return _object_fits(token, verb) and _subject_fits(token, verb.subjects)


def object_of(verb: Token) -> Token | None:
    """What it is done to, in a passive too, or with another verb beside it: ``stormed and looted the palace``."""
    direct = child(verb, "dobj", "nsubjpass")
    beside = child(verb, "conj")
    if direct is None and beside is not None and beside.pos_ == "VERB" and child(beside, "nsubj", "nsubjpass") is None:
        return child(beside, "dobj")
    return direct


def _object_fits(token: Token, verb: Verb) -> bool:
    if verb.objects == "none":
        direct = child(token, "dobj", "nsubjpass")
        return direct is None or _is_no_object(direct, verb)
    direct = object_of(token)
    if verb.objects is None:
        return True
    aims = conjuncts(direct) if direct is not None else []
    if verb.particle == "into" or verb.base == "picket":
        aims += [noun for _, noun in prepositional(token, "into", "through", "outside")]
    return any(n.lemma_.lower() in words_of("things", verb.objects) for n in aims)


def _is_no_object(direct: Token, verb: Verb) -> bool:
    """``gathered outside parliament`` read as an object, ``crowds were gathered``, or the verb's own particle."""
    if direct.dep_ == "nsubjpass" and is_crowd(direct):
        return True
    if any(t.text == "," for t in direct.doc[direct.head.i : direct.left_edge.i]):
        return True  # `marched through Velm, chanting slogans`, which the slogans are taken for the object of
    return direct.lower_ == verb.particle or any(c.lower_ in ("outside", "inside", "near") for c in direct.lefts)


def _subject_fits(token: Token, need: str) -> bool:
    if need == "anyone":
        return True
    doer = doer_of(token)
    if doer is None:
        return need == "people" and token.tag_ in ("VBG", "VB")
    if token.lower_ in verb_forms("protest"):
        if token.tag_ == "VBG" and (token.dep_ == "acl" or (token.dep_ == "pcomp" and token.head.lower_ == "for")):
            return True  # `a woman protesting the verdict`, `was held for protesting`
        if doer.tag_ == "NNS" and next(prepositional(token, "against", "outside", "over", "in"), None) is not None:
            return True  # `fans protested outside the ground`, who march and gather for other reasons
    if need == "workers":
        return any(n.lemma_.lower() in words_of("crowds", "workers") for n in nouns_of(doer))
    return is_crowd(doer)


def _around(view: View) -> bool:
    """Whether another word in the sentence makes a protest of a gathering."""
    return bool(view.words & words_of("around", "words"))
