"""Whose voice is heard: in speech without marks, where somebody is presented and then speaks until narration takes over.

What tells is the change of voice: a sentence about somebody in the third person, and in the next an "I" or a "we". Some
presentations are so plain (``This is the harbour master speaking``, ``she recorded a warning``) that no such word is needed.
The programme's staff say "I" and "we", too: what they say is their report and no sound bite.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from schemas import Actor
from service.discourse.staff import Staff, sign_off
from service.language.entities import Entity
from service.language.names import FIRST_NAMES, fold
from service.language.parse import Sentence
from service.language.places import is_place_name
from service.language.reading import Reading
from service.words import load_words, words_in

_WORDS = load_words("discourse/voices")
_SPOKEN = _WORDS["speech"]
_WHO = r"(?P<who>[^.?!:]{2,110}?)"
_A_NAME = r"(?P<who>(?-i:(?:[A-Z][\w.’'-]* ){1,3}[A-Z][\w’'-]+))"
_LONGEST = 16  # sentences of a bite
_LOOK_BACK = 3  # sentences in which a pronoun's person stands
_WINDOW = 2  # sentences before a presentation in which nobody talks with a host
_REPORTERS = re.compile(rf"\b(?:{'|'.join(_SPOKEN['reporters'])})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bite:
    """One voice's words, ``text[start:end]``, beginning with sentence ``first``; ``clue`` are the words that present it."""

    first: int
    start: int
    end: int
    speaker: Actor
    clue: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Presented:
    """Somebody who is about to be heard; ``plainly`` where whatever comes next is theirs."""

    speaker: Actor
    clue: tuple[int, int]
    plainly: bool = False
    patience: int = 1  # sentences without a word of the speaker's own


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'])(?!(?-i:US)\b)(?:{'|'.join(words)})(?![\w’'])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Form:
    """How somebody is presented; ``behind`` is what must follow where nothing but the person stands before it, and is soon looked for."""

    pattern: re.Pattern[str]
    behind: re.Pattern[str] | None

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Where ``text[start:end]`` presents somebody so."""
        if self.behind is not None and not self.behind.search(text, start, end):
            return None
        return self.pattern.search(text, start, end)


def _forms(name: str) -> tuple[_Form, ...]:
    return tuple(_form(p.replace("~?", r"\s*").replace("~", r"\s+")) for p in _WORDS[name]["patterns"])


def _form(pattern: str) -> _Form:
    whole = pattern.replace("NAME", _A_NAME).replace("WHO", _WHO, 1)
    behind = pattern.removeprefix("WHO")
    return _Form(
        re.compile(rf"(?<![\w’'])(?:{whole})", re.IGNORECASE),
        re.compile(behind, re.IGNORECASE) if behind != pattern else None,
    )


OWN, FIRST = _any_of(_SPOKEN["own"]), _any_of(_SPOKEN["first_person"])
NARRATOR, LIVE, _HANDS_OVER = (_any_of(_SPOKEN[name]) for name in ("narrator", "live", "hands_over"))
_PRESENTS, _DESCRIBES, _TELLS_AFTER = _forms("presents"), _forms("describes"), _forms("tells_after")
_NARRATES = _any_of(p.replace("~?", r"\s*").replace("~", r"\s+") for p in _WORDS["narrates"]["patterns"])
_OPENERS = words_in("language/tongue", "common") | words_in("language/sentences", "starters")
_ASKS, _ALOUD = _any_of(_WORDS["asks"]), _any_of(_WORDS["aloud"])
_GOES_ON = re.compile(r"(?:and|so|then)\b", re.IGNORECASE)  # what begins so goes on with what the voice before it said
_BEGINS_OWN = re.compile(r"(?:(?:no|yes|look|well|but|oh),? )?(?:I|we|my|our)(?:['’]\w+)?\b", re.IGNORECASE)
_SET = re.compile(
    r"^(?:\w+ ){0,3}\w+, (?=(?:the|an?|one|our|his|her|their)\b)", re.IGNORECASE
)  # `Outside court, her lawyer`
_CAPTION = re.compile(r"(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){1,3}),\s")
_CAPITAL = re.compile(r"[A-Z][\w’']*")
_PRONOUN = re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Hearing:
    """A reading listened to: ``spoken`` are the speakers that cues name, by their sentence."""

    reading: Reading
    spoken: Mapping[int, Actor]

    @cached_property
    def staff(self) -> Staff:
        """Who works for the programme."""
        return Staff(self.reading.staff)

    def bites(self) -> Iterator[Bite]:
        """The bites of running speech, in order."""
        sentences = self.reading.sentences
        index, heard = 1, 0
        while index < len(sentences):
            presented = self._presented(index, heard)
            end = self._end(index, presented) if presented is not None else index
            if presented is not None and end > index:
                yield Bite(index, sentences[index].start, sentences[end - 1].end, presented.speaker, presented.clue)
                heard = end
            index = max(end, index) + 1

    def captioned(self) -> Iterator[Bite]:
        """The bites before which the speaker's name stands in capitals, as captions burnt into the picture have it."""
        text, sentences = self.reading.transcript.text, self.reading.sentences
        for sentence in sentences if self.reading.cased else ():
            met = _CAPTION.match(text, sentence.start, sentence.end)
            if met is None or self.staff.knows(met["name"]):
                continue
            speaker = Actor(name=self._in_full(met["name"]), kind="person")
            start = next(
                (w.start() for w in _CAPITAL.finditer(text, met.end("name"), sentence.end) if _may_open(w[0])), None
            )
            end = self._end(sentence.index + 1, _Presented(speaker, met.span("name"), patience=2))
            if start is not None:
                yield Bite(sentence.index, start, sentences[end - 1].end, speaker, met.span("name"))

    def named_after(self) -> Iterator[Bite]:
        """The bites after which their speaker is named: somebody's own words, and then ``Ann Rossi, who runs a bakery.``"""
        text, sentences = self.reading.transcript.text, self.reading.sentences
        for sentence in sentences[1:]:
            met = tells_after(text, sentence.start, sentence.end)
            entity = self._person(*met.span("who")) if met is not None else None
            if met is None or entity is None or self.staff.knows(met["who"]):
                continue
            first = self._begins(sentence.index)
            asked = first > 0 and self.reading.text(sentences[first - 1]).endswith("?")  # answers are no statements
            if first < sentence.index and not asked:
                start, end = sentences[first].start, sentences[sentence.index - 1].end
                yield Bite(first, start, end, Actor(name=entity.name, kind="person"), met.span("who"))

    def _begins(self, end: int) -> int:
        """The first sentence of the words of somebody's own that end before sentence ``end``; ``end`` itself where none do."""
        sentences, first = self.reading.sentences, end
        for i in range(end - 1, max(-1, end - 1 - _LONGEST), -1):
            words = self.reading.text(sentences[i])
            if i in self.spoken or NARRATOR.search(words) or _NARRATES.search(words) or LIVE.search(words):
                break
            if OWN.search(words):
                first = i
            elif first - i > 1:
                break
        return first

    def _in_full(self, caption: str) -> str:
        """The name of a caption as the story writes it, else as it stands."""
        names = (e.name for _, e in self.reading.mentions.entities.between(0, len(self.reading.transcript.text)))
        return next((name for name in names if fold(name) == fold(caption) and not name.isupper()), caption)

    def _presented(self, index: int, heard: int) -> _Presented | None:
        """Who is presented just before sentence ``index``; ``heard`` is where the last bite ended."""
        before, words = self.reading.sentences[index - 1], self.reading.text(self.reading.sentences[index])
        if (plain := self._plainly(before)) is not None:
            return plain
        if _GOES_ON.match(words) or LIVE.search(words) or self._is_live(before, heard):
            return None
        return self._described(before) or self._by_cue(before) or self._named(before, words)

    def _plainly(self, sentence: Sentence) -> _Presented | None:
        text = self.reading.transcript.text
        for form in _PRESENTS:
            met = form.search(text, sentence.start, sentence.end)
            if met is None:
                continue
            speaker = self._who(sentence, *met.span("who"))
            if speaker is not None:
                return _Presented(speaker, met.span(), plainly=True, patience=2)
        return None

    def _by_cue(self, sentence: Sentence) -> _Presented | None:
        words = self.reading.text(sentence)
        hands_over = NARRATOR.search(words) is not None
        if OWN.search(words) and not hands_over:
            return None
        speaker = self.spoken.get(sentence.index)
        if speaker is None or speaker.kind not in ("person", "unknown", "group"):
            speaker = self._handed_over_to(sentence) if hands_over else None
        if speaker is None or self._is_staff(speaker):
            return None
        awaited = _HANDS_OVER.search(words) is not None
        return _Presented(speaker, (sentence.start, sentence.end), awaited, patience=3 if awaited else 1)

    def _handed_over_to(self, sentence: Sentence) -> Actor | None:
        if (actor := introduced_by(self.reading, sentence)) is not None:
            return actor
        entity = self._person(sentence.start, sentence.end)
        return Actor(name=entity.name, kind="person") if entity is not None else None

    def _described(self, sentence: Sentence) -> _Presented | None:
        text = self.reading.transcript.text
        for form in _DESCRIBES:
            met = form.pattern.match(text, sentence.start, sentence.end)
            entity = self._person(*met.span("who")) if met is not None else None
            if met is not None and entity is not None:
                return _Presented(Actor(name=entity.name, kind="person"), met.span(), patience=3)
        return None

    def _named(self, sentence: Sentence, following: str) -> _Presented | None:
        """The one person, or the group as subject, that the sentence speaks of, if the next begins with "I" or "we"."""
        if not _BEGINS_OWN.match(following) or OWN.search(self.reading.text(sentence)):
            return None
        found = self.reading.mentions.entities.between(sentence.start, sentence.end)
        people = {id(e): e for _, e in found if e.kind == "person"}
        actor = introduced_by(self.reading, sentence) if not people else None
        if len(people) == 1:
            (entity,) = people.values()
            actor = Actor(name=entity.name, kind="person")
        actor = actor or self._acting(sentence)
        return _Presented(actor, (sentence.start, sentence.end)) if actor and not self._is_staff(actor) else None

    def _acting(self, sentence: Sentence) -> Actor | None:
        """The group that is the subject of the sentence."""
        subjects = [t for t in sentence.doc or () if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT"]
        actor = self.reading.actor(sentence, subjects[0]) if subjects else None
        return actor if actor is not None and actor.kind in ("group", "organization") else None

    def _who(self, sentence: Sentence, start: int, end: int) -> Actor | None:
        """Who stands in ``text[start:end]``: a name, a description, or whom a pronoun means."""
        entity = self._person(start, end)
        if entity is not None:
            return Actor(name=entity.name, kind="person")
        words = self.reading.transcript.text[start:end].strip(" ,")
        if (told := _PRONOUN.search(words)) is not None:
            return self._meant(sentence, start + told.start())
        described = re.split(r",| who ", _SET.sub("", words))[0]
        of_one = re.match(r"(?:the|a|an|one|our|his|her|their)\b", described, re.IGNORECASE)
        staff = self.staff.knows(described) or _REPORTERS.search(described)
        return Actor(name=described, kind="person") if of_one and not staff and len(described.split()) > 1 else None

    def _meant(self, sentence: Sentence, at: int) -> Actor | None:
        """Whom the pronoun at ``at`` means, or else the last person introduced before."""
        token = next((t for t in sentence.doc or () if sentence.at(t) == at), None)
        actor = self.reading.actor(sentence, token) if token is not None else None
        for i in range(sentence.index - 1, max(-1, sentence.index - 1 - _LOOK_BACK), -1):
            actor = actor or self._handed_over_to(self.reading.sentences[i])
        return actor

    def _person(self, start: int, end: int) -> Entity | None:
        """The first person named there who is not staff, nor the owner of something; else a name that may be a person's."""
        text = self.reading.transcript.text
        named = self.reading.mentions.entities.between(start, end)
        free = [e for n, e in named if text[n.end : n.end + 1] not in ("'", "’") and not self.staff.knows(e.name)]
        unknown = (e for e in free if e.kind == "unknown" and _may_be_somebody(e.name))
        return next((e for e in free if e.kind == "person"), None) or next(unknown, None)

    def _is_staff(self, actor: Actor) -> bool:
        return self.staff.knows(actor.name) or _REPORTERS.search(actor.name) is not None

    def _is_live(self, sentence: Sentence, heard: int) -> bool:
        """Whether the sentence is part of a conversation or a live report, after the last sound bite."""
        before = self.reading.sentences[max(heard, sentence.index - _WINDOW) : sentence.index + 1]
        return any(LIVE.search(self.reading.text(s)) for s in before)

    def _end(self, start: int, presented: _Presented) -> int:
        """The index after the last sentence of the bite that begins at ``start``; ``start`` itself where none does."""
        sentences = self.reading.sentences
        end = start
        for i in range(start, min(len(sentences), start + _LONGEST)):
            sentence = sentences[i]
            if self._narrates(sentence, presented):
                break
            words = self.reading.text(sentence)
            if OWN.search(words) or (presented.plainly and (i == start or _ALOUD.search(words))):
                end = i + 1
            elif i - end >= presented.patience or (not presented.plainly and self._names_somebody(sentence)):
                break
        return end

    def _narrates(self, sentence: Sentence, presented: _Presented) -> bool:
        """Whether the sentence is no part of the bite: narration, a host's question, a sign-off, or about the speaker."""
        words = self.reading.text(sentence)
        own = FIRST.search(words) is not None
        if sentence.index in self.spoken or NARRATOR.search(words) or (not own and self._plainly(sentence)):
            return True
        if words.endswith("?") and _ASKS.search(words) and not own:
            return True
        if not own and (_NARRATES.search(words) or _names(presented.speaker, words)):
            return True
        return sign_off(self.reading.transcript.text, sentence.start, sentence.end) is not None

    def _names_somebody(self, sentence: Sentence) -> bool:
        found = self.reading.mentions.entities.between(sentence.start, sentence.end)
        return any(entity.kind == "person" for _, entity in found)


def tells_after(text: str, start: int, end: int) -> re.Match[str] | None:
    """The words of a sentence that are nothing but the name of the voice before it: ``Ann Rossi, who runs a bakery.``"""
    return next((m for form in _TELLS_AFTER if (m := form.pattern.match(text, start, end)) and m.end() == end), None)


def _may_be_somebody(name: str) -> bool:
    return name.lower() in FIRST_NAMES or is_place_name(name) is None


def _may_open(word: str) -> bool:
    """Whether a capitalised word is one that sentences begin with, and not one of a title."""
    return word.lower() in _OPENERS and not (word.isupper() and len(word) > 1)


def _names(speaker: Actor, words: str) -> bool:
    last = speaker.name.split()[-1]
    return speaker.kind == "person" and last[:1].isupper() and re.search(rf"\b{re.escape(last)}\b", words) is not None


def introduced_by(reading: Reading, sentence: Sentence) -> Actor | None:
    """The person whom the sentence presents: its subject, else the last one that it names; None where it is not parsed."""
    if sentence.doc is None:
        return None
    subjects = [t for t in sentence.doc if t.dep_ in ("nsubj", "nsubjpass", "attr")]
    actors = [a for t in subjects if (a := reading.actor(sentence, t)) is not None and a.kind == "person"]
    if actors:
        return actors[0]
    named = [t for t in sentence.doc if (e := reading.mentions.entity(sentence, t)) is not None and e.kind == "person"]
    return reading.actor(sentence, named[-1]) if named else None
