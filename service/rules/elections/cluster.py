"""One election: the mentions of it and the reports about it, while they are being collected."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from dataclasses import replace

from schemas import ElectionKind
from service.rules.elections.report import Report, Stage
from service.rules.elections.trigger import Trigger


class Cluster:
    """The mentions of one election and the reports about it, while they are being collected.

    What its mentions name is kept at hand, since every later mention and report is held against it: the ``country`` named
    first, ``years``, ``days`` of the year (``12-17``), ``towns`` (and regions) of its own phrases, how often the countries
    are ``spoken`` of in its sentences, whether a mention is ``deictic`` or ``dated``, whether all are ``aside``, only named to
    tell a time, their ``rounds``, the vote that it is a second round of (``first_round``); and the ``sentences`` that speak of
    it, ascending, with their mentions in ``in_sentences``.
    """

    def __init__(self, order: int) -> None:
        self.order = order  # among the elections of the text, by first mention
        self.mentions: list[Trigger] = []
        self.reports: list[Report] = []
        self.reports_in: dict[int, list[Report]] = {}  # by sentence
        self.country: str | None = None
        self.years: set[str] = set()
        self.days: set[str] = set()
        self.towns: set[str] = set()
        self.spoken: Counter[str] = Counter()
        self.deictic = False
        self.aside = True
        self.rounds: set[int | None] = set()
        self.dated = False
        self.sentences: list[int] = []
        self.in_sentences: dict[int, list[Trigger]] = {}
        self.first_round: Cluster | None = None
        self._kinds: dict[ElectionKind, None] = {}
        self._ahead = 0.0

    def add(self, mention: Trigger) -> None:
        """Take in a further mention."""
        self._learn(mention)
        index = mention.view.index
        if index not in self.in_sentences:
            insort(self.sentences, index)
        self.in_sentences.setdefault(index, []).append(mention)
        self.mentions.append(mention)

    def follow(self, first: Cluster, contest: Trigger) -> Trigger:
        """Note that ``contest``, which founds this one, is the second round of that vote, which gives kind and place."""
        self.first_round = first
        first.rounds.add(2)
        own = contest.own or next((m.own for m in first.mentions if m.own is not None), None)
        return replace(contest, weak=False, kinds=contest.kinds or tuple(first.kinds), own=own)

    def tell(self, report: Report) -> None:
        """Take in what is said of it."""
        self.reports.append(report)
        self.reports_in.setdefault(report.view.index, []).append(report)
        if isinstance(report.value, Stage):
            self._ahead += report.value.weight if report.value.status == "scheduled" else -report.value.weight

    def _learn(self, mention: Trigger) -> None:
        self._kinds |= dict.fromkeys(mention.kinds)
        self.spoken.update(place.country for place in mention.view.places if place.country)
        self.deictic = self.deictic or mention.deictic
        self.aside = self.aside and mention.aside
        self.rounds.add(mention.round)
        self.dated = self.dated or mention.day is not None
        if mention.own is not None:
            self.country = self.country or mention.own.country
        self.towns |= {mention.town} if mention.town else set()
        self.years |= {mention.year} if mention.year else set()
        self.days |= {mention.day_of_year} if mention.day_of_year else set()

    @property
    def kinds(self) -> list[ElectionKind]:
        """The kinds that its mentions name, without a general one where an exact one is known."""
        exact: list[ElectionKind] = [k for k in self._kinds if k != "general"]
        return exact or list(self._kinds)

    @property
    def leads_on(self) -> bool:
        """Whether a second round of it is spoken of."""
        return 2 in self.rounds and self.first_round is None

    @property
    def background(self) -> bool:
        """Whether it is an earlier election than the one in the news."""
        return self.mentions[0].background

    @property
    def coming(self) -> bool:
        """Whether it is said by now to lie ahead."""
        return self._ahead > 0

    @property
    def last_sentence(self) -> int:
        """Index of the sentence that speaks of it last."""
        return self.sentences[-1]
