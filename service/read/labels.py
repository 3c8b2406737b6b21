"""Speaker labels at the start of a line: ``ANNA:``, ``Anna Rossi:``, ``GOV. ROSSI (voice-over):``, ``((Anna)):``.

A colon alone proves nothing in news prose (``Note:``, ``WASHINGTON:``, ``What we know:``). So a run of words before it
is first looked at for its form, and then all such runs of a text are judged together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from service.words import load_words, world

_WORDS = load_words("read/labels")
_NOT_SPEAKERS = frozenset(_WORDS["not_speakers"])
_PROSE = frozenset(_WORDS["prose"])
_PARTICLES = frozenset(_WORDS["particles"])
_ROLES = frozenset(_WORDS["roles"])

MOST_WORDS = 6
_MOST_UNCASED, _LONGEST_UNCASED = 4, 8  # words and letters of a name without capitals
LONGEST = 110  # characters

_HEAD = re.compile(r"([^\n\r:]{1,100}?)[ \t]?:[*_]{0,3}(?=\s|\Z)[ \t]*")
_VOA = re.compile(r"\(\(([^\n\r()]{1,60})\)\)[ \t]*(:?)[ \t]*")
_FIRST_PARAGRAPH = re.compile(r"([^\n\r]*+)(?:\r?\n|\r)[ \t]*+[\n\r]")
_STOPPED = re.compile(r"[.?!…\"”'’)\]:;,*_–—-]\s*\Z")
_GLUED = re.compile(r"[^\W\d_]{3}[a-z][A-Z]|[^\W\d_]{4}\.[A-Z]")
_ASIDE = re.compile(r"[(\[][^()\[\]]{1,60}[)\]]")
_WORD = re.compile(r"#?[\w][\w'’./&#-]*")
_UPPER_NAME = re.compile(r"(?:Mc|Mac|O['’]|D['’]|De|Di|Le|La|Van)[A-Z][A-Z'’-]+")
_NUMBER = re.compile(r"(?:#?\d{1,3}|#|[A-Z])")
_NUMBERED_ROLE = re.compile(r"([^\W\d_]+)[_-]\d{1,3}")

Form = Literal["upper", "role", "name", "word", "lower"]


@dataclass(frozen=True, slots=True)
class Label:
    """A run of words that has the form of a label: who it names, and how many characters it takes, space included."""

    name: str
    length: int
    form: Form


def label_at(text: str, offset: int) -> Label | None:
    """The label whose form the words from ``offset`` on have, None if none. Looks at LONGEST characters."""
    if voa := _VOA.match(text, offset):
        return Label(voa[1].strip(), voa.end() - offset, "upper" if voa[2] else "name") if _form(voa[1]) else None
    head = _HEAD.match(text, offset) if text.find(":", offset, offset + LONGEST) >= 0 else None
    if not head:
        return None
    name, office = _name_and_office(head[1])
    form = _form(name)
    if form is None or not _is_office(office):
        return None
    return Label(name, head.end() - offset, form)


def is_label(words: str) -> bool:
    """Whether ``words`` alone on their line have the form of a speaker's label, with or without a colon at the end."""
    if not words or len(words) > LONGEST:
        return False
    name, office = _name_and_office(words.rstrip(": "))
    return _form(name) not in (None, "lower") and _is_office(office)


def is_name(words: str) -> bool:
    """Whether ``words`` have the form of a name: capitals, or several words that begin with them."""
    return _form(words) in ("upper", "name")


def label_name(words: str) -> str:
    """Who is named by words that are a label: the name without office and asides."""
    return _name_and_office(words.rstrip(": "))[0]


def _name_and_office(words: str) -> tuple[str, str]:
    whole = words.strip("*_ \t")
    if whole.startswith("[") and whole.endswith("]"):
        whole = whole[1:-1]
    name, _, office = _ASIDE.sub(" ", whole).partition(",")
    return " ".join(name.split()), office


@lru_cache(maxsize=4096)  # of a text's many labels few are different
def _form(name: str) -> Form | None:
    words = name.split()
    lower = [word.lower().rstrip(".") for word in words]
    if not 1 <= len(words) <= MOST_WORDS or not all(map(_WORD.fullmatch, words)):
        return None
    if name.rstrip(".") in ("Q", "A"):
        return "upper"
    if name.lower() == name.upper() and any(map(str.isalpha, name)):
        return _form_without_case(words)
    if name.lower() in _NOT_SPEAKERS or lower[0] in _NOT_SPEAKERS or lower[-1] in _PARTICLES | _NOT_SPEAKERS:
        return None
    if _names_role(words, lower):
        return "upper" if name == name.upper() else "role"
    said = lower if name == name.upper() else [word for word in lower if word.upper() not in words]
    if any(map(str.isdigit, name)) or any(map(_is_two_words, words)) or not _PROSE.isdisjoint(said):
        return None
    return _form_of_case(words, lower)


def _form_of_case(words: list[str], lower: list[str]) -> Form | None:
    if all(word == word.upper() or _UPPER_NAME.fullmatch(word) for word in words):
        return "upper" if sum(map(str.isupper, "".join(words))) > 1 else None
    kept = [word for word, small in zip(words, lower, strict=True) if small not in _PARTICLES]
    if all(word[0].isupper() for word in kept):
        return "name" if len(kept) > 1 else "word"
    return "lower"


def _form_without_case(words: list[str]) -> Form | None:
    """The form of a name in a script that has no capitals, Chinese or Arabic, perhaps with a number: it is short."""
    plain = [word.rstrip("0123456789") for word in words]
    is_short = len(words) <= _MOST_UNCASED and all(len(word) <= _LONGEST_UNCASED for word in plain)
    return "name" if is_short and all(map(str.isalpha, plain)) else None


def _names_role(words: list[str], lower: list[str]) -> bool:
    """Whether all words are descriptions (``Unidentified woman``, ``SPEAKER 2``), particles and numbers aside."""
    numbered = _NUMBERED_ROLE.fullmatch(lower[0])
    if numbered and len(words) == 1:
        return numbered[1] in _ROLES
    rest = [small for word, small in zip(words, lower, strict=True) if not _NUMBER.fullmatch(word)]
    return lower[0] in _ROLES | _PARTICLES and not _ROLES.isdisjoint(rest) and _ROLES.issuperset(set(rest) - _PARTICLES)


def _is_two_words(word: str) -> bool:
    # "Gov.", "J." and "U.S." are abbreviations, a longer word with a dot ends a sentence; "RossiPhoto" lost its space.
    return (word.endswith(".") and len(word) > 5 and "." not in word[:-1]) or bool(_GLUED.search(word))


def _is_office(office: str) -> bool:
    words = office.split()
    return len(words) <= 8 and (_PROSE - {"for", "new"}).isdisjoint(word.lower() for word in words)


def speakers(labels: Sequence[Label], lines: int, *, captions: bool) -> frozenset[str]:
    """The names among ``labels`` that label speech, judged by all that a text of so many non-blank lines has.

    One label in front of a long article says little, for all that follows would be its words; labels that are all
    towns are datelines. Lines of captions are short, and captions have no datelines.
    """
    counts = Counter(label.name for label in labels)
    share = len(labels) / max(lines, 1)
    found = frozenset(
        label.name for label in labels if _is_speaker(label, counts[label.name], len(labels), share, captions)
    )
    return frozenset() if found and not captions and all(map(_is_town, found)) else found


def _is_speaker(label: Label, times: int, total: int, share: float, captions: bool) -> bool:
    if label.form == "upper":
        return captions or total > 1 or share >= 1 / 8
    if label.form == "role":
        return captions or total > 1 or share >= 1 / 4
    if label.form == "name":
        return times > 1 or share >= 1 / 4
    return label.form == "word" and (times > 1 or (total > 1 and share >= 1 / 2))


def heads_article(text: str, offset: int) -> bool:
    """Whether the line from ``offset`` on, with an empty line below, is a headline: without a stop, or In Such Case."""
    line = _FIRST_PARAGRAPH.match(text, offset)
    if not line:
        return False
    words = [word for word in re.findall(r"[^\W\d_]{4,}", line[1]) if not word.isupper()]
    return not _STOPPED.search(line[1]) or (len(words) > 3 and sum(w[0].isupper() for w in words) >= 0.8 * len(words))


def speaks_after_mark(label: Label) -> bool:
    """Whether a label behind ``>>`` needs no other proof: any but a long run of small letters."""
    return label.form != "lower" or len(label.name.split()) <= 2


def _is_town(name: str) -> bool:
    return name.lower() in _towns()


@cache
def _towns() -> frozenset[str]:
    """Names of towns of more than 15,000 people. Loaded only for a text that may have datelines."""
    return frozenset(city.name.lower() for city in world.cities())
