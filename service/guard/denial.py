"""Whether the words at an event, or above it, take it back.

There are three steps to a denial. ``is_negated`` (language/phrases) sees one in the verb's own clause; ``standing``
(language/polarity) adds the verbs above, for what rules read; here stands what only a claim of a model's is held against:
``without arresting``, ``reports of a march were false``, ``the strike was called off``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from service.guard.bearing import phrases_in, span_of
from service.guard.clauses import are_apart
from service.language.kept import kept
from service.language.phrases import SUBJECTS, child, is_negated
from service.language.polarity import is_leave
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("guard/denial")
_ASKING = frozenset(_WORDS["taken_for_granted"]["asking"])
_NEGATION = {name: frozenset(words) for name, words in _WORDS["negation"].items()}
_DOING = {name: frozenset(words) for name, words in _WORDS["verbs"].items()}
_SPURNING, _SHORT_OF = (phrases_in(_WORDS["verbs"][name]) for name in ("spurning", "short_of"))
_NOTHING = phrases_in(_WORDS["verbs"]["coming_to_nothing"])
# What is told of these may not be so: `rumours of an arrest made at dawn`.
NOT_FOR_SURE = _DOING["tales"] | _DOING["bids"] | _NEGATION["nouns"] | _NEGATION["grounds"]
_FACTUAL = load_words("language/polarity")
_DENYING = frozenset(_FACTUAL["denied"]) | _DOING["doubting"]
_CONDITIONS = frozenset(_FACTUAL["conditions"])
_UP = frozenset(
    {
        "ccomp",
        "xcomp",
        "pcomp",
        "prep",
        "dobj",
        "pobj",
        "acl",
        "nsubj",
        "nsubjpass",
        "csubj",
        "advcl",
        "attr",
        "acomp",
        "advmod",
    }
)
_REASONING = frozenset({"for", "over"})
_HIGHEST = 7


@kept
def is_taken_back(token: Token) -> bool:
    """Whether a word at the event, or above it, denies it: ``without arresting``, ``it is false that``, ``denial of``."""
    under = token
    for step in _chain(token):
        if (verdict := _judged(step, token, under)) is not None:
            return verdict
        under = step
    return False


def is_turned_round(top: Token, inside: Collection[Token], cue: Token | None = None) -> bool:
    """Whether words outside of a stretch, whose highest word is ``top``, turn round what it says; the ``cue`` above may."""
    outside = [c for c in top.children if c not in inside]
    if any(takes_back(c) or c.lower_ in _CONDITIONS or is_condition(c, inside) for c in outside):
        return True
    under = top
    for step in _chain(top):
        if step == cue:
            return False
        if step not in inside:
            if any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in step.children):
                return True
            if (verdict := _judged(step, top, under)) is not None:
                return verdict
            if under.dep_ == "acl" and under.tag_ in ("VBN", "VBG") and step.lemma_.lower() not in NOT_FOR_SURE:
                return False  # `will deport men suspected of theft`
            if step.dep_ == "prep" and step.lower_ in _REASONING:
                return False  # `will not go to jail for forging the ledger`: that is not what is denied
        under = step
    return False


def is_condition(clause: Token, inside: Collection[Token] = ()) -> bool:
    """``if the reservoir runs dry``, of what is said beside it; not one whose ``if`` is ``inside`` of what is said."""
    marks = (c for c in clause.children if c.dep_ == "mark" and c not in inside)
    return clause.dep_ == "advcl" and any(c.lower_ in ("if", "unless") for c in marks)


def _is_out_of_reach(step: Token, under: Token) -> bool:
    """``too early to say that``, ``little evidence that``."""
    described = {c.lower_ for c in step.children if c.dep_ in ("amod", "advmod")}
    if step.pos_ == "ADJ":
        return "too" in described and under.dep_ in ("xcomp", "ccomp", "advcl")
    return step.lemma_.lower() in _NEGATION["grounds"] and bool(described & _NEGATION["scant"])


def _is_want_of_grounds(step: Token) -> bool:
    """``accused her without evidence of theft``: she is accused of it."""
    nouns = (c for c in step.children if c.dep_ == "pobj")
    bare = step.lower_ == "without" and step.head.pos_ == "VERB"
    return bare and any(n.lemma_.lower() in _NEGATION["grounds"] for n in nouns)


def _judged(step: Token, event: Token, under: Token) -> bool | None:
    """Whether the word denies the event below it; None where that is for what stands above to say."""
    lemma, above = step.lemma_.lower(), step != event
    if above and is_leave(under):
        return False
    refused = is_refused(step) or (above and _is_doubted_by_few(step))
    if above and lemma in _DENYING and step.pos_ in ("VERB", "NOUN", "AUX"):
        return not refused  # who does not deny it says it
    if refused:
        return not (above and (_asks(under) or _says_what_it_is(step, under)))
    if not above:
        return True if _does_to_nobody(step) else None
    if _is_want_of_grounds(step):
        return False
    if (
        _is_out_of_reach(step, under)
        or _undoes(step, under)
        or (step.dep_ == "prep" and step.lower_ in _NEGATION["prepositions"])
    ):
        return True
    if lemma in _DOING["being"] and _is_called_false(step):
        return True
    final = step.pos_ in ("VERB", "AUX") and step.dep_ == "ROOT" and lemma not in ("be", *_DOING["happening"])
    return False if final else None


def _is_called_false(verb: Token) -> bool:
    """``was false``, ``proved to be a hoax``."""
    said = [c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd")]
    below = (c for c in verb.children if c.dep_ == "xcomp" and c.lemma_ == "be")
    return any(c.lemma_.lower() in _NEGATION["false"] for c in said) or any(map(_is_called_false, below))


@kept
def is_refused(step: Token) -> bool:
    """Whether the word has a negation of its own: ``did not``, ``at no point``, ``no arrest``, ``rather than arrest``."""
    if [t.lower_ for t in step.doc[max(0, step.i - 2) : step.i]] == ["rather", "than"]:
        return True
    if any(takes_back(c) or _is_no_time(c) for c in step.children):
        return True
    return step.pos_ in ("VERB", "AUX") and (
        is_negated(step) or any(_takes_back_subject(d) for c in step.children if c.dep_ in SUBJECTS for d in c.children)
    )


def takes_back(child: Token) -> bool:
    """Whether the word denies what it hangs on: ``no march``, ``never arrested``."""
    low = child.lower_
    if child.dep_ == "det":
        return low in _NEGATION["determiners"]
    if low == "not" and child.i + 1 < len(child.doc) and child.nbor().lower_ in _NEGATION["only"]:
        return False  # `not only did they march`
    return child.dep_ in ("neg", "advmod", "preconj", "cc") and (
        low in _NEGATION["adverbs"] or (low in _NEGATION["nearly"] and child.head.pos_ == "VERB")
    )


def _takes_back_subject(child: Token) -> bool:
    """``hardly anyone was``; ``not only students`` are they and others."""
    more = child.i + 1 < len(child.doc) and child.nbor().lower_ in _NEGATION["only"]
    return child.lower_ in _NEGATION["adverbs"] and not more


def _does_to_nobody(verb: Token) -> bool:
    """``arrested no juggler``; ``no fewer than forty`` are forty."""
    nouns = (c for c in verb.children if c.dep_ == "dobj" and verb.pos_ == "VERB")
    return any(d.lower_ == "no" and d.dep_ == "det" for noun in nouns for d in noun.children)


def _is_no_time(child: Token) -> bool:
    """``at no point``, ``in no case``."""
    nouns = child.children if child.dep_ == "prep" else ()
    return any(n.lemma_.lower() in _NEGATION["times"] and any(d.lower_ == "no" for d in n.children) for n in nouns)


@kept
def _is_doubted_by_few(step: Token) -> bool:
    """``few people believe that``: what hangs on such a verb is as good as denied."""
    subjects = [c for c in step.children if c.dep_ in SUBJECTS]
    return any(
        t.lower_ in _NEGATION["few"] and not any(d.lower_ == "a" for d in c.children)
        for c in subjects
        for t in (c, *c.children)
    )


def _says_what_it_is(step: Token, under: Token) -> bool:
    """``the fight to end it is not political``: the fight is there; ``that they were held is not true``."""
    said = [c for c in step.children if c.dep_ in ("acomp", "attr", "oprd")]
    told = under.dep_ == "nsubj" and step.lemma_ == "be" and under.pos_ == "NOUN" and bool(said)
    return told and not any(c.lemma_.lower() in _NEGATION["true"] for c in said)


def _asks(under: Token) -> bool:
    """``it is not known why they arrested him``: who asks for the reason takes the deed for granted."""
    return any(c.lower_ in _ASKING and c.dep_ in ("advmod", "pobj", "dobj", "nsubj") for c in under.children)


def _undoes(step: Token, under: Token) -> bool:
    """``failed to arrest``, ``called off the march``, ``shrugged off reports of``, ``the strike came to nothing``."""
    lemma, verb = step.lemma_.lower(), step.pos_ in ("VERB", "AUX")
    if under.dep_ == "xcomp" and lemma in ("have", "be") and any(c.lower_ == "yet" for c in step.children):
        return True  # `have yet to arrest him`
    if lemma in _DOING["wishing"] and under.dep_ == "ccomp":
        return True  # `I wish I could say that`
    if lemma in _NEGATION["nouns"] or (verb and _calls_off(step)):
        return True
    if not verb:
        return False
    if under.dep_ in ("nsubj", "nsubjpass"):
        return _comes_to_nothing(step) or _fails_to_come(step)
    return lemma in _DOING["undoing"] or _falls_short(step)


@kept
def _comes_to_nothing(verb: Token) -> bool:
    return begins(verb, _NOTHING)


@kept
def _falls_short(verb: Token) -> bool:
    """``shrugged off``, ``stopped short of``: what comes after is not done."""
    return begins(verb, _SPURNING) or begins(verb, _SHORT_OF)


def begins(verb: Token, phrases: tuple[tuple[str, ...], ...]) -> bool:
    """Whether one of the phrases begins at the verb."""
    return any(span_of(verb, phrase) is not None for phrase in phrases)


def _fails_to_come(verb: Token) -> bool:
    """``the arrests failed to come``."""
    return verb.lemma_.lower() == "fail" and any(
        c.dep_ == "xcomp" and c.lemma_.lower() in _DOING["happening"] for c in verb.children
    )


def _chain(token: Token) -> Iterator[Token]:
    """The token and what it hangs on, as far up as what is said there is said of it."""
    yield token
    for _ in range(_HIGHEST):
        tale = token.dep_ == "relcl" and token.head.lemma_.lower() in _DOING["tales"]
        if not (tale or token.dep_ in _UP) or token.head == token:
            return
        below, token = token, token.head
        if (token.pos_ in ("VERB", "ADJ") and not _speaks_of(token, below)) or are_apart(below, token):
            return
        yield token


def _speaks_of(verb: Token, below: Token) -> bool:
    """Whether the verb says of its subject that it did or did not come about: ``the arrests did not happen``."""
    lemma = verb.lemma_.lower()
    if below.dep_ == "nsubj":
        return lemma in _DOING["happening"] | _DOING["being"] or begins(verb, _NOTHING) or _fails_to_come(verb)
    if below.dep_ == "nsubjpass":
        return lemma in _DENYING or lemma == "rule" or _calls_off(verb) or begins(verb, _SPURNING)
    return below.dep_ != "advcl"


def _calls_off(verb: Token) -> bool:
    """``the march was cancelled``, ``they called off the strike``: what hangs on such a verb did not take place."""
    particle = child(verb, "prt")
    return (f"{verb.lemma_.lower()} {particle.lower_}" if particle else verb.lemma_.lower()) in _DOING["calling_off"]
