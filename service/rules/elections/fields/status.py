"""How far the vote has come, turnout, and the body in charge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from schemas import ElectionStatus
from service.language.phrases import clause_head, prepositional, subject
from service.language.polarity import standing
from service.language.quantities import Figure
from service.rules.elections.fields.figures import head_token, is_percent, near_words, quantity
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.report import Report, Stage, Value, report
from service.rules.elections.trigger import Trigger
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")
_STAGES: Lexicon[tuple[ElectionStatus, float, bool]] = Lexicon(
    {
        phrase: (entry["status"], entry["weight"], entry.get("needs_contest", False))
        for entry in _WORDS["stage"]
        for phrase in entry["phrases"]
    }
)
_TURNOUT = Lexicon.of(_WORDS["turnout"]["words"], "")
_VOTES = frozenset(_WORDS["voiding"]["votes"])
_OTHERS = frozenset(_WORDS["voiding"]["others"])
_RESULTS = frozenset({"result", "results", "outcome", "victory", "win"})
_TURNOUT_NOUNS = frozenset(_WORDS["turnout"]["nouns"])
_AUTHORITY = Lexicon.of(_WORDS["authority"]["phrases"], "")
_DEMAND = frozenset(
    {
        "demand",
        "call",
        "aim",
        "want",
        "ask",
        "urge",
        "petition",
        "seek",
        "appeal",
        "try",
        "have",
        "need",
        "vow",
        "fight",
        "hope",
        "threaten",
    }
)
_OPENING: dict[str, ElectionStatus] = {
    **dict.fromkeys(_WORDS["opening"]["closed"], "held"), **dict.fromkeys(_WORDS["opening"]["opened"], "ongoing"),
}  # fmt: skip
_POLLS = frozenset(_WORDS["opening"]["nouns"])
_OPENING_WEIGHT, _CALL_WEIGHT = 5.0, 3.0
_CALLING = frozenset(_WORDS["held_by"]["calling"])
_SETTING = frozenset(_WORDS["held_by"]["setting"])
_REACH = 8  # tokens
_TENSE = _WORDS["tense"]
_DURING, _FUTURE, _MODAL = frozenset(_TENSE["during"]), frozenset(_TENSE["future"]), frozenset(_TENSE["modal"])
_DAYS = frozenset(_TENSE["days"])
_VOTING, _TALKING = frozenset(_TENSE["voting"]), frozenset(_TENSE["talking"])
_HELD_WEIGHT, _SURE_WEIGHT, _TENSE_WEIGHT, _CLAUSE_WEIGHT = 3.0, 2.0, 1.0, 0.3
_HOLD = frozenset({"hold", "conduct", "organize", "organise", "stage"})
_UNDOING = frozenset({"postponed", "cancelled", "annulled"})
_ANNOUNCING = frozenset(_WORDS["voiding"]["announcing"])
_STEPS = 6


def find_stages(view: View, contests: Sequence[Trigger]) -> Iterator[Report]:
    """Words that tell the stage; that a vote is put off, called off or annulled counts only where it is reported as done."""
    for hit in _STAGES.find(view.doc):
        status, weight, needs_contest = hit.value
        done = _is_done(view, hit.first) or (status != "annulled" and _is_decided(hit.first))
        if status in _UNDOING and not (done and _is_of_a_vote(hit.first, contests, status)):
            continue
        under = next((c.token for c in contests if _is_under(c.token, hit.last)), None)
        if needs_contest and (under is None or (status == "held" and _is_ahead(hit.last))):
            continue
        last = hit.last if hit.last.pos_ in ("ADP", "SCONJ", "PART") else hit.first
        anchor = under if needs_contest and under is not None else last
        yield report(view, anchor, Stage(status, weight), hit.first, hit.last)
    yield from _called(view, contests)
    yield from _openings(view)
    yield from _tenses(view, contests)


def is_slight(told: Value) -> bool:
    """Whether it hardly tells that the vote was held: what is said of `the polls` may be of those who ask people."""
    return isinstance(told, Stage) and told.status == "held" and told.weight < _SURE_WEIGHT


def find_stages_beside(view: View) -> Iterator[Report]:
    """The same in a sentence that names no vote, right after one that does: only what tells of voting or counting by itself."""
    for hit in _STAGES.find(view.doc):
        status, weight, needs_contest = hit.value
        if weight >= _HELD_WEIGHT and status in ("ongoing", "held") and not needs_contest:
            yield report(view, hit.first, Stage(status, weight), hit.first, hit.last)
    yield from _openings(view)


def _is_under(noun: Token, above: Token) -> bool:
    """Whether the contest stands a step or two under the word: ``after the election``, ``candidates for the presidency``."""
    return 0 < noun.i - above.i <= _REACH and above.is_ancestor(noun)


def _is_ahead(token: Token) -> bool:
    """``after the election we will change it``: what comes after a vote yet to come."""
    helpers = {c.lower_ for c in clause_head(token).children if c.dep_ == "aux"}
    return bool(helpers & _FUTURE)


def _called(view: View, contests: Sequence[Trigger]) -> Iterator[Report]:
    """``X has called an election``, ``announced the date of its election``: the vote is to come."""
    for contest in contests:
        verb = contest.token.head
        for clause in (c for c in contest.token.children if c.dep_ in ("relcl", "acl") and c.lemma_ in _SETTING):
            if any(prep.lower_ == "for" for prep, _ in prepositional(clause, "for")):
                yield report(view, contest.token, Stage("scheduled", _CALL_WEIGHT), clause)
        if contest.token.dep_ == "dobj" and verb.lemma_ in _CALLING:
            yield report(view, contest.token, Stage("scheduled", _CALL_WEIGHT), verb)


def _openings(view: View) -> Iterator[Report]:
    """``Polling stations in X have closed``, ``voting began at dawn``."""
    for verb in view.of_lemmas(_OPENING.keys()):
        status = _OPENING[verb.lemma_.lower()]
        noun = subject(verb) if verb.pos_ == "VERB" else None
        begun = status == "ongoing" and verb.tag_ in ("VBZ", "VBP") and not view.moments  # "Vote begins amid surge"
        if noun is None or noun.lower_ not in _POLLS or not (begun or _is_past(verb)):
            continue
        yield report(view, noun, Stage(status, _OPENING_WEIGHT), noun, verb)


def _tenses(view: View, contests: Sequence[Trigger]) -> Iterator[Report]:
    """The tense of the verb that the contest belongs to: ``lost two by-elections``, ``hold their caucuses on Tuesday``."""
    for contest in contests:
        if contest.generic:
            continue
        verb = _verb_of(contest.token)
        weight = _CLAUSE_WEIGHT if verb is None else _HELD_WEIGHT if verb.lemma_ in _HOLD else _TENSE_WEIGHT
        verb = verb or clause_head(contest.token)
        dated = contest.day is not None
        status = _by_tense(verb, names=verb == contest.token, dated=dated) if verb.pos_ in ("VERB", "AUX") else None
        if status is not None:
            yield report(view, contest.token, Stage(status, weight), verb)


def _verb_of(token: Token) -> Token | None:
    """The verb that takes the contest as its subject, object or `in the election`; the contest itself where it is a verb."""
    if token.pos_ == "VERB":
        return token
    while token.dep_ in ("conj", "compound", "nmod", "amod") and token.head != token:
        token = token.head
    if token.dep_ == "pobj" and token.head.lower_ in _DURING:
        return token.head.head if token.head.head.pos_ == "VERB" else None
    argument = token.dep_ in ("dobj", "nsubjpass", "nsubj")
    return token.head if argument and token.head.pos_ in ("VERB", "AUX") else None


def _by_tense(verb: Token, *, names: bool, dated: bool) -> ElectionStatus | None:
    """The stage by the verb's tense; ``names`` tells that the verb itself names the vote (``voters rejected``), ``dated`` that it has
    a day.
    """
    factuality = standing(verb).factuality
    if verb.lemma_ in _HOLD and any(c.lower_ == "must" for c in verb.children):
        return "scheduled"
    if factuality == "planned" or (factuality == "hypothetical" and any(c.lower_ == "if" for c in verb.children)):
        return "scheduled"
    if factuality not in ("reported", "alleged"):
        return None
    lemma, helpers = verb.lemma_.lower(), {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if verb.tag_ in ("VBZ", "VBP") and lemma in _VOTING:
        return "ongoing" if lemma == "vote" and not dated and not _names_a_day(verb) else "scheduled"
    if helpers and (verb.tag_ == "VBG" or ("being" in helpers and helpers & {"is", "are"})) and lemma in _VOTING:
        return "ongoing"
    if lemma == "be" and verb.tag_ in ("VBZ", "VBP") and (dated or any(t.lower_ in _DAYS for t in verb.subtree)):
        return "scheduled"  # "the caucuses are on Monday night"
    past = verb.tag_ in ("VBD", "VBN") and not helpers & _MODAL
    return "held" if past and (names or lemma not in _TALKING) else None


def _names_a_day(verb: Token) -> bool:
    """Whether the sentence has a word for when the vote is to come."""
    return any(t.lower_ in _DAYS for t in verb.doc)


def _is_past(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBN")


def _is_done(view: View, token: Token) -> bool:
    if (
        token.dep_ == "amod"
        or standing(token).factuality != "reported"
        or view.reading.quotation_at(view.at(token)) is not None
    ):
        return False
    above = token
    for _ in range(_STEPS):
        if above.head == above:
            return True
        above = above.head
        if above.lemma_.lower() in _DEMAND:
            return False
    return True


def _is_decided(token: Token) -> bool:
    """``announced the postponement``, ``said that the vote would be delayed``: not done yet, but settled by those who may."""
    helpers = {c.lower_ for c in token.children if c.dep_ in ("aux", "neg")}
    above = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
    told = above is not None and above.lemma_.lower() in _ANNOUNCING and _is_past(above)
    return told and helpers <= {"will", "would"} and bool(helpers or token.pos_ == "NOUN")


def _is_of_a_vote(verb: Token, contests: Sequence[Trigger], status: ElectionStatus) -> bool:
    """Whether what is put off or undone may be the vote: ``overturned a majority``, ``cancelled a rally`` are not."""
    if verb.pos_ != "VERB":
        return True
    done_to = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    if any(t.lower_ in _OTHERS for t in done_to):
        return False
    tokens = {c.token.i for c in contests}
    votes = _VOTES - _RESULTS if status == "postponed" else _VOTES  # results that are late put off no vote
    return not done_to or any(t.lower_ in votes or t.i in tokens for top in done_to for t in top.subtree)


def find_turnout(view: View) -> Iterator[Report]:
    """``turnout was about 71 per cent``, ``fell from 68 per cent to 59``, ``two in three voters took part``."""
    if not _TURNOUT.find(view.doc):
        return
    words = [t.i for t in view.doc if t.lower_ in _TURNOUT_NOUNS]
    shares = [f for f in view.figures if is_percent(f)]
    nearest = min(
        shares, key=lambda f: min((abs(head_token(view, f).i - i) for i in words), default=len(view.doc)), default=None
    )
    if nearest is None or not near_words(view, nearest, _REACH) & _TURNOUT_NOUNS:
        return
    after = [f for f in shares if f.start > nearest.start and _led_by(view, f) == "to"]
    figure = after[0] if _led_by(view, nearest) == "from" and after else nearest
    yield Report(view, head_token(view, figure), figure.start, figure.end, quantity(view, figure))


def _led_by(view: View, figure: Figure) -> str:
    """The word before the figure."""
    at = view.token_at(figure.start).i
    return view.doc[at - 1].lower_ if at else ""


def find_authority(view: View) -> Iterator[Report]:
    """The electoral commission, by the name that the sentence gives it."""
    for hit in _AUTHORITY.find(view.doc):
        actor = view.reading.actor(view.sentence, hit.last)
        if actor is not None:
            yield report(view, hit.last, actor, hit.first, hit.last)
