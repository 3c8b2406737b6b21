"""Whether a detention happened: the shared reading of polarity, and what infinitives and nouns add to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.language.kept import first_above
from service.language.phrases import child, is_negated
from service.language.polarity import Standing, standing
from service.rules.detentions.lexicon import words_of
from service.rules.detentions.triggers.by_noun import is_escaped

if TYPE_CHECKING:
    from spacy.tokens import Token

    from service.rules.detentions.trigger import Trigger

_NOBODY = re.compile(r"\b(?:not (?:a single|(?:even )?one)|(?:hardly|scarcely|barely) any(?:one|body)?)\b")


def stands(trigger: Trigger) -> Standing:
    """How the detention stands in its sentence."""
    event = trigger.site if trigger.rule in ("state", "captive", "deed") else trigger.token
    if trigger.rule in ("adjective", "held"):
        return Standing("reported")
    if trigger.rule == "noun" and is_escaped(event):
        above = event.head.head if event.head.dep_ == "prep" else event.head
        return Standing("demanded" if above.lemma_.lower() in words_of("nominal", "demanded") else "hypothetical")
    if trigger.rule in ("noun", "bare_noun") and _is_called_for(event):
        return Standing("demanded")
    if trigger.stage == "released" and any(c.dep_ == "mark" and c.lower_ == "until" for c in event.children):
        return Standing("hypothetical")  # `until she is released`
    if trigger.rule == "bare_noun" and _is_made(event):
        return Standing("reported")
    if trigger.stage == "charged" and event.dep_ == "dobj" and event.head.lemma_ in words_of("nominal", "dropping"):
        return Standing("reported")  # `dismissed charges against the dockers`: there were some
    if trigger.rule in ("noun", "bare_noun") and event.dep_ == "dobj":  # `the power to make arrests`
        if event.head.lemma_ == "announce":
            return Standing("reported")  # what police announce of an arrest is done
        if event.head.lemma_ in words_of("nominal", "light") and is_negated(event.head):
            return Standing("denied")
        meant = _as_infinitive(event.head) or _as_modal(event.head)
        if meant is not None:
            return meant
    if _is_main_demand(event):
        return Standing("demanded")
    if _is_unclear(event) or _is_chance(event) or _is_in_case(event):
        return Standing("hypothetical")
    if _is_disproved(event):
        return Standing("denied")
    return _stands(event)


def _is_made(noun: Token) -> bool:
    """``the arrests made by the port police``: whatever is told of them, they were made."""
    made = child(noun, "acl")
    return made is not None and made.tag_ == "VBN" and made.lemma_ in words_of("nominal", "light")


def _is_main_demand(event: Token) -> bool:
    """``Their main demand is that she be freed``, ``one issue was the release of the monks``."""
    copula = event.head
    other = child(copula, "attr" if event.dep_ == "nsubj" else "nsubj") if copula.lemma_ == "be" else None
    return other is not None and any(t.lemma_.lower() in words_of("nominal", "aims") for t in other.subtree)


def _is_unclear(event: Token) -> bool:
    """``it is unclear what charges he faces``: asked, not told."""
    return event.dep_ in ("ccomp", "csubj", "pcomp", "advcl") and any(
        t.lower_ in ("what", "which", "whether") and t.dep_ in ("det", "mark") for t in event.subtree if t.i < event.i
    )


def _is_wanted(noun: Token) -> bool:
    """``once again demanded the arrest of``: the words just before the noun, whatever the parse hangs it on."""
    before = [t for t in noun.doc[: noun.i] if t.pos_ not in ("DET", "ADJ")][-2:]
    wanting = next((t for t in reversed(before) if t.lower_ != "for"), None)
    if wanting is None or wanting.pos_ not in ("VERB", "NOUN") or is_negated(wanting):
        return False
    return wanting.lemma_.lower() in words_of("nominal", "demanded")


def _listed_with(noun: Token) -> list[Token]:
    """``a ban on the party and the arrest of its leaders``: the noun, and those that it may be listed with."""
    out, above = [noun], noun.head
    while noun.dep_ == "conj" and above.dep_ in ("pobj", "prep", "dobj", "conj"):
        out, above = [*out, above], above.head
    return out


def _is_called_for(noun: Token) -> bool:
    """Whether somebody calls, rallies or waits for it, by the words around the noun."""
    return any(_is_wanted(n) for n in _listed_with(noun)) or _is_rallied_for(noun) or _is_main_demand(noun)


def _is_rallied_for(event: Token) -> bool:
    """``rallied in Lisbon for the release of their leaders``."""
    prep = event.head
    if prep.lower_ != "for":
        return False
    verb = next((t for t in prep.ancestors if t.pos_ == "VERB"), prep)
    return any(t.lemma_.lower() in words_of("nominal", "rallying") for t in (prep.head, verb))


def _as_modal(verb: Token) -> Standing | None:
    """``will make arrests``, ``could carry out arrests``: the light verb says how the noun stands."""
    modal = any(c.tag_ == "MD" and c.i < verb.i for c in verb.children if c.dep_ == "aux")
    return standing(verb) if modal and verb.lemma_ in words_of("nominal", "light") else None


def _is_in_case(event: Token) -> bool:
    """``in case the government arrested them``."""
    before = event.doc[max(0, event.left_edge.i - 3) : event.left_edge.i + 1].text.lower()
    return "in case " in before and "case of" not in before


def _is_disproved(event: Token) -> bool:
    """``Reports that she had been arrested proved untrue``; ``there were reports that ..., but they were denied``."""
    noun = event.head
    if event.dep_ not in ("acl", "ccomp", "relcl") or noun.lemma_.lower() not in words_of("nominal", "hearsay"):
        return False
    return any(t.lower_ in words_of("nominal", "disproving") and t not in event.subtree for t in event.doc)


def _is_chance(event: Token) -> bool:
    """``a chance of being jailed``, ``the threat of being detained``."""
    of = event.head
    return event.dep_ == "pcomp" and of.lower_ == "of" and of.head.lemma_.lower() in words_of("nominal", "escaped")


def _is_past(verb: Token) -> bool:
    """``were arrested and face a charge``: what goes on after it is so now."""
    words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return bool(words & {"was", "were", "has", "have", "had"})


@first_above
def _first_of_them(event: Token) -> bool:
    """Of verbs that stand as the first of them does, that one."""
    return not _shares_auxiliaries(event)


def _stands(event: Token) -> Standing:
    event = _first_of_them(event)
    if _is_generic(event):
        return Standing("hypothetical")
    if _is_of_nobody(event):
        return Standing("denied")
    if _is_subjunctive(event):
        return Standing("demanded")
    if (
        event.dep_ == "conj"
        and event.tag_ == "VB"
        and event.head.tag_ != "VB"
        and not any(c.dep_ == "aux" for c in event.children)
        and not _is_past(event.head)
    ):
        return Standing("planned")
    if event.dep_ in ("acl", "relcl") and not any(c.dep_ in ("aux", "neg", "advmod") for c in event.children):
        return Standing("reported")  # what is said of people already known is taken for granted
    found = standing(event)
    if _only(event) or event.lemma_ in ("remain", "stay", "continue"):
        found = Standing("reported")
    if found.factuality in ("reported", "planned") and _is_imagined(event):
        return Standing("hypothetical")
    if found.factuality == "denied" and any(c.lower_ in ("will", "wo", "would", "'ll") for c in event.children):
        return Standing("hypothetical")  # nothing happened and nothing will
    if found.factuality != "reported":
        return found
    return _as_infinitive(event) or found


def _only(event: Token) -> bool:
    """``not only`` denies nothing."""
    return any(c.lower_ == "only" and c.i and c.nbor(-1).lower_ == "not" for c in event.subtree)


def _is_imagined(event: Token) -> bool:
    """``arresting him would be unwise``, ``could decide to jail him``: the verb above has the modal."""
    modals = words_of("infinitives", "modals")
    return event.dep_ in ("csubj", "csubjpass", "xcomp") and any(c.lower_ in modals for c in event.head.children)


def _shares_auxiliaries(event: Token) -> bool:
    """``will be arrested and charged``: the second verb stands as the first does."""
    if event.dep_ != "conj" or event.head.pos_ not in ("VERB", "AUX") or event.pos_ != "VERB":
        return False
    own = any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "neg") for c in event.children)
    return not own and event.head.tag_ == event.tag_


def _is_generic(event: Token) -> bool:
    """``when somebody is arrested, ...``: what would be, in the present tense."""
    if event.dep_ == "relcl" and event.head.lemma_ in ("time", "moment"):
        return any(
            c.lower_ in words_of("infinitives", "ranks") for c in event.head.children
        )  # `the first time that a king is jailed`
    if _is_usual(event):
        return True
    words = [c for c in event.children if c.dep_ in ("advmod", "mark", "aux", "auxpass")]
    own = child(event, "nsubjpass")
    counted = own is not None and any(
        c.dep_ == "nummod" and c.lower_ != "one" for c in own.children
    )  # `when four ministers are arrested`: they are real
    if counted or not any(c.lower_ in ("when", "whenever", "if") for c in words):
        return False
    finite = next((c for c in words if c.dep_ in ("aux", "auxpass")), event)
    return finite.tag_ in ("VBZ", "VBP", "MD")


def _is_usual(event: Token) -> bool:
    """``foreigners are often kidnapped there``: people of no number, in the present tense."""
    own = child(event, "nsubjpass")
    finite = child(event, "auxpass")
    anybody = (
        own is not None and own.tag_ == "NNS" and not any(c.dep_ in ("det", "nummod", "poss") for c in own.children)
    )
    often = any(c.lower_ in words_of("infinitives", "often") for c in event.children)
    return anybody and often and finite is not None and finite.tag_ in ("VBZ", "VBP")


def _is_of_nobody(event: Token) -> bool:
    """``not a single official was arrested``, ``hardly any of them have been charged``: however long the phrase."""
    if event.tag_ != "VBN" or event.dep_ in ("acl", "relcl"):
        return False
    return bool(_NOBODY.search(event.doc[: event.i].text.lower()))


def _is_subjunctive(event: Token) -> bool:
    """``asked that the dean be arrested``: a bare ``be`` tells what is wanted."""
    be = child(event, "auxpass")
    bare = be is not None and be.lower_ == "be" and not any(c.dep_ == "aux" for c in event.children)
    return bare and child(event, "nsubjpass") is not None


def _as_infinitive(event: Token) -> Standing | None:
    """``power to arrest``, ``want him arrested``: meant, not done; but ``managed to arrest`` is done."""
    if not any(c.lower_ == "to" and c.dep_ == "aux" for c in event.children):
        nested = event.dep_ in ("ccomp", "xcomp", "acl") and event.head.lemma_ in ("get", "have", "see")
        return _as_infinitive(event.head) if nested else None
    head = event.head
    ranked = (c for c in head.children if c.lower_ in words_of("infinitives", "ranks") or c.tag_ == "JJS")
    if event.dep_ in ("relcl", "acl") and any(True for _ in ranked):
        return None
    if event.dep_ in ("xcomp", "ccomp") and head.lemma_.lower() in words_of("infinitives", "done"):
        return None
    if event.dep_ == "advcl" and head.lemma_.lower() in words_of("infinitives", "asking"):
        return Standing("demanded", child(head, "nsubj"))  # `called on the court to release her`
    return None if event.dep_ == "advcl" and head.tag_ in ("VBD", "VBN") else Standing("planned")
