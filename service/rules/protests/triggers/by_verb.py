"""Rule: a verb of protesting, with those who do it and, where it needs one, a sign beside it that makes a protest of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.language.phrases import child, conjuncts, prepositional
from service.rules.events.view import View
from service.rules.protests.crowds import doer_of, is_armed, is_crowd, nouns_of
from service.rules.protests.lexicon import Verb, asking, forms_of, verb_forms, verbs, words_of
from service.rules.protests.trigger import Trigger
from service.rules.protests.triggers.by_noun import is_right
from service.rules.protests.violence import is_violent_act

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLAIN = frozenset({"protest", "demonstrate"})  # verbs that report a protest on a playing field too
_BEFORE = ("outside", "in front of")
_FRONT = 9  # words after a verb of gathering in which the seat of power stands


def by_verb(view: View) -> Iterator[Trigger]:
    for token in view.doc:
        if token.dep_ == "amod" or not (token.pos_ == "VERB" or _is_verbal(token)):
            continue
        for verb in verbs().get(token.lower_, ()):
            if _fits(token, verb) and not _is_play(view, token, verb) and not _is_by_force(view, token, verb):
                yield Trigger(view, "verb", token, verb.form, sure=_is_plain(view, token, verb))
                break
        else:
            if is_violent_act(token) and doer_of(token) is not None:  # `the stores were looted`, by whom is not told
                yield Trigger(view, "verb", token, "riot", sure=_is_riot(view))


def _is_riot(view: View) -> bool:
    """``a mob set a shop on fire``, ``threw stones at police``: plainly no prank, nor a fight of two."""
    return is_told_around(view) or bool(view.words & words_of("forces", "against"))


def _is_by_force(view: View, token: Token, verb: Verb) -> bool:
    """``They set up roadblocks``, of the police, who have them as well."""
    doer = doer_of(token) if verb.objects == "barricades" else None
    return doer is not None and doer.pos_ == "PRON" and is_armed(view, doer)


def _is_play(view: View, token: Token, verb: Verb) -> bool:
    """``marched on into the final``, ``the visitors marched through the first half``."""
    if verb.base == "march" and any(c.lower_ == "on" and child(c, "pobj") is None for c in token.children):
        return True
    return verb.base not in _PLAIN and bool(view.words & words_of("never", "sport"))


def _is_plain(view: View, token: Token, verb: Verb) -> bool:
    """Whether the verb reports a protest by itself: with somebody who does it, and with a sign where it needs one."""
    if verb.subjects != "anyone" and doer_of(token) is None:
        return is_told_around(view) and token.lower_ not in words_of("around", "words")
    if not verb.sign or is_told_around(view) or _is_purposeful(token) or _is_activists(token, verb):
        return True
    return verb.form == "demonstration" and _is_at_power(token)


def _is_activists(token: Token, verb: Verb) -> bool:
    """``activists set up a camp``, ``students occupied the hall``: what only those who protest do."""
    occupiers = words_of("crowds", "occupying") if verb.form == "occupation" else frozenset()
    return _is_done_by(token, words_of("crowds", "active") | occupiers)


def _is_done_by(verb: Token, crowd: frozenset[str]) -> bool:
    doer = doer_of(verb)
    return doer is not None and any(n.lemma_.lower() in crowd for n in nouns_of(doer))


def _is_at_power(token: Token) -> bool:
    """``gathered outside parliament``, ``in front of the ministry``: where people go to protest."""
    text = " ".join(t.lower_ for t in token.doc[token.i + 1 : token.i + _FRONT]).replace(" the ", " ")
    return any(f"{before} {seat}" in text for before in _BEFORE for seat in words_of("things", "seats"))


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
    if verb.purpose and not _is_purposeful(token):
        return False
    said = child(token, "ccomp") is not None and child(token, "dobj") is None
    if verb.base in ("protest", "demonstrate") and (said or is_right(token) or _is_of_a_thing(token, verb)):
        return False
    if any(
        goal.lemma_.lower() in words_of("never", "goals")
        for _, goal in prepositional(token, "to", "towards", "toward", "across")
    ):
        return False
    if verb.form == "rally" and (
        any(c.lower_ in ("behind", "around", "round", "from") for c in token.children) or _is_done_by_a_market(token)
    ):
        return False
    return _object_fits(token, verb) and subject_fits(token, verb.subjects)


def _is_of_a_thing(token: Token, verb: Verb) -> bool:
    """``protested their innocence``, ``prototypes will be demonstrated``."""
    shown = child(token, "dobj", "nsubjpass")
    if shown is None:
        return False
    return shown.dep_ == "nsubjpass" if verb.base == "demonstrate" else shown.lower_ in words_of("never", "protested")


def _is_done_by_a_market(token: Token) -> bool:
    """``shares rallied``."""
    doer = doer_of(token)
    return doer is not None and any(n.lower_ in words_of("never", "market") for n in nouns_of(doer))


def object_of(verb: Token) -> Token | None:
    """What it is done to, in a passive too, or with another verb beside it: ``stormed and looted the palace``."""
    direct = child(verb, "dobj", "nsubjpass")
    beside = child(verb, "conj")
    if direct is None and beside is not None and beside.pos_ == "VERB" and child(beside, "nsubj", "nsubjpass") is None:
        return child(beside, "dobj")
    shown = child(verb, "ccomp") if direct is None else None
    if shown is not None and shown.tag_ == "VBG":  # `carried banners reading "No more cuts"`
        return child(shown, "nsubj")
    return direct


def _object_fits(token: Token, verb: Verb) -> bool:
    if verb.objects == "none":
        direct = child(token, "dobj", "nsubjpass")
        return direct is None or _is_no_object(direct, verb)
    direct = object_of(token)
    if verb.objects is None:
        return True
    aims = conjuncts(direct) if direct is not None else []
    if verb.particle == "into":
        aims += [noun for _, noun in prepositional(token, "into")]
    return any(n.lemma_.lower() in words_of("things", verb.objects) for n in aims)


def _is_no_object(direct: Token, verb: Verb) -> bool:
    """``crowds were gathered``, ``marched through Velm, chanting slogans``, ``marched down Mill Street``: no object but by parse."""
    if direct.lower_ == verb.particle:
        return True  # `downed tools`
    apart = any(t.text == "," or t.dep_ == "prt" for t in direct.doc[direct.head.i : direct.left_edge.i])
    if direct.lemma_.lower() in words_of("things", "lengths"):
        return True  # `marched nine miles to the capital`
    outside = any(c.lower_ in ("outside", "inside", "near") for c in direct.lefts)  # `gathered outside parliament`
    return apart or outside or (direct.dep_ == "nsubjpass" and is_crowd(direct))


def subject_fits(token: Token, need: str) -> bool:
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
    if need in ("workers", "called", "tractors", "keepers"):
        return any(n.lemma_.lower() in words_of("crowds", need) for n in nouns_of(doer))
    return is_crowd(doer)


def is_told_around(view: View) -> bool:
    """Whether another word in the sentence makes a protest of a gathering."""
    return bool(view.words & words_of("around", "words"))
