"""A race for president that a text talks about: candidates, polls, debates and the days that are left, with no `election`."""

from __future__ import annotations

from collections.abc import Sequence

from schemas import ElectionKind
from service.language.reading import Reading
from service.rules.elections.contest import Contest
from service.rules.elections.facts import StageFact
from service.rules.elections.group import Group
from service.rules.elections.lexicon import Hit, Lexicon
from service.rules.elections.view import View
from service.words import load_words

_WORDS = load_words("rules/elections")["campaign"]
_TELLING, _PASSING = Lexicon.of(_WORDS["telling"], True), Lexicon.of(_WORDS["passing"], False)
_OTHER = Lexicon.of(_WORDS["other"], "")
_PRIMARY, _FINAL = Lexicon.of(_WORDS["primary"], ""), Lexicon.of(_WORDS["final"], "")
_COUNTS = {True: _WORDS["telling_counts"], False: _WORDS["passing_counts"]}
_RACE_FOR = "US"  # where a race with no office named is one for president
_WEIGHT, _MOST = 0.5, 4  # of the stage that each sign tells, and how many count
_OPEN = frozenset({"presidential", "general"})

_Sign = tuple[View, Hit[bool]]


def join_campaign(reading: Reading, groups: list[Group], views: Sequence[View]) -> None:
    """Give the talk of a race to the presidential election that the text names, or make it one that no word names."""
    signs = [sign for v in views for sign in _signs(v)]
    if not _adds_up(signs) or not _is_for_president(reading, signs):
        return
    kind: ElectionKind = "primary" if _is_of_one_party(views) else "presidential"
    home = next((g for g in groups if _can_be(g, kind)), None)
    others = {m.view.sentence.index for g in groups if g is not home for m in g.mentions}
    mentions = [_mention(v, hit, kind) for v, hit in signs if _is_plain(hit) and v.sentence.index not in others]
    if not mentions:
        return
    if home is None:
        home = Group()
        groups.append(home)
    home.add(*mentions)
    telling = [_mention(v, hit, kind) for v, hit in signs if hit.value and v.sentence.index not in others]
    for mention in telling[:_MOST]:
        home.facts.append(StageFact(mention.view, mention.token, mention.start, mention.end, "scheduled", _WEIGHT))


def _signs(view: View) -> list[_Sign]:
    if _OTHER.find(view.doc):
        return []
    telling = _TELLING.find(view.doc)
    taken = {i for hit in telling for i in range(hit.first.i, hit.last.i + 1)}
    passing = [hit for hit in _PASSING.find(view.doc) if hit.first.i not in taken]
    return [(view, hit) for hit in (*telling, *passing)]


def _adds_up(signs: Sequence[_Sign]) -> bool:
    """Whether the signs, each phrase once, count enough, and one of them tells."""
    distinct = {_words(hit): hit.value for _, hit in signs}
    return sum(_COUNTS[telling] for telling in distinct.values()) >= _WORDS["enough"] and any(distinct.values())


def _words(hit: Hit[bool]) -> str:
    return " ".join(t.lemma_.lower() for t in hit.first.doc[hit.first.i : hit.last.i + 1])


def _is_for_president(reading: Reading, signs: Sequence[_Sign]) -> bool:
    if any(word in _words(hit) for _, hit in signs for word in ("president", "white house")):
        return True
    here = reading.countries([v.sentence for v, _ in signs]).most_common(1)
    return (here[0][0] if here else reading.main_country) == _RACE_FOR


def _is_of_one_party(views: Sequence[View]) -> bool:
    """Whether the talk is of those who want to be a party's candidate, and not of the two that it has come to."""
    early, late = (sum(len(words.find(v.doc)) for v in views) for words in (_PRIMARY, _FINAL))
    return early > late + 1


def _can_be(group: Group, kind: ElectionKind) -> bool:
    kinds = {kind} if kind == "primary" else _OPEN
    return not group.background and set(group.kinds) <= kinds and group.country in (None, _RACE_FOR)


def _is_plain(hit: Hit[bool]) -> bool:
    """Whether the words speak of the race by themselves: telling ones, and `presidential nominee`, but not `debate`."""
    return hit.value or hit.first.i < hit.last.i


def _mention(view: View, hit: Hit[bool], kind: ElectionKind) -> Contest:
    start, end = view.sentence.span(hit.first, hit.last)
    return Contest(view, hit.last, start, end, (kind,), rule="campaign")
