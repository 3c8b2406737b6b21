"""Numbers won: vote shares, votes and seats, each with its contestant."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile, zip_longest
from typing import TYPE_CHECKING, Literal

from schemas import Actor, Result
from service.language.phrases import child, clause_head, conjuncts
from service.language.polarity import standing
from service.language.quantities import Figure
from service.rules.elections.fields.contestants import ANSWERS, contestant_or_side, is_of_measure, is_people
from service.rules.elections.fields.figures import (
    counted_noun,
    head_token,
    is_margin,
    is_net,
    is_no_share,
    is_percent,
    near_words,
    quantity,
)
from service.rules.elections.fields.owners import attached, counted_side, decided, joined_by_to, owner, side
from service.rules.elections.fields.results import basis_of, kind_of
from service.rules.elections.fields.verbs import verbs_where
from service.rules.elections.report import Open, Report
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

Field = Literal["vote_share", "votes", "seats"]

_WORDS = load_words("rules/elections")["results"]
_GAIN, _LOSS = frozenset(_WORDS["gain_verbs"]), frozenset(_WORDS["loss_verbs"])
_LEVEL, _DECLARE = frozenset(_WORDS["level_verbs"]), frozenset(_WORDS["declare_verbs"])
_WINNING = verbs_where(subject="won", near=False)
_ELECTORS, _NOT_SHARES = frozenset(_WORDS["electors"]), frozenset(_WORDS["not_shares"])
_SHARE_NOUNS, _SEAT_NOUNS = frozenset(_WORDS["share_nouns"]), frozenset(_WORDS["seat_nouns"])
_VOTE_NOUNS, _TALLIES = frozenset(_WORDS["vote_nouns"]), frozenset(_WORDS["tallies"])
_PARTS = frozenset(
    {"%", "cent", "percent", "majority", "most", "half", "third", "thirds", "quarter", "quarters", "all"}
)
_PEOPLE = frozenset(_WORDS["people"])
_DELEGATES = frozenset({"delegate", "delegates", "electors", "voters"})
_EACH, _EACH_WITHIN = frozenset({"each", "apiece"}), 4  # tokens after the figure
_LED = 3  # tokens before the figure
_FEW_PER_CENT = 25
_NEEDING = frozenset({"need", "require"})
_NOBODY, _NONE = 8, frozenset({"neither", "nobody", "none"})
_FEWEST_VOTES = 50  # below it, votes are those of a chamber or a jury


def find_shares(view: View, *, contest_here: bool, counting: Field | None = None) -> Iterator[Report]:
    """Vote shares, votes and seats in the sentence; ``contest_here`` says that it, or one just before, names an election, and
    ``counting`` what the figures of the sentence before count.
    """
    earlier: Figure | None = None
    last = counting
    for figure, following in zip_longest(view.figures, view.figures[1:]):
        field = _field(view, figure, contest_here=contest_here, counting=last)
        if field is None and following is not None and is_percent(following) and joined_by_to(view, figure, following):
            field = "vote_share"  # "by 52 to 48 per cent"
        if field is None and following is not None and contest_here and _are_for_and_against(view, figure, following):
            field = "votes"  # "the levy passed, 612 to 540"
        if field is None and last is not None and _goes_on(view, earlier, figure):
            field = last
        if field is not None:
            yield from _fact(view, figure, earlier, field)
        elif contest_here and _is_of_delegates(view, figure):
            head = head_token(view, figure)
            yield Report(view, head, figure.start, figure.end, Open("results", "delegates, neither votes nor seats"))
        earlier, last = figure, last if field is None and _is_aside(view, figure) else field


def _fact(view: View, figure: Figure, earlier: Figure | None, field: Field) -> Iterator[Report]:
    found = owner(view, figure, earlier)
    if found is not None and field == "vote_share" and found[0].lower_ in _PEOPLE:
        return  # "men backed it by 65 per cent": a part of the voters
    if found is not None and field == "seats" and is_people(view, found[0]):
        return  # "Costa Ricans elect 57 deputies"
    if found is None:
        head = head_token(view, figure)
        yield Report(view, head, figure.start, figure.end, Open("results", "figure, not clear whose"))
        return
    token, actor = found
    start, end = view.span(token)
    for one in _sharing(view, figure, token, actor):
        result = Result(contestant=one, basis=basis_of(view), kind=kind_of(view)).model_copy(
            update={field: quantity(view, figure)}
        )
        yield Report(view, head_token(view, figure), min(start, figure.start), max(end, figure.end), result)


def _sharing(view: View, figure: Figure, token: Token, actor: Actor) -> list[Actor]:
    """Whom the figure is told of: all that are named together in ``Unity and Harmony have 19 seats each``, else the one."""
    beside = view.doc[view.token_at(figure.end - 1).i + 1 :][:_EACH_WITHIN]
    verb = clause_head(head_token(view, figure))
    each = any(t.lower_ in _EACH for t in (*beside, *verb.lefts))
    every = [one for t in conjuncts(token) if (one := contestant_or_side(view, t)) is not None] if each else []
    return every or [actor]


def _field(view: View, figure: Figure, *, contest_here: bool, counting: Field | None = None) -> Field | None:
    """Which field the figure fills by its own words, if any; beside votes ``counting`` few are votes as well."""
    head = head_token(view, figure)
    verb = clause_head(head).lemma_.lower()
    noun = counted_noun(view, figure)
    word = noun.lower_ if noun is not None else ""
    level = verb in _LEVEL and _is_level(head)
    lost = verb in _LOSS and not level
    clause = clause_head(head)
    supposed = any(c.dep_ == "mark" and c.lower_ == "if" for c in clause.children)  # "if Unity gets 200 seats"
    denied = supposed or standing(clause).factuality == "denied" or _is_nobodys(view, figure)
    if lost or denied or any(t.lower_ in _TALLIES for t in head.ancestors if t.pos_ == "NOUN"):
        return None
    if is_percent(figure):
        if contest_here and _is_of_a_side(view, figure) and not _is_of_some(noun):
            return "vote_share"
        if is_no_share(view, figure) or word in _SEAT_NOUNS or _is_of_some(noun) or _is_lead(view, figure):
            return None
        gained = verb in _GAIN | _WINNING or level or attached(view, figure) is not None
        return "vote_share" if near_words(view, figure) & _SHARE_NOUNS or (contest_here and gained) else None
    if contest_here and _is_a_count_of(word, figure) and counted_side(view, figure) is not None:
        return "votes"  # "240,000 people voted Yes"
    owned = word in _SEAT_NOUNS and noun is not None and child(noun, "poss") is not None  # "the Greens' 13 seats"
    owned = owned or (word in _SEAT_NOUNS and attached(view, figure) is not None)  # "Unity 31 seats, Harmony 20"
    owned = owned or (verb in _DECLARE and head.dep_ == "nummod" and head.head.head.lower_ == "with")
    if (verb not in _GAIN and not (owned or level)) or figure.low is None or _is_total(view, figure):
        return None
    if word in _SEAT_NOUNS:
        return None if is_net(view, figure) or _is_needed(view, figure) else "seats"
    if near_words(view, figure, 3) & _ELECTORS:
        return "seats" if word in _VOTE_NOUNS else None
    several = word in _VOTE_NOUNS and (figure.low >= _FEWEST_VOTES or counting == "votes")
    return "votes" if several and not is_margin(view, figure) else None


def _is_a_count_of(word: str, figure: Figure) -> bool:
    """Whether the figure may count those who voted one way, by the noun behind it."""
    counted = word in _SHARE_NOUNS | _PEOPLE | ANSWERS or not word
    return counted and (figure.low or 0) >= _FEWEST_VOTES and not figure.year_like


def _are_for_and_against(view: View, first: Figure, second: Figure) -> bool:
    """``approved Measure B, 5,204 to 3,911``, ``voted 812 to 403 against the merger``: the votes of both sides."""
    counts = all(f.unit is None and (f.low or 0) >= _FEWEST_VOTES and not f.year_like for f in (first, second))
    if not counts or not joined_by_to(view, first, second) or not is_of_measure(view):
        return False
    return decided(view, first) is not None or counted_side(view, first) is not None


def _is_lead(view: View, figure: Figure) -> bool:
    """``won by less than 1 per cent``: how far apart two are; ``won by 52 per cent to 48`` is no such thing."""
    return max(figure.low or 0, figure.high or 0) < _FEW_PER_CENT and is_margin(view, figure)


def _is_needed(view: View, figure: Figure) -> bool:
    """``needed to win 326 seats``, ``the 326 seats they need``: what makes a majority, and nobody's."""
    first, last = view.token_at(figure.start).i, view.token_at(figure.end - 1).i
    return any(t.lemma_.lower() in _NEEDING for t in view.doc[max(0, first - _LED - 1) : last + _NOBODY])


def _is_nobodys(view: View, figure: Figure) -> bool:
    """``after neither won half of the votes``, ``no candidate got 50 per cent``."""
    at = view.token_at(figure.start).i
    before = takewhile(lambda t: not (t.is_punct or t.like_num), reversed(view.doc[max(0, at - _NOBODY) : at]))
    return any(t.lower_ in _NONE or (t.lower_ == "no" and t.head.i < at and t.head.pos_ == "NOUN") for t in before)


def _is_of_a_side(view: View, figure: Figure) -> bool:
    """``voted to leave``, ``78 per cent of the votes counted backed it``: a share of the votes, though not of all as yet."""
    chosen = side(view, figure) is not None or decided(view, figure) is not None
    return chosen and not near_words(view, figure, 2) & _NOT_SHARES


def _is_of_delegates(view: View, figure: Figure) -> bool:
    """``secured 39 of 40 delegates``, ``13 million of the 18 million voters``: what a contestant has, by another count."""
    noun = counted_noun(view, figure)
    return noun is not None and noun.lower_ in _DELEGATES and not _is_total(view, figure)


def _is_of_some(noun: Token | None) -> bool:
    """``61 per cent of voters under thirty``, ``of young voters``: a share of a part of them only."""
    if noun is None or noun.lower_ not in _PEOPLE:
        return False
    return noun.lower_ not in ("voters", "electors") or any(
        c.dep_ in ("amod", "compound", "nmod")
        or (c.dep_ == "prep" and c.lower_ in ("under", "over", "aged", "with", "without"))
        for c in noun.children
    )


def _is_level(head: Token) -> bool:
    """``fell to 40 per cent``, ``to 40 seats``: where a share or count stands now, and no loss."""
    counted = head.head if head.dep_ == "nummod" else head
    return counted.dep_ == "pobj" and counted.head.lower_ == "to"


def _is_total(view: View, figure: Figure) -> bool:
    """Whether the figure is all there are: the ``120`` of ``62 of the 120 seats`` and of ``the 120-member assembly``."""
    after = [t.lower_ for t in view.doc[view.token_at(figure.end - 1).i + 1 :][:2]]
    if after[:1] == ["-"] and after[1:] in (["member"], ["seat"], ["strong"]):
        return True
    led = view.doc[: view.token_at(figure.start).i]
    if len(led) > 1 and led[-1].lower_ in ("'s", "’s"):
        led = led[: led[-2].left_edge.i]  # "45 of the parliament's 63 seats"
    before = [t for t in led if t.lower_ not in ("the", "out")][-2:]
    parted = len(before) == 2 and (before[0].like_num or before[0].lower_ in _PARTS)
    return parted and before[1].lower_ == "of"


def _is_aside(view: View, figure: Figure) -> bool:
    """Whether the figure ends no list of counts: all there are, or what was before: ``194 seats, up from 71``."""
    at = view.token_at(figure.start).i
    before = [t.lower_ for t in view.doc[max(0, at - 2) : at]]
    return _is_total(view, figure) or before in (["up", "from"], ["down", "from"])


def _goes_on(view: View, earlier: Figure | None, figure: Figure) -> bool:
    """Whether a bare figure goes on counting what the one before counts: ``62 of 120 seats, while B took 31 and C ended up with 19``."""
    if earlier is not None and joined_by_to(view, earlier, figure):
        return True
    token, noun, head = attached(view, figure), counted_noun(view, figure), head_token(view, figure)
    if is_percent(figure) or figure.low is None or noun is not None:
        return False
    if token is not None:
        return True
    taken = head.dep_ in ("dobj", "conj") or (head.dep_ == "pobj" and head.head.lower_ == "with")
    return taken and clause_head(head).lemma_.lower() in _GAIN
