"""The words said: for each frame of a cue, the tokens that stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.language.parse import Sentence
from service.language.phrases import child, children, conjuncts, is_passive, subtree
from service.rules.statements.cues import Cue, Usage, usages
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_EDGE = frozenset(
    {"that", ",", ":", ";", "-", "–", "—", "--", '"', "“", "”", "''", "``", "'", "’", "‘", ".", "and", "but", "…"}
)
_END_EDGE = _EDGE | {"!"}
_OPENING = frozenset({",", "”", '"', "''", "--", "—", "–"})
_TELLING = frozenset({"tell", "assure", "inform", "remind", "warn", "ask", "notify", "brief"})
_REASONS = frozenset({"because", "if", "unless", "so"})
_WITH_OBJECT = frozenset({"as", "about", "for", "of", "over", "to", "from", "against"})
_EXPRESSED = frozenset(load_words("rules/statements")["expressed"]["nouns"])
_ABOUT = frozenset({"about", "over", "for", "at", "of", "to", "against", "on", "regarding"})
_MODAL = frozenset({"could", "would", "will", "can", "might", "should", "must", "may"})


@dataclass(frozen=True, slots=True)
class Content:
    """What is said, as offsets in the text, the frame that gave it, and the noun addressed or accused."""

    spans: tuple[tuple[int, int], ...]
    frame: str
    target: Token | None = None


Frame = Callable[[Cue, Usage], Content | None]


def clause(cue: Cue, _: Usage) -> Content | None:
    """``she said (that) it was fair``; ``it was fair, she said``; ``it was, she said, fair``."""
    verb = cue.verb
    set_off = parenthetical(cue)
    if set_off is not None:
        return set_off
    said = [c for c in verb.children if _is_said(c)]
    if not said and verb.dep_ in ("ccomp", "parataxis", "advcl", "dep") and verb.head != verb:
        return _around(cue)
    if not said:
        return None
    tokens = [t for c in said for t in subtree(c, without=_elsewhere(cue, said, c))]
    tokens += [t for c in _trailing(verb, said) for t in subtree(c)]
    tokens = _before_semicolon(cue, [*tokens, *_further_that(tokens)])
    target = child(verb, "dobj", "dative") if verb.lemma_ in _TELLING else None
    return _content(cue.sentence, tokens, "clause", target)


def _is_said(c: Token) -> bool:
    """A clause that the verb governs, also where the parse takes it for an adverbial one."""
    if _is_infinitive(c):
        return False
    return c.dep_ == "ccomp" or (
        c.dep_ == "advcl" and c.i > c.head.i and c.tag_ not in ("VBG", "VBN") and not _is_subordinate(c)
    )


def _is_subordinate(c: Token) -> bool:
    return (
        any(m.dep_ in ("mark", "advmod") and m.tag_ in ("IN", "WRB") and m.lower_ != "that" for m in c.children)
        or child(c, "nsubj") is None
    )


def _elsewhere(cue: Cue, said: list[Token], clause_: Token) -> set[Token]:
    """What hangs on the words said and does not belong to them: the cue's other words, and a second report joined by ``and``."""
    out = {c for c in cue.verb.children if c not in said}
    for c in conjuncts(clause_)[1:]:
        if _is_narration(cue, clause_, c):
            out |= {c, *(m for m in c.head.children if m.dep_ == "cc" and clause_.i < m.i < c.i)}
    out |= {t for t in clause_.subtree if _is_second_cue(t)}
    return out


def _is_narration(cue: Cue, said: Token, joined: Token) -> bool:
    """Whether a clause joined to the words said goes on with what happened: ``said he would resign and left``."""
    if child(joined, "nsubj") is not None:
        return joined.tag_ == cue.verb.tag_ and joined.lemma_.lower() in usages()
    return (
        joined.tag_ == cue.verb.tag_
        and child(joined, "aux", "auxpass") is None
        and (said.tag_ != joined.tag_ or joined.lemma_.lower() in usages())
    )


def _is_second_cue(token: Token) -> bool:
    """``..., adding that ...``: a participle after a comma that reports speech of its own."""
    at = token.left_edge.i
    return (
        token.tag_ == "VBG"
        and token.dep_ == "advcl"
        and token.lemma_.lower() in usages()
        and at > 0
        and token.doc[at - 1].text == ","
    )


def _trailing(verb: Token, said: list[Token]) -> list[Token]:
    """Reasons and conditions that the parse hangs on the cue although they are part of what is said."""
    end = max(c.i for c in said)
    out = []
    for c in verb.children:
        if c.i < end:
            continue
        mark = next((m.lower_ for m in c.children if m.dep_ in ("mark", "aux")), "")
        if (
            (c.dep_ == "advcl" and mark in _REASONS)
            or _goes_on(verb, c)
            or (c.dep_ == "conj" and mark in _MODAL and child(c, "nsubj") is None)
        ):
            out.append(c)
    return out


def _before_semicolon(cue: Cue, tokens: list[Token]) -> list[Token]:
    """What follows a semicolon after the cue is the reporter's again."""
    stop = next((t.i for t in cue.verb.doc if t.text == ";" and t.i > cue.verb.i), None)
    if stop is None or min(t.i for t in tokens) > stop:
        return tokens
    return [t for t in tokens if t.i < stop]


def _goes_on(verb: Token, c: Token) -> bool:
    """``says she is tired, but she will stay``: a further clause about a pronoun, in the tense of what is said."""
    own = child(c, "nsubj")
    if c.dep_ != "conj" or own is None or own.tag_ != "PRP" or c.lemma_.lower() in usages():
        return False
    modal = any(m.dep_ == "aux" and m.lower_ in _MODAL for m in c.children)
    return modal or (c.tag_ in ("VBZ", "VBP") and verb.tag_ in ("VBZ", "VBP"))


def _further_that(tokens: list[Token]) -> list[Token]:
    """``..., and that officials should resign``: a second ``that`` clause which the parse hangs elsewhere."""
    last = max(tokens, key=lambda t: t.i)
    at = last.i + 1
    doc = last.doc
    while at < len(doc) and (doc[at].text == "," or doc[at].dep_ == "cc"):
        at += 1
    return (
        list(doc[at:])
        if at > last.i + 1 and at < len(doc) and doc[at].lower_ == "that" and _has_verb(list(doc[at:]))
        else []
    )


def parenthetical(cue: Cue) -> Content | None:
    """A cue set off by commas on both sides: ``the move, she said on Friday, was a mistake``. All around it is said."""
    doc, verb = cue.verb.doc, cue.verb
    first, after = _cue_clause(verb)
    before = doc[first - 1].text if first > 1 else ""
    if (first == verb.i and subject_left_of(verb) is not None) or verb.tag_ == "VBN":
        return None
    if before not in _OPENING or after >= len(doc) - 1 or doc[after - 1].text not in (",", '"', "''", "”"):
        return None
    left, right = list(doc[:first]), list(doc[after:])
    if (
        not _has_verb(right)
        or any(t.tag_ == "VBG" for t in right[:1])
        or not any(t.pos_ in ("NOUN", "PRON", "PROPN", "VERB") for t in left)
    ):
        return None
    if left[0].tag_ in ("IN", "RB") and not any(t.pos_ in ("VERB", "AUX") for t in left):
        left = []
    return _content(cue.sentence, [*left, *right], "clause")


def subject_left_of(verb: Token) -> Token | None:
    """The cue's own subject, where it stands before the cue."""
    return next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i), None)


def _cue_clause(verb: Token) -> tuple[int, int]:
    """Where the words of a cue begin (its subject or itself), and the index after its own adjuncts."""
    first = verb.i
    for c in verb.children:
        if c.i < verb.i and c.dep_ in ("nsubj", "aux", "advmod", "neg") and verb.i - c.left_edge.i <= 8:
            first = min(first, c.left_edge.i)
    return first, _past_the_cue(verb)


def _around(cue: Cue) -> Content | None:
    """The clause that the cue interrupts or follows: all of it but the cue's own words."""
    verb = cue.verb
    if verb.dep_ == "advcl" and not any(c.lower_ == "as" for c in verb.children):
        return None
    if verb.dep_ == "ccomp" and not _is_set_off(verb):
        return None
    tokens = subtree(verb.head, without={verb})
    after = verb.right_edge.i
    tail = [t for t in tokens if t.i > after]
    if tail and any(t.tag_ == "VBG" and t.lemma_ in ("add", "say", "continue", "note") for t in tail):
        tokens = [t for t in tokens if t.i < verb.i]  # a second cue begins there
    return _content(cue.sentence, tokens, "clause")


def _is_set_off(verb: Token) -> bool:
    left = verb.left_edge.i
    return left > 0 and verb.doc[left - 1].text in _OPENING


def infinitive(cue: Cue, _: Usage) -> Content | None:
    """``she vowed to march on``."""
    said = next((c for c in cue.verb.children if c.dep_ == "xcomp" and _is_infinitive(c)), None)
    if said is None or child(cue.verb, "dobj") is not None:
        return None
    return _content(cue.sentence, subtree(said), "infinitive")


def gerund(cue: Cue, _: Usage) -> Content | None:
    """``she denied taking money``."""
    said = next((c for c in cue.verb.children if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
    return _content(cue.sentence, subtree(said), "gerund") if said is not None else None


def object_(cue: Cue, _: Usage) -> Content | None:
    """``she denied the charge``: the object is what is said, or what is praised or condemned."""
    said = child(cue.verb, "dobj")
    if said is None and is_passive(cue.verb):
        said = child(cue.verb, "nsubjpass")
    if said is None:
        said = next((c for c in children(cue.verb, "ccomp") if c.left_edge.lower_ == "what"), None)
    if said is None or (said.pos_ == "PRON" and said.lower_ != "what") or _is_bare(said):
        return None
    tokens = [*subtree(said), *_objects_tail(cue.verb, said)]
    return _content(cue.sentence, tokens, "object")


def _objects_tail(verb: Token, said: Token) -> list[Token]:
    """What goes with the object although it hangs on the verb: ``cited the remarks as proof of bias``."""
    preps = [p for p in children(verb, "prep") if p.i > said.i and p.lower_ in _WITH_OBJECT]
    return [t for p in preps for t in subtree(p)]


def _is_bare(said: Token) -> bool:
    """A name or a noun with nothing said of it: whom one praises or condemns is no statement without what for."""
    return said.pos_ == "PROPN" and all(
        c.pos_ == "PROPN" or c.dep_ in ("compound", "det", "poss", "case", "amod") for c in said.children
    )


def topic(cue: Cue, usage: Usage) -> Content | None:
    """``she called for a recount``."""
    for prep in children(cue.verb, "prep"):
        said = child(prep, "pobj", "pcomp")
        if prep.lower_ in usage.topics and said is not None and (said.pos_ != "PRON"):
            return _content(cue.sentence, subtree(said), "topic")
    return None


def accused(cue: Cue, usage: Usage) -> Content | None:
    """``she accused the ministry of lying``; ``she blamed the ministry for the delay``."""
    target = child(cue.verb, "dobj", "nsubjpass")
    holder = [cue.verb] if target is None else [cue.verb, target]
    prep = next((p for h in holder for p in children(h, "prep") if p.lower_ in usage.topics and p.i > cue.verb.i), None)
    if target is None or prep is None:
        return None
    tokens = subtree(prep) if target.i < cue.verb.i else [*subtree(target), *subtree(prep)]
    return _content(cue.sentence, tokens, "accused", target)


def addressed(cue: Cue, _: Usage) -> Content | None:
    """``she urged voters to stay home``; ``she called on voters to stay home``."""
    verb = cue.verb
    said = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and _is_infinitive(c)), None)
    on = next((p for p in children(verb, "prep") if p.lower_ in ("on", "upon", "to", "for")), None)
    if said is None and on is not None:
        noun = child(on, "pobj")
        said = next((c for c in (noun.children if noun is not None else ()) if _is_infinitive(c)), None)
    target = child(verb, "dobj") or (child(on, "pobj") if on is not None else None)
    if target is None and said is not None:
        target = child(said, "nsubj")
    if said is None or target is None:
        return None
    return _content(cue.sentence, {*subtree(target), *subtree(said)}, "addressed", target)


def label(cue: Cue, _: Usage) -> Content | None:
    """``she called the vote a farce``; ``she described the vote as a farce``."""
    verb = cue.verb
    target = child(verb, "dobj", "nsubjpass")
    name = child(verb, "oprd", "xcomp") if verb.lemma_ not in ("describe", "liken", "compare") else None
    if name is None:
        name = next((p for p in children(verb, "prep") if p.lower_ in ("as", "to") and p.i > verb.i), None)
    small = next(
        (
            c
            for c in verb.children
            if c.dep_ == "ccomp" and child(c, "nsubj") is not None and c.pos_ in ("NOUN", "ADJ", "PROPN")
        ),
        None,
    )
    if small is not None:
        return _content(cue.sentence, subtree(small), "label", child(small, "nsubj"))
    if target is None or name is None or _is_infinitive(name):
        return None
    tokens = subtree(name) if target.i < verb.i else {*subtree(target), *subtree(name)}
    return _content(cue.sentence, tokens, "label", target)


def expressed(cue: Cue, _: Usage) -> Content | None:
    """``she voiced concern about the count``; ``they issued a call for calm``; ``he made the point that ...``."""
    noun = child(cue.verb, "dobj")
    if noun is None or noun.lemma_.lower() not in _EXPRESSED:
        return None
    for holder in (noun, cue.verb):
        said = next(
            (
                c
                for c in holder.children
                if c.i > noun.i and c.dep_ in ("acl", "ccomp", "relcl") and child(c, "mark") is not None
            ),
            None,
        )
        if said is not None:
            return _content(cue.sentence, subtree(said), "expressed")
        about = next((p for p in children(holder, "prep") if p.i > noun.i and p.lower_ in _ABOUT), None)
        said = child(about, "pobj", "pcomp") if about is not None else None
        if said is not None and said.pos_ != "PRON":
            return _content(cue.sentence, subtree(said), "expressed")
    return None


FRAMES: dict[str, Frame] = {
    "clause": clause, "infinitive": infinitive, "gerund": gerund, "object": object_, "topic": topic,
    "accused": accused, "addressed": addressed, "label": label, "expressed": expressed,
}  # fmt: skip


def in_word_order(cue: Cue) -> Content | None:
    """Where the parse gives a plain cue no clause: what stands before it (``it was fair, says Rossi``), or all that follows."""
    doc, verb = cue.verb.doc, cue.verb
    that = next((t for t in doc[verb.i + 1 : verb.i + 16] if t.lower_ == "that" and t.tag_ == "IN"), None)
    if that is not None and _has_verb(list(doc[that.i :])):
        return _content(cue.sentence, doc[that.i :], "order")
    left = [t for t in doc[: verb.left_edge.i] if not t.is_space]
    after = _past_the_cue(verb)
    rest = [t for t in doc[after:] if not t.is_space]
    if left and left[-1].text in (",", "”", '"', "''", "?", "!") and not _has_verb(rest):
        return _content(cue.sentence, left, "order")
    if _has_verb(rest) and ((after < len(doc) and doc[after - 1].text in (",", ":", "that")) or _begins_clause(rest)):
        return _content(cue.sentence, rest, "order")
    return None


def _past_the_cue(verb: Token) -> int:
    """The index after the verb, the person told, times and places of saying, and ``that``."""
    doc: Doc = verb.doc
    at = verb.i + 1
    own = sorted((c for c in verb.children if c.i > verb.i), key=lambda c: c.i)
    for c in own:
        if c.i < at:
            continue
        short = c.right_edge.i - c.left_edge.i < 8 and not any(t.dep_ in ("ccomp", "relcl") for t in c.subtree)
        if c.left_edge.i == at and short and c.dep_ in ("prep", "dobj", "dative", "npadvmod", "advmod", "prt", "nsubj"):
            at = c.right_edge.i + 1
        else:
            break
    while at < len(doc) and doc[at].text in (",", ":", "that"):
        at += 1
    return at


def _has_verb(tokens: list[Token]) -> bool:
    return any(t.pos_ in ("VERB", "AUX") and t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in tokens)


def _begins_clause(tokens: list[Token]) -> bool:
    return (
        bool(tokens)
        and tokens[0].tag_ not in ("IN", "RB", "TO", "VBG", "VBN", "CC", "WRB", "WDT")
        and not tokens[0].is_punct
    )


def _is_infinitive(token: Token) -> bool:
    return (
        token.tag_ in ("VB", "VBN")
        and any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
        and child(token, "mark") is None
    )


def _content(sentence: Sentence, tokens: Iterable[Token], frame: str, target: Token | None = None) -> Content | None:
    spans = spans_of(sentence, tokens)
    return Content(spans, frame, target) if spans else None


def spans_of(sentence: Sentence, tokens: Iterable[Token]) -> tuple[tuple[int, int], ...]:
    """Offsets of the tokens as unbroken stretches, without punctuation and ``that`` at their edges."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if runs and all(t.is_punct or t.is_space for t in token.doc[runs[-1][-1].i + 1 : token.i]):
            runs[-1].append(token)
        else:
            runs.append([token])
    return tuple(span for run in runs if (span := _trimmed(sentence, run)) is not None)


def _trimmed(sentence: Sentence, run: list[Token]) -> tuple[int, int] | None:
    while run and (run[0].lower_ in _EDGE or run[0].is_space):
        run = run[1:]
    while run and (run[-1].lower_ in _END_EDGE or run[-1].is_space):
        run = run[:-1]
    return sentence.span(run[0], run[-1]) if run else None
