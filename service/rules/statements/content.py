"""The words said: for each frame of a cue, the tokens that stand in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from service.language.phrases import agent, child, children, is_passive, subject, subtree
from service.rules.statements.clause import clause
from service.rules.statements.cues import Cue, Usage
from service.rules.statements.frame import Content, content_of, is_infinitive, is_said_to
from service.words import load_words, words_in

if TYPE_CHECKING:
    from spacy.tokens import Token

_WITH_OBJECT = frozenset({
    "as", "about", "for", "of", "over", "to", "from", "against", "by", "behind", "between", "into", "among", "toward", "towards",
    "after", "in", "with", "under", "including", "before", "during",
})  # fmt: skip
_EXPRESSED = frozenset(load_words("rules/statements")["expressed"]["nouns"])
_CLEAR = frozenset(load_words("rules/statements")["expressed"]["clear"])
_ABOUT = frozenset({"about", "over", "for", "of", "against", "regarding"})
_ONLY_WITH: dict[str, list[str]] = load_words("rules/statements")["expressed"]["only_with"]
_LABEL_AS = frozenset({"describe", "liken", "compare", "identify", "name"})
_WHILES = frozenset({"second", "minute", "hour", "day", "night", "week", "month", "year", "time"})
_ITSELF = frozenset({"itself", "himself", "herself", "themselves"})
_OCCASIONS = frozenset({"amid", "after", "as", "despite", "following"})
_RELATIVE = frozenset({"which", "that", "who"})
_DENIED = words_in("rules/statements", "denied", "nouns")
_SPOKEN_IN = words_in("rules/statements", "documents", "nouns") | {"ruling", "debate", "rally", "meeting"}
_PEOPLE = words_in("language/names", "person_nouns")


Frame = Callable[[Cue, Usage], Content | None]


def infinitive(cue: Cue, _: Usage) -> Content | None:
    """``she vowed to march on``."""
    said = next((c for c in cue.verb.children if c.dep_ == "xcomp" and is_infinitive(c)), None)
    if said is None or child(cue.verb, "dobj") is not None:
        return None
    return content_of(cue.sentence, [*_without_occasion(said), *_joined(cue.verb, said, "VB")], "infinitive")


def _without_occasion(said: Token) -> list[Token]:
    """The words under an infinitive without the occasion at their end, which the reporter tells: ``..., amid the crisis``."""
    last = said.right_edge
    ends = (c for c in said.subtree if c.dep_ in ("prep", "advcl") and c.right_edge == last and c.i > said.i)
    told = {c for c in ends if c.left_edge.lower_ in _OCCASIONS and (c.dep_ == "advcl" or c.lower_ != "as")}
    return subtree(said, without=told)


def _joined(verb: Token, said: Token, tag: str) -> list[Token]:
    """``vowed to cut taxes, end the war and rest``: what is coordinated with the words said, though the parse hangs it on the cue."""
    more = [c for c in children(verb, "conj") if c.i > said.i and c.tag_ == tag and child(c, "nsubj", "aux") is None]
    return _with_joins(verb, more)


def _with_joins(verb: Token, more: list[Token]) -> list[Token]:
    joins = [c for c in children(verb, "cc") if more and c.i < more[0].i]
    return [*joins, *(t for c in more for t in subtree(c))]


def reputed(cue: Cue, _: Usage) -> Content | None:
    """``two people were reported to be missing``: said by nobody named, of the passive's subject."""
    verb = cue.verb
    of = child(verb, "nsubjpass")
    in_passing = is_said_to(verb) or verb.dep_ in ("acl", "relcl")
    said = next(
        (c for c in children(verb, "xcomp", "advcl") if any(a.lower_ == "to" for a in children(c, "aux"))), None
    )
    in_passing = in_passing and (of is None or of.lower_ in _RELATIVE)
    if said is None or said.i < verb.i or not (in_passing or of is not None):
        return None
    named = subtree(of) if of is not None and not in_passing else []  # `two men said to be armed`: what is said of them
    return content_of(cue.sentence, [*named, *subtree(said)], "reputed")


def gerund(cue: Cue, _: Usage) -> Content | None:
    """``she denied taking money``."""
    said = next((c for c in cue.verb.children if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
    return content_of(cue.sentence, subtree(said), "gerund") if said is not None else None


def object_(cue: Cue, usage: Usage) -> Content | None:
    """``she denied the charge``: the object is what is said, or what is praised or condemned.

    Whom one praises is no statement without what for; whom one backs or opposes is an attitude.
    """
    said = child(cue.verb, "dobj")
    told = cue.verb.head
    if said is not None and said.lower_ in _RELATIVE and usage.act == "deny" and told.lemma_.lower() in _DENIED:
        return content_of(cue.sentence, subtree(told, without={cue.verb}), "object")  # `charges which she denies`
    if said is None and is_passive(cue.verb):
        said = child(cue.verb, "nsubjpass")
    if said is None:
        said = next((c for c in children(cue.verb, "ccomp") if c.left_edge.lower_ == "what"), None)
    if (
        said is None
        or (said.pos_ == "PRON" and said.lower_ != "what")
        or (_is_bare(said, usage) and not usage.attitude)
    ):
        return None
    said, cut_off = _past_hyphens(said)
    tokens = [*cut_off, *_phrase(said), *_objects_tail(cue.verb, said), *_parted(said)]
    last = max(t.i for t in tokens)
    where = {t for t in tokens if _is_where_said(t) and t.right_edge.i == last and t.i > said.i}
    return content_of(cue.sentence, [t for t in tokens if not any(p == t or p.is_ancestor(t) for p in where)], "object")


def _is_where_said(prep: Token) -> bool:
    """``praised Ann Rossi in a tweet``, ``during the debate``: at the end of what is said, where and when it was."""
    noun = child(prep, "pobj")
    if prep.dep_ != "prep" or noun is None:
        return False
    return prep.lower_ == "during" or (prep.lower_ in ("in", "on", "at") and noun.lemma_.lower() in _SPOKEN_IN)


def _parted(said: Token) -> list[Token]:
    """``recalled the words Rossi had used``: a clause without ``that`` which the parse takes for a sentence of its own."""
    at = said.right_edge.i + 1
    after = said.doc[at] if at < len(said.doc) else said
    root = next((t for t in (after, *after.ancestors) if t.dep_ == "ROOT"), said)
    parted = after.pos_ in ("PRON", "PROPN", "DET") and root.i > at and root.left_edge == after
    return subtree(root) if parted else []


def _past_hyphens(said: Token) -> tuple[Token, list[Token]]:
    """``a re-run of the vote``: the last part of a noun that the parse cuts at its hyphens, and the words of the parts before."""
    cut_off: list[Token] = []
    doc = said.doc
    while said.i + 2 < len(doc) and doc[said.i + 1].text == "-" and doc[said.i + 2].head == said.head:
        cut_off += [*subtree(said), doc[said.i + 1]]
        said = doc[said.i + 2]
    return said, cut_off


def _phrase(said: Token) -> list[Token]:
    """The words under a noun or preposition, without the reporter's comment at their end."""
    return subtree(said, without={c for c in said.subtree if _is_comment(c)})


def _is_comment(token: Token) -> bool:
    """A clause after a comma: what the reporter tells of the object, ``..., which passed in May``, ``..., seeking a recount``."""
    at = token.left_edge.i
    relative = token.dep_ == "relcl" and token.doc[at].lower_ in ("which", "who", "whose")
    return (relative or (token.dep_ == "acl" and token.tag_ == "VBG")) and token.doc[at - 1].text == ","


def _objects_tail(verb: Token, said: Token) -> list[Token]:
    """What goes with the object although it hangs on the verb: ``cited the remarks as proof of bias``."""
    preps = [p for p in children(verb, "prep") if p.i > said.i and p.lower_ in _WITH_OBJECT]
    preps += [
        c
        for c in verb.children
        if c.dep_ in ("advcl", "xcomp") and c.i > said.i and (is_infinitive(c) or _is_condition(c))
    ]
    return [*(t for p in preps for t in subtree(p)), *_joined(verb, said, "IN"), *_joined_nouns(verb, said)]


def _is_condition(c: Token) -> bool:
    """``called for a strike if the mill is shut``."""
    return c.left_edge.lower_ in ("if", "unless") and c.left_edge.nbor(-1).text != ","


def _joined_nouns(verb: Token, said: Token) -> list[Token]:
    """``called for a recount and an end to the raids``: a second object that the parse joins to the cue."""
    return _with_joins(verb, [c for c in children(verb, "conj") if c.i > said.i and c.pos_ in ("NOUN", "PROPN")])


def _is_bare(said: Token, usage: Usage) -> bool:
    """A name or a noun with nothing said of it: ``thanked Ann Rossi``, ``thanked her supporters``."""
    somebody = said.pos_ == "PROPN" or (usage.act == "praise" and said.lemma_.lower() in _PEOPLE)
    return somebody and all(
        c.pos_ == "PROPN" or c.dep_ in ("compound", "det", "poss", "case", "amod") for c in said.children
    )


def topic(cue: Cue, usage: Usage) -> Content | None:
    """``she called for a recount``."""
    named = child(cue.verb, "dobj")
    if named is not None and (cue.verb.lemma_ == "call" or any("object" in u.frames for u in cue.usages)):
        return None  # `requested a recount for the reasons given`, `called the state for the senator`
    for prep in children(cue.verb, "prep"):
        said = child(prep, "pobj", "pcomp")
        behind = prep.i > cue.verb.i  # not so `For weeks she has called for a recount`
        if behind and prep.lower_ in usage.topics and said is not None and said.pos_ != "PRON":
            return content_of(cue.sentence, [*_phrase(said), *_objects_tail(cue.verb, said)], "topic")
    return None


def accused(cue: Cue, usage: Usage) -> Content | None:
    """``she accused the ministry of lying``; ``she blamed the ministry for the delay``."""
    target = child(cue.verb, "dobj", "nsubjpass")
    if target is None and is_passive(cue.verb):
        target = subject(cue.verb)
    preps = children(cue.verb, "prep")
    for noun in (target, agent(cue.verb)):  # the parse hangs `of hiding it` on the nearest noun
        preps += [p for p in children(noun, "prep") if p.lower_ in ("of", "for")] if noun is not None else []
    prep = next((p for p in preps if p.lower_ in usage.topics and p.i > cue.verb.i and not _is_while(p)), None)
    if target is None or prep is None:
        return None
    if target.i > cue.verb.i:
        return content_of(cue.sentence, [*subtree(target), *_phrase(prep)], "accused", target)
    deed = child(prep, "pcomp")
    return content_of(cue.sentence, subtree(prep if deed is None else deed), "accused", target)


def _is_while(prep: Token) -> bool:
    """``attacked the camp for a second day``."""
    noun = child(prep, "pobj")
    return noun is not None and noun.lemma_.lower() in _WHILES


def addressed(cue: Cue, _: Usage) -> Content | None:
    """``she urged voters to stay home``; ``she called on voters to stay home``."""
    verb = cue.verb
    said = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and _is_to_do(c)), None)
    on = next((p for p in children(verb, "prep") if p.i > verb.i and p.lower_ in ("on", "upon", "to", "for")), None)
    if said is None and on is not None:
        noun = child(on, "pobj")
        said = next((c for c in (noun.children if noun is not None else ()) if is_infinitive(c)), None)
    target = child(verb, "dobj") or (child(on, "pobj") if on is not None else None)
    if target is None and said is not None:
        target = child(said, "nsubj", "nsubjpass")
    if said is None or target is None:
        return None
    return content_of(cue.sentence, {*subtree(target), *subtree(said)}, "addressed", target)


def _is_to_do(c: Token) -> bool:
    """``(for) voters to stay home``: an infinitive, which may have its subject after ``for``."""
    mark = child(c, "mark")
    infinitive = c.tag_ == "VB" or any(a.lower_ == "to" for a in children(c, "aux"))
    return is_infinitive(c) or (mark is not None and mark.lower_ == "for" and infinitive)


def label(cue: Cue, _: Usage) -> Content | None:
    """``she called the vote a farce``; ``she described the vote as a farce``."""
    verb = cue.verb
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and agent(verb) is None:
        return None  # `a club called the Owls`: its name
    target = child(verb, "dobj", "nsubjpass")
    if target is not None and target.lower_ in _ITSELF and verb.lemma_ == "call":
        return None  # `it calls itself the Council of Six`
    name = child(verb, "oprd", "xcomp") if verb.lemma_ not in _LABEL_AS else None
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
        return content_of(cue.sentence, subtree(small), "label", child(small, "nsubj"))
    if name is None and target is not None:
        name = _second_object(verb, target) or next(
            (c for c in target.children if c.i > target.i and _opens_quoted(cue, c)), None
        )
    if name is None or is_infinitive(name) or (target is None and name.dep_ != "oprd"):
        return None
    if name.dep_ == "xcomp" and name.tag_ == "VBG":
        return None  # `people were seen running`: what somebody saw, and no name
    if name.pos_ == "PROPN" and _opens_quoted(cue, name):
        return None  # a nickname
    if target is None:
        return content_of(
            cue.sentence, subtree(name), "label"
        )  # both taken for one phrase: `called the ruling "unfair"`
    told_of = target.i < verb.i and target.dep_ != "nsubjpass"
    between = verb.doc[target.i : name.left_edge.i] if target.i > verb.i and target.pos_ != "PRON" else ()
    if any(t.text == "," for t in between):
        between = ()  # but: `her vote for the war a mistake`
    tokens = _phrase(name) if told_of else {*subtree(target), *between, *_phrase(name)}
    if name.head == target:  # `called the fare "steep" and left`
        tokens = [t for t in tokens if t.i <= name.i]
    return content_of(cue.sentence, tokens, "label", target)


def _second_object(verb: Token, target: Token) -> Token | None:
    """``branded the island a "nest of thieves"``: of two objects the name that the first gets, though not of ``called Friday``."""
    return next((c for c in children(verb, "dobj") if c.i > target.i), None)


def _opens_quoted(cue: Cue, name: Token) -> bool:
    """Whether marks open with the name, behind the cue: ``called the offer "an insult"``, ``the offer "insulting"``."""
    first = name.left_edge.i
    return name.i in cue.quoted and first > cue.verb.i and (name.doc[first].is_quote or name.doc[first - 1].is_quote)


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
            return content_of(cue.sentence, subtree(said), "expressed")
        about = next((p for p in children(holder, "prep") if p.i > noun.i and _tells_what_of(p, noun)), None)
        said = child(about, "pobj", "pcomp") if about is not None else None
        if about is not None and said is not None and said.pos_ != "PRON":
            shared = [*subtree(noun), *subtree(about)]  # `expressed solidarity with the miners`
            return content_of(cue.sentence, shared if about.lower_ == "with" else subtree(said), "expressed")
    return None


def _tells_what_of(prep: Token, noun: Token) -> bool:
    """Whether the preposition goes with what is expressed: anger at a verdict, not a pledge at a fair or a complaint to a court."""
    return prep.lower_ in _ABOUT or noun.lemma_.lower() in _ONLY_WITH.get(prep.lower_, ())


def made_clear(cue: Cue, _: Usage) -> Content | None:
    """``they made (it) clear that they would stay``."""
    word = next((c for c in children(cue.verb, "ccomp", "oprd", "acomp") if c.lower_ in _CLEAR), None)
    if word is None:
        return None
    clauses = [*children(word, "advcl", "ccomp"), *children(cue.verb, "ccomp", "advcl")]
    said = next((c for c in clauses if c.i > word.i and child(c, "nsubj", "nsubjpass", "expl") is not None), None)
    return content_of(cue.sentence, subtree(said), "made_clear") if said is not None else None


FRAMES: dict[str, Frame] = {
    "clause": clause, "reputed": reputed, "infinitive": infinitive, "gerund": gerund, "object": object_, "addressed": addressed,
    "topic": topic, "accused": accused, "label": label, "expressed": expressed,
    "made_clear": made_clear,
}  # fmt: skip
