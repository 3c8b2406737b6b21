"""Whether an event is reported, alleged, denied, planned, demanded or only imagined: read from the verbs above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas import Factuality
from service.language.phrases import child, doer, is_negated
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("language/polarity")
_ABOVE: dict[str, Factuality] = {
    **dict.fromkeys(_WORDS["hypothetical"], "hypothetical"),
    **dict.fromkeys(_WORDS["planned"], "planned"),
    **dict.fromkeys(_WORDS["demanded"], "demanded"),
    **dict.fromkeys(_WORDS["alleged"], "alleged"),
    **dict.fromkeys(_WORDS["denied"], "denied"),
}
_LEAVE = frozenset(_WORDS["leave"])
_PAST = frozenset(_WORDS["past"])
_ALLEGED_ADVERBS = frozenset(_WORDS["alleged_adverbs"])
_FUTURE, _CONDITIONAL = frozenset(_WORDS["future"]), frozenset(_WORDS["conditional"])
_OBLIGED, _CONDITIONS, _UNDONE = (
    frozenset(_WORDS["obliged"]),
    frozenset(_WORDS["conditions"]),
    frozenset(_WORDS["undone"]),
)
_PERCEIVED, _ONCE = frozenset(_WORDS["perceived"]), frozenset(_WORDS["once"])
_UNTENSED = ("VB", "VBG", "VBN")
_CLAUSAL = frozenset({"ccomp", "xcomp", "pcomp", "dobj", "pobj", "prep", "acl", "dative", "agent", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How an event stands: its ``factuality``, and the noun for whoever says, plans or demands it (``by``)."""

    factuality: Factuality
    by: Token | None = None


def standing(event: Token) -> Standing:
    """How the event that ``event`` (a verb or noun) names stands in its sentence."""
    own = _own(event)
    if own is not None:
        return own
    token = event
    for _ in range(6):
        head = token.head
        if head == token or token.dep_ not in _CLAUSAL or is_leave(token):
            break
        above = _from_above(head, token) or _as_its_head(head, token)
        if above is not None:
            return above
        token = head
    return Standing("reported")


def is_leave(token: Token) -> bool:
    """Whether it is a noun for leave: what is done to it is not done to what it is asked for."""
    return token.pos_ == "NOUN" and token.lemma_.lower() in _LEAVE


def _own(event: Token) -> Standing | None:
    if is_negated(event) or any(c.dep_ == "det" and c.lower_ == "no" for c in event.children):
        return Standing("denied")
    aux = {c.lower_ for c in event.children if c.dep_ in ("aux", "mark", "advmod") and not _is_had(c, event)}
    if aux & _CONDITIONS:
        return Standing("hypothetical")
    if _is_once(event):
        return Standing("planned")
    if aux & _ALLEGED_ADVERBS:
        return Standing("alleged")
    if "would" in aux and event.dep_ == "ccomp" and _ABOVE.get(event.head.lemma_.lower()) == "planned":
        return Standing("planned", doer(event.head))  # `vowed that they would march`
    told = _modality(event)
    if told is not None:
        return told
    return Standing("planned", doer(event)) if "to" in aux and _is_about_to(event) else None


def _is_about_to(event: Token) -> bool:
    """``is going to march``, ``is set to march``; but not ``went on to march``."""
    above = event.head
    return event.dep_ == "xcomp" and (above.lemma_ in ("set", "be", "due") or above.lower_ == "going")


def _modality(verb: Token) -> Standing | None:
    """What a verb's own auxiliaries say of it and of all that hangs on it; None for what is told as it is."""
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux" and not _is_had(c, verb)}
    if helpers & _CONDITIONAL:
        return Standing("hypothetical")
    if helpers & _OBLIGED:
        return Standing("demanded")
    return Standing("planned", doer(verb)) if helpers & _FUTURE else None


def _as_its_head(head: Token, token: Token) -> Standing | None:
    """``would let them march``, ``it would be wrong to march``: what has no tense of its own stands as the verb above it does.

    What can be seen is there: ``thousands could be seen marching``.
    """
    if token.dep_ not in ("xcomp", "ccomp") or token.tag_ not in _UNTENSED or _has_tense(token):
        return None
    verb = head.head if head.dep_ == "acomp" else head
    if verb.lemma_.lower() in _PERCEIVED or any(c.lower_ == "on" and c.dep_ == "prt" for c in verb.children):
        return None
    return _modality(verb)


def _has_tense(verb: Token) -> bool:
    return any(c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in verb.children if c.dep_ in ("aux", "auxpass"))


def _is_once(event: Token) -> bool:
    """``vowed to raise pensions when she wins``: in the present tense, beside what is yet to come."""
    marks = {c.lower_ for c in event.children if c.dep_ in ("mark", "advmod")}
    if event.dep_ != "advcl" or not marks & _ONCE:
        return False
    finite = next((c for c in event.children if c.dep_ in ("aux", "auxpass")), event)
    if finite.tag_ not in ("VBZ", "VBP"):
        return False
    above = event.head
    ahead = above.head if above.dep_ in ("xcomp", "ccomp") else above
    return _modality(above) is not None or _ABOVE.get(ahead.lemma_.lower()) == "planned"


def _is_had(auxiliary: Token, event: Token) -> bool:
    """``she'd been jailed``, ``he'd fled``: had, and not would."""
    perfect = event.tag_ == "VBN" or any(c.lower_ == "been" for c in event.children)
    return auxiliary.lower_ in ("'d", "’d") and perfect and not any(c.lower_ in ("be", "have") for c in event.children)


def _is_told_as_past(event: Token) -> bool:
    """Whether a clause of its own tells the event as past: ``had arrested``, ``was held``; no modal and no infinitive."""
    helpers = [c for c in event.children if c.dep_ in ("aux", "auxpass")]
    if any(c.tag_ in ("MD", "TO") for c in helpers):
        return False
    return event.tag_ == "VBD" or any(c.lower_ in _PAST for c in helpers)


def _from_above(head: Token, token: Token) -> Standing | None:
    lemma = head.lemma_.lower()
    if head.pos_ not in ("VERB", "AUX", "ADJ") and token.dep_ != "acl":
        return None
    if lemma in _UNDONE and token.dep_ in ("xcomp", "prep", "dobj"):
        return Standing("denied")
    if lemma in _ABOVE and token.dep_ != "nsubjpass":
        if is_negated(head):
            return None if lemma in _WORDS["denied"] else Standing("reported")
        if (
            _ABOVE[lemma] in ("planned", "demanded")
            and lemma != "want"
            and token.dep_ == "ccomp"
            and _is_told_as_past(token)
        ):
            return None  # `announced that they had arrested him` plans nothing
        return Standing(_ABOVE[lemma], doer(head))
    if any(c.lower_ in _CONDITIONS for c in head.children if c.dep_ == "mark") and child(head, "mark") is not None:
        return Standing("hypothetical")
    return None
