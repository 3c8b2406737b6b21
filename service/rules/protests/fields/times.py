"""When a protest began, how long it has gone on, and whether it lies before the news."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from schemas import Duration, When
from service.language.durations import TimeSpan, in_days
from service.rules.events.captions import caption_of
from service.rules.events.days import as_when
from service.rules.events.view import View
from service.rules.found import Grounded
from service.rules.protests.lexicon import WORDS, forms_of, words_of
from service.rules.protests.trigger import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

_MEANT_FOR = re.compile(r"\W*\w*\W*(?:sentence|prison|jail|term|ban|visit|war|campaign|bill)", re.IGNORECASE)
_AFTER = 8  # characters after a noun in which `in 2011` may stand
FILED = "FILE"  # opens the key of a picture from the files: a protest that nothing else in the text speaks of
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def duration_of(view: View, trigger: Trigger) -> Grounded[Duration] | None:
    """How long, counted in days where the words give weeks; of several durations in the clause, the nearest."""
    start, end = view.clause(trigger.token)
    text = view.reading.transcript.text
    fitting = [
        d
        for d in view.durations
        if start <= d.start < end and not _MEANT_FOR.match(text, d.end) and _lasts(view, d, trigger)
    ]
    if not fitting:
        return None
    at = view.at(trigger.token)
    best = min(fitting, key=lambda d: abs(d.start - at))
    return Grounded(Duration(text=text[best.start : best.end], iso=in_days(best.iso)), best.start, best.end)


def _lasts(view: View, duration: TimeSpan, trigger: Trigger) -> bool:
    """Whether the duration is the protest's own: not that of a rate, of an ultimatum, or of something before it."""
    first, last = view.token_at(duration.start), view.token_at(duration.end - 1)
    if trigger.rule == "people" or (first.i and first.nbor(-1).lower_ in words_of("durations", "never_before")):
        return False
    above = [last, last.head, last.head.head, last.head.head.head]
    if any(t.lemma_.lower() in words_of("durations", "never_under") for t in above):
        return False
    modified = last.head if last.dep_ in ("compound", "nmod", "amod", "nummod", "npadvmod", "poss") else None
    return modified is None or modified.pos_ != "NOUN" or modified == trigger.token


def started_of(view: View, trigger: Trigger) -> Grounded[When] | None:
    """``since June``, ``the protests began on Friday``: when it began."""
    start, end = view.clause(trigger.token)
    text = view.reading.transcript.text
    for moment in view.moments:
        if not start <= moment.start < end:
            continue
        before = text[max(start, moment.start - 12) : moment.start].lower()
        if re.search(r"\bsince\s+(?:\w+\s+){0,1}$", before) or (
            _has_begun(trigger.token) and trigger.token.dep_ in ("nsubj", "nsubjpass")
        ):
            return as_when(view, moment)
    return None


def day_of(view: View, trigger: Trigger) -> Grounded[When] | None:
    """``marched in Velm on Saturday``: the day that the protest's own verb or noun is told of, where it is not one of many."""
    spots = _told_of(trigger)
    for moment in view.moments:
        first, last = view.token_at(moment.start), view.token_at(moment.end - 1)
        top = next((t for t in view.doc[first.i : last.i + 1] if not first.i <= t.head.i <= last.i), last)
        anchor = _anchor(top)
        if anchor is not None and anchor in spots:
            return as_when(view, moment)
    return None


def _told_of(trigger: Trigger) -> list[Token]:
    """The word for the protest and the verbs that it is told with, less those by which it goes on or ends."""
    token = trigger.token
    spots = [token] if trigger.rule != "people" else []
    if token.pos_ == "VERB" and token.dep_ in ("xcomp", "advcl", "acl", "conj"):
        spots.append(token.head)
    above = token.head.head if token.dep_ == "pobj" else token.head
    if token.dep_ == "nsubj" or (trigger.rule == "noun" and token.dep_ in ("nsubjpass", "dobj", "pobj")):
        spots += [above, above.head] if above.lower_ == "part" else [above]
    never = forms_of("factuality", "going_on") | forms_of("figures", "giving")
    return [t for t in spots if t == token or t.lower_ not in never]


def _anchor(top: Token) -> Token | None:
    """What a date hangs on, past the places between: of ``to the gates of Velm on Friday`` the verb."""
    if top.dep_ == "npadvmod":
        return top.head
    if top.dep_ != "pobj" or top.head.lower_ not in words_of("durations", "dating"):
        return None
    anchor = top.head.head
    while anchor.dep_ == "pobj" and anchor.head.lower_ in words_of("durations", "through"):
        anchor = anchor.head.head
    return anchor


def _has_begun(token: Token) -> bool:
    return token.head.lower_ in words_of("durations", "begun")


def past_of(view: View, trigger: Trigger) -> str | None:
    """A key for the time of a protest that lies before the news (``in 2011``, ``last year's protests``), else None.

    A year sets a protest apart only where the transcript speaks of a later one: it may be the year of the news itself.
    """
    caption = caption_of(view)
    if caption is not None and caption.filed and caption.month < view.reading.news_month:
        return f"{FILED} {caption.month}"
    start, end = view.under(trigger.token) if trigger.rule == "noun" else view.clause(trigger.token)
    words = view.said(start, min(end + _AFTER, view.sentence.end)).lower()
    for phrase in WORDS["background"]["phrases"]:
        if phrase in words:
            return str(phrase)
    year = _YEAR.search(words)
    if year is not None and trigger.rule == "noun" and year.group() < view.reading.latest_year:
        return year.group()
    before = {c.lower_ for c in trigger.token.lefts}
    dated = any(c.pos_ == "NUM" for c in trigger.token.lefts)  # `the May 4 protests` may be the news
    month = sorted(before & words_of("background", "months")) if trigger.plural and not dated else []
    return next(iter((*sorted(before & words_of("background", "words")), *month)), None)
