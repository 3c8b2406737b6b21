"""Who says it, read again: the speakers that the words around a statement's content give it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from schemas import Act, Evidence, Statement
from service.guard.denial import is_taken_back
from service.guard.halves import said_by
from service.guard.names import are_alike, are_namesakes, is_proper, singular, words_of
from service.guard.roles import denies
from service.guard.scope import Scope
from service.guard.speakers import cues
from service.guard.standing import UNREAL, standing_of
from service.language.names import fold_text
from service.language.phrases import is_negated
from service.language.reading import Reading
from service.rules.statements.draft import Draft, overlap

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENOUGH = 0.5  # of the words said that a draft must share with them
_BACK = 5_000  # characters in which whoever a pronoun points back to is named
_AS_NEAR = 0.8  # of the nearest draft's likeness


def drafts_for(drafts: Iterable[Draft], content: Iterable[Evidence]) -> list[Draft]:
    """Those of the ``drafts``, which the rules read, whose words said are the nearest to those of ``content``.

    A verb within the words said gives others their words, not these theirs.
    """
    spans = tuple((e.start, e.end) for e in content)
    drafts = [d for d in drafts if d.cue is None or not overlap((d.cue,), spans)]
    size = sum(end - start for start, end in spans)
    shared = [(overlap(d.spans, spans), d) for d in drafts if d.spans]
    near = [(common / (size + d.size - common), d) for common, d in shared if common >= _ENOUGH * min(size, d.size)]
    best = max((likeness for likeness, _ in near), default=0.0)
    return [d for likeness, d in near if likeness >= _AS_NEAR * best]


def is_unsaid(cue: str, scope: Scope) -> bool:
    """Whether the words have the reporting verb only where it is taken back: ``never said``, ``declined to say``."""
    first = cue.lower().split()[0]
    verbs = [token for token in scope.tokens if token.lower_ == first and token.pos_ == "VERB"]
    return bool(verbs) and all(map(_is_unsaid, verbs))


def is_yet_to_be_said(kept: Statement, scope: Scope) -> bool:
    """Whether what no cue is given for hangs on a verb of saying that is still to come: ``is expected to tell parliament that``."""
    if kept.cue is not None:
        return False
    verbs = [verb for e in kept.content for verb in said_by(e, scope)]
    return bool(verbs) and all(standing_of(verb) in UNREAL for verb in verbs)


def _is_unsaid(verb: Token) -> bool:
    if any(c.lower_ == "longer" and c.i > 0 and c.nbor(-1).lower_ == "no" for c in verb.children):
        return True  # `no longer thinks`
    negated = is_negated(verb) and not any(c.dep_ == "neg" and c.i > verb.i for c in verb.children)
    told_as_well = verb.dep_ == "pcomp" and verb.head.lower_ in ("before", "after")  # `said no, before adding that ...`
    return negated or (verb.dep_ in ("xcomp", "pcomp") and not told_as_well and is_taken_back(verb))


def is_somebody_else(name: str, drafts: Iterable[Draft], reading: Reading) -> bool:
    """Whether the words give what is said to speakers by a verb, and to none of that name.

    Whom a pronoun points back to, who of those named beside a description it is of, and who is heard where no verb
    says so, a model may read better than we do: such a speaker is another only if the words cannot be about them.
    """
    spoken = [(d.speaker.name, d) for d in drafts if d.speaker is not None and d.cue is not None]
    if not spoken or any(_may_be(name, speaker) for speaker, _ in spoken):
        return False
    if any(words_of(name) & words_of(speaker) for speaker, _ in spoken):
        return True
    named = [(speaker, d) for speaker, d in spoken if words_of(speaker) & _around(d, reading)]
    if not named:
        return not any(_was_named(name, d, reading) for _, d in spoken)
    return not all(_is_of(speaker, name, d, reading) for speaker, d in named)


def is_in_the_turn_of_another(name: str, kept: Statement, reading: Reading) -> bool:
    """Whether the words, which no cue gives to anybody, stand in a turn whose label is another's."""
    if kept.cue is not None:
        return False
    starts = [e.start for e in kept.content]
    labels = {t.speaker for t in reading.transcript.turns for at in starts if t.speaker and t.start <= at < t.end}
    named = {label for t in reading.transcript.turns if (label := t.speaker) and words_of(name) & words_of(label)}
    return bool(labels and named) and labels.isdisjoint(named)


def _may_be(name: str, speaker: str) -> bool:
    """Whether the two share a word, and are not two of a family, nor one of them who speaks for the other."""
    ours, theirs = words_of(name), words_of(speaker)
    if not ours & theirs:
        return False
    return not (are_namesakes(name, speaker) or _speaks_for(speaker, ours))


def _speaks_for(speaker: str, ours: frozenset[str]) -> bool:
    """``a spokeswoman for Bill Fox`` is not Bill Fox."""
    head, preposition, whose = speaker.partition(" for ")
    return bool(preposition) and not ours & words_of(head) and ours <= words_of(whose)


def _was_named(name: str, draft: Draft, reading: Reading) -> bool:
    """Whether the name stands before the end of the draft's sentence: a pronoun in it points back."""
    end = reading.sentences[draft.sentence].end
    return words_of(name) <= singular(frozenset(fold_text(reading.transcript.text[max(0, end - _BACK) : end])))


def _is_of(description: str, name: str, draft: Draft, reading: Reading) -> bool:
    """Whether the speaker is described, and the draft's sentence has the name beside it: ``its head, Ann Rossi, said``."""
    return is_proper(name) and not is_proper(description) and words_of(name) <= _around(draft, reading)


def _around(draft: Draft, reading: Reading) -> frozenset[str]:
    """The words of the draft's sentence outside what is said."""
    sentence = reading.sentences[draft.sentence]
    at, outside = sentence.start, []
    for start, end in sorted(draft.spans):
        outside.append(reading.transcript.text[at : max(at, start)])
        at = max(at, end)
    outside.append(reading.transcript.text[at : max(at, sentence.end)])
    return singular(frozenset(fold_text(" ".join(outside))))


def is_another_target(name: str, drafts: Iterable[Draft]) -> bool:
    """Whether the reporting verb has objects, and none of that name."""
    targets = [d.target.name for d in drafts if d.target is not None]
    return bool(targets) and not any(are_alike(name, target) for target in targets)


def act_by_cue(kept: Statement, scope: Scope) -> Act | None:
    """A denial, where the cue is a verb of denying that the rules read no statement at."""
    return "deny" if any(map(denies, cues(kept, scope))) else None


def act_of(drafts: Iterable[Draft]) -> Act | None:
    """What the reporting verb does, where the words have one."""
    return next((d.act for d in drafts if d.cue is not None), None)
