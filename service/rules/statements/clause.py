"""The clause that a cue reports: governed by it, interrupted by it, or standing beside it in the order of the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.language.phrases import child, children, conjuncts, subtree
from service.rules.statements.cues import Cue, Usage, usages
from service.rules.statements.frame import Content, content_of, is_infinitive, is_said_to
from service.rules.statements.subjects import is_somebody
from service.words import words_in

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OPENING = frozenset({",", "”", '"', "''", "--", "—", "–"})
_MARKS = frozenset({"”", "“", '"', "''", "``"})
_SETTING_OFF = frozenset({",", "”", "“", '"', "''", "``", "—", "–", "--"})
_CLOSED = frozenset({"”", '"', "''"})
_SHORT = 4  # words of an adverbial that goes with the cue, its comma included
_TELLING = frozenset({"tell", "assure", "inform", "remind", "warn", "ask", "notify", "brief"})
_ADDING = frozenset({"as", "while", "although", "though", "after", "before"})
_REASONS = frozenset({"because", "if", "unless", "so"})
_GOING_ALONG = frozenset({"despite", "including", "without", "until", "compared"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SHOUTED = words_in("rules/statements", "shouted", "nouns")
_LONGEST_NAME = 12  # words of a speaker set off behind the cue
_MODAL = frozenset({"could", "would", "will", "can", "might", "should", "must", "may"})


def clause(cue: Cue, _: Usage) -> Content | None:
    """``she said (that) it was fair``; ``it was fair, she said``; ``it was, she said, fair``."""
    verb = cue.verb
    set_off = None if is_said_to(verb) else parenthetical(cue)
    if set_off is not None or is_said_to(verb):
        return set_off
    said = _governed(verb)
    if not said and verb.head != verb and verb.dep_ in ("parataxis", "advcl", "dep"):
        return _around(cue)
    if not said:
        return None
    tokens = [t for c in said for t in subtree(c, without=_elsewhere(cue, said, c))]
    tokens += [t for c in said for t in _subjunctive(verb, c)]
    trailing = _trailing(verb, said)
    joins = [c for c in verb.children if c.dep_ == "cc" and any(c.i < more.i for more in trailing)]
    tokens += [*joins, *(t for c in trailing for t in subtree(c))]
    tokens = _before_semicolon(cue, tokens)
    tokens += _after_colon(cue, tokens)
    target = child(verb, "dobj", "dative") if verb.lemma_ in _TELLING else None
    return content_of(cue.sentence, tokens, "clause", target)


def _subjunctive(verb: Token, said: Token) -> list[Token]:
    """``demanded the mayor resign``: a subject that the parse takes for the cue's object."""
    own = child(verb, "dobj")
    beside = own is not None and own.right_edge.i + 1 == said.left_edge.i and verb.lemma_ not in _TELLING
    return subtree(own) if own is not None and beside and not _has_subject(said) else []


def _governed(verb: Token) -> list[Token]:
    """The clauses that the verb governs; of one before it and one after, not one that is told beside the cue or parted by a semicolon."""
    said = [c for c in verb.children if _is_said(c)]
    if not any(c.i > verb.i and c.left_edge.lower_ == "that" for c in said):
        said = [*_past_adjunct(verb), *said]
    stop = max((t.i for t in verb.doc[: verb.i] if t.text == ";"), default=-1)
    behind = [c for c in said if c.i > verb.i]
    own = subject_left_of(verb)
    quoted = own is not None and own.left_edge.i > 0 and own.left_edge.nbor(-1).text in _CLOSED
    first = behind[0].left_edge if behind else verb
    if first.i > 0 and behind and own is not None and not quoted and first.nbor(-1).text not in _SETTING_OFF:
        return behind  # `While he praised the crew, she noted that ...`
    if behind and verb.tag_ == "VBG":
        return behind  # `The school shut its doors, saying it had to`
    return [c for c in said if c.i > stop]


def _past_adjunct(verb: Token) -> list[Token]:
    """``said in a speech that it was over``, ``reported after the polls closed that ...``: a clause that the parse hangs on what stands
    between.
    """
    between = [t for c in verb.children if c.i > verb.i and c.dep_ in ("prep", "advcl") for t in c.subtree]
    that = next((t for t in between if t.lower_ == "that" and t.dep_ == "mark"), None)
    deed = child(verb, "dobj") if verb.lemma_ not in _TELLING else None
    if (
        that is None
        or (deed is not None and deed.i < that.i)
        or that.head not in between
        or that.head.left_edge != that
        or not _has_subject(that.head)
    ):
        return []
    return [that.head] if that.head.head.pos_ != "ADJ" and that.head.head.lemma_.lower() not in usages() else []


def _has_subject(c: Token) -> bool:
    return child(c, "nsubj", "nsubjpass", "expl") is not None


def _is_said(c: Token) -> bool:
    """A clause that the verb governs, also where the parse takes it for an adverbial one."""
    if is_infinitive(c) or _is_shouted(child(c, "nsubj")):
        return False
    if c.dep_ == "xcomp" and is_double_relative(c.head):
        return c.tag_ in (*_FINITE, "VBN")
    return c.dep_ == "ccomp" or (
        c.dep_ == "advcl" and c.i > c.head.i and c.tag_ not in ("VBG", "VBN") and not _is_subordinate(c)
    )


def _is_shouted(noun: Token | None) -> bool:
    """``shouting slogans marched past``, read as what the slogans do."""
    return noun is not None and noun.lemma_.lower() in _SHOUTED


def _is_subordinate(c: Token) -> bool:
    return (
        any(m.dep_ in ("mark", "advmod") and m.tag_ in ("IN", "WRB") and m.lower_ != "that" for m in c.children)
        or child(c, "nsubj") is None
    )


def _elsewhere(cue: Cue, said: list[Token], clause_: Token) -> set[Token]:
    """What hangs on the words said and does not belong to them: the cue's other words, and a second report joined by ``and``."""
    out = {c for c in cue.verb.children if c not in said}
    for c in conjuncts(clause_)[1:]:
        if _is_narration(cue, clause_, c) or _is_done(clause_, c):
            out |= {c, *(m for m in c.head.children if m.dep_ == "cc" and clause_.i < m.i < c.i)}
    out |= {t for t in clause_.subtree if _is_second_cue(t) or _is_aside(t)}
    for t in clause_.subtree:
        if _is_parallel(clause_, t):
            out |= {t, *(m for m in t.head.children if m.dep_ == "cc" and m.i < t.i)}
    return out


def _is_parallel(said: Token, joined: Token) -> bool:
    """``say the plan is bad and have asked that it be put off``: a cue with a clause of its own, which a plan cannot have said."""
    own = child(said, "nsubj", "nsubjpass")
    if (
        own is None
        or is_somebody(own)
        or joined.dep_ != "conj"
        or joined.head not in (said, *children(said, "acomp", "attr"))
        or _has_subject(joined)
    ):
        return False
    that = any(c.dep_ == "ccomp" and c.left_edge.lower_ == "that" for c in joined.children)
    return that and joined.lemma_.lower() in usages()


def _is_aside(token: Token) -> bool:
    """What the reporter adds: ``..., although the count goes on``; ``..., while Ms Rossi noted that ...``."""
    opening = token.left_edge.lower_
    another = opening == "while" and token.tag_ != "VBG" and token.lemma_.lower() in usages()
    return token.dep_ == "advcl" and (another or (opening in ("although", "though") and token.i > token.head.i))


def _is_narration(cue: Cue, said: Token, joined: Token) -> bool:
    """Whether a clause joined to the words said goes on with what happened: ``said he would resign and left``."""
    if child(joined, "nsubj") is not None:
        return joined.tag_ == cue.verb.tag_ and joined.lemma_.lower() in usages()
    return (
        joined.tag_ == cue.verb.tag_
        and child(joined, "aux", "auxpass") is None
        and (_tense(said) != joined.tag_ or joined.lemma_.lower() in usages())
    )


def _tense(verb: Token) -> str:
    """The tag of the word that carries the verb's tense: of ``had lied`` that of ``had``."""
    first = child(verb, "aux", "auxpass")
    return first.tag_ if first is not None else verb.tag_


def _is_done(said: Token, joined: Token) -> bool:
    """``says the law will help and sent in police``: what is told as past cannot share the ``will`` of what is said."""
    return (
        joined.tag_ in ("VBD", "VBN")
        and child(joined, "nsubj", "nsubjpass", "aux", "auxpass") is None
        and said.tag_ == "VB"
        and any(c.tag_ == "MD" for c in said.children)
    )


def _is_second_cue(token: Token) -> bool:
    """``..., adding that ...``: a participle after a comma that reports speech of its own."""
    if token.tag_ != "VBG" or token.dep_ != "advcl" or token.lemma_.lower() not in usages():
        return False
    at = token.left_edge.i
    return at > 0 and token.doc[at - 1].text == ","


def _trailing(verb: Token, said: list[Token]) -> list[Token]:
    """Reasons and conditions that the parse hangs on the cue although they are part of what is said."""
    end = max(c.i for c in said)
    told = verb.i < min(c.i for c in said)  # `"It is over", said Ilka Marsh, thanking the crew` goes on with her
    out = []
    for c in verb.children:
        if c.i < end:
            continue
        mark = next((m.lower_ for m in c.children if m.dep_ in ("mark", "aux")), "")
        if (
            (c.dep_ == "advcl" and mark in _REASONS)
            or (c.dep_ == "prep" and c.lower_ in _GOING_ALONG)
            or _goes_on(verb, c)
            or (told and c.dep_ == "advcl" and c.tag_ == "VBG" and _is_of_what_is_said(c))
            or (c.dep_ == "conj" and mark in _MODAL and child(c, "nsubj") is None)
        ):
            out.append(c)
    return out


def _is_of_what_is_said(participle: Token) -> bool:
    """``said the town had run dry, leaving families to queue``: no second cue, and nothing that the speaker does in saying it."""
    at = participle.left_edge.i
    parted = at > 0 and participle.doc[at - 1].text == ","
    return parted and not any("clause" in usage.frames for usage in usages().get(participle.lemma_.lower(), ()))


def _goes_on(verb: Token, c: Token) -> bool:
    """``says she is tired, but she will stay``: a further clause with a subject of its own, in the tense of what is said."""
    own = child(c, "nsubj", "nsubjpass", "expl")
    if c.dep_ != "conj" or own is None or c.lemma_.lower() in usages():
        return False
    helpers = [m for m in c.children if m.dep_ in ("aux", "auxpass")]
    that = child(c, "mark")
    if that is not None and that.lower_ == "that":
        return True  # `said that it was late, but that she would stay`
    present = any(t.tag_ in ("VBZ", "VBP") for t in (c, *helpers)) and verb.tag_ in ("VBZ", "VBP")
    earlier = c.tag_ == "VBN" and any(m.lower_ == "had" for m in helpers)  # `says the count is over, and Rossi had won`
    return own.lower_ in ("there", "it") or present or earlier or any(m.lower_ in _MODAL for m in helpers)


def _before_semicolon(cue: Cue, tokens: list[Token]) -> list[Token]:
    """What follows a semicolon after the cue is the reporter's again."""
    stop = next((t.i for t in cue.verb.doc[cue.verb.i :] if t.text == ";"), len(cue.verb.doc))
    return [t for t in tokens if t.i < stop] if min(t.i for t in tokens) < stop else tokens


def _after_colon(cue: Cue, tokens: list[Token]) -> list[Token]:
    """``said three things were needed: time, money and luck``: what a colon at the end of the words said adds to them."""
    at = max(t.i for t in tokens) + 1
    doc = cue.verb.doc
    rest = doc[at + 1 :] if at < len(doc) - 1 and doc[at].text == ":" else ()
    return [] if any(t.lemma_.lower() in usages() and t.i not in cue.quoted for t in rest) else list(rest)


def parenthetical(cue: Cue) -> Content | None:
    """A cue set off by commas on both sides: ``the move, she said on Friday, was a mistake``. All around it is said."""
    doc, verb = cue.verb.doc, cue.verb
    first, after = _cue_clause(verb)
    before = doc[first - 1].text if first > 1 else ""
    turned = set_off_speaker(verb) is not None
    alone = first == verb.i and not turned and (subject_left_of(verb) is not None or not cue.core)
    if alone or verb.tag_ == "VBN":
        return None  # `Rossi, who had waited long, cited rents, fares and the heat`
    if before not in _OPENING or after >= len(doc) - 1 or doc[after - 1].text not in (",", '"', "''", "”"):
        return None
    left, right = list(doc[:first]), list(doc[after:])
    quoted_before = _MARKS & {t.text for t in left[-2:]}
    if verb.tag_ == "VBG" or (quoted_before and _has_verb(left) and right[0].text not in _MARKS):
        return None  # `..., saying, "..."`; `"...," she said, adding nothing`
    if _is_aside_behind(right):
        return content_of(cue.sentence, left, "clause")
    if right[0].text in _MARKS and not quoted_before and any(c.lower_ in ("who", "which") for c in verb.children):
        return content_of(cue.sentence, right, "clause")  # `his deputy, who joked, "..."`
    if (
        not _has_verb(right)
        or any(t.tag_ == "VBG" for t in right[:1])
        or not any(t.pos_ in ("NOUN", "PRON", "PROPN", "VERB") for t in left)
    ):
        return None
    if left[0].tag_ in ("IN", "RB") and len(left) <= _SHORT and not any(t.pos_ in ("VERB", "AUX") for t in left):
        left = []  # `On Monday, she said, ...`
    if left and left[0].tag_ in ("VBN", "VBG") and not _has_verb(left):
        left = []  # `Asked about the dam, she said, ...`
    return content_of(cue.sentence, [*left, *right], "clause")


def _is_aside_behind(words: list[Token]) -> bool:
    """``..., as the count went on``, ``..., and Ms Rossi said ...``: what the reporter adds to a report, and another one."""
    if words[0].lower_ in _ADDING:
        return True
    cues = (t for t in words[1:_LONGEST_NAME] if t.tag_ in _FINITE and t.lemma_.lower() in usages())
    return words[0].dep_ == "cc" and any(subject_left_of(t) is not None for t in cues)


def is_double_relative(verb: Token) -> bool:
    """``who the prosecutor says led the group``: what is said is said of whom the clause hangs on."""
    return verb.dep_ == "relcl" and len(children(verb, "nsubj")) > 1


def set_off_speaker(verb: Token) -> Token | None:
    """``voters, said one canvasser, are tired``: the noun behind a cue, the two between commas amid what is said."""
    doc = verb.doc
    if verb.tag_ not in _FINITE or verb.i < 2 or doc[verb.i - 1].text != "," or _has_verb(list(doc[: verb.i])):
        return None
    name = list(doc[verb.i + 1 : verb.i + 1 + _LONGEST_NAME])
    comma = next((i for i, t in enumerate(name) if t.text == ","), None)
    if not comma or not _has_verb(list(doc[name[comma].i :])) or _has_verb(name[:comma]):
        return None
    return next((t for t in name[:comma] if t.pos_ in ("NOUN", "PROPN", "PRON") and t.head not in name[:comma]), None)


def subject_left_of(verb: Token) -> Token | None:
    """The cue's own subject, where it stands before the cue."""
    return next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i), None)


def _cue_clause(verb: Token) -> tuple[int, int]:
    """Where the words of a cue begin (its subject or itself), and the index after its own adjuncts."""
    first = verb.i
    speaker = set_off_speaker(verb)
    if speaker is not None:
        return first, next(t.i for t in verb.doc[speaker.i :] if t.text == ",") + 1
    for c in verb.children:
        if c.i < verb.i and c.dep_ in ("nsubj", "aux", "advmod", "neg") and verb.i - c.left_edge.i <= 8:
            first = min(first, c.left_edge.i)
    return first, _past_the_cue(verb)


def _around(cue: Cue) -> Content | None:
    """The clause that the cue interrupts or follows: all of it but the cue's own words."""
    verb = cue.verb
    as_ = any(c.lower_ == "as" for c in verb.children)
    deeds = (
        c for c in verb.children if c.dep_ == "dobj" or is_infinitive(c) or (c.lower_ == "with" and c.i == verb.i + 1)
    )
    if verb.dep_ == "advcl" and (not as_ or any(deeds)):
        return None  # `as its supporters claimed fraud`, `as they vowed to stay`, `as he argued with a guard`
    return content_of(cue.sentence, subtree(verb.head, without={verb}), "clause")


def in_word_order(cue: Cue) -> Content | None:
    """Where the parse gives a plain cue no clause: what stands before it (``it was fair, says Rossi``), or all that follows."""
    doc, verb = cue.verb.doc, cue.verb
    subjects = [c for c in children(verb, "nsubj", "nsubjpass") if c.i < verb.i]  # of two the first is of what is said
    first = subjects[-1].left_edge.i if len(subjects) > 1 else verb.left_edge.i
    left = [] if verb.dep_ == "relcl" else list(doc[:first])
    after = _past_the_cue(verb)
    rest = list(doc[after:])
    if left and left[-1].text in (",", "”", '"', "''", "?", "!") and not _has_verb(rest):
        return content_of(cue.sentence, left, "order")
    if verb.i > 0 and verb.nbor(-1).text in _CLOSED:
        return None  # `"It is late," said Ilka Marsh, who ran the ferry`: what is said is the quotation
    if _has_verb(rest) and doc[after - 1].text in (",", ":", "that"):
        return content_of(cue.sentence, rest, "order")
    return None


def _past_the_cue(verb: Token) -> int:
    """The index after the verb, the person told, times and places of saying, and ``that``."""
    doc: Doc = verb.doc
    at = verb.i + 1
    for c in sorted(verb.rights, key=lambda c: c.i):
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
