"""Names: does somebody, or somewhere, of that name stand in the words, behind them, or on the map they point to?"""

from __future__ import annotations

from service.guard.scope import Scope
from service.language.gazetteer import country_names
from service.language.names import fold
from service.language.places import country_of, is_place_name
from service.language.reading import Reading
from service.words import words_in

_SMALL = words_in("guard/bearing", "small_words")
_TITLES = words_in("language/names", "titles") | words_in("language/names", "title_modifiers")


def is_borne_out(name: str, scope: Scope) -> bool:
    """Whether each word of the name is in the words, in the chain of mentions of what they name, or on the map."""
    wanted = words_of(name)
    if not wanted:
        return False
    if wanted <= singular(scope.words):
        return True
    known = singular(scope.words)
    if any(wanted <= (singular(entity) | known) and wanted & singular(entity) for entity in scope.named()):
        return True
    if any(wanted <= (singular(actor) | known) for actor in scope.pointed_to()):
        return True
    return any(wanted <= words_of(country_names().get(code, "")) for code in countries(scope))


def is_copied(value: str, scope: Scope) -> bool:
    """Whether the value has a name from the prompts' examples that the transcript lacks."""
    return not scope.marks.isdisjoint(fold(value))


def countries(scope: Scope) -> frozenset[str]:
    """The countries that the sentences speak of by name, place, people or body."""
    reading = scope.reading
    mentions = (m.country for s in scope.sentences for m in (*reading.places(s), *reading.demonyms(s)))
    bodies = (body.country for s in scope.sentences for body in reading.institutions(s))
    return frozenset(code for code in (*mentions, *bodies) if code)


def is_country_borne_out(code: str, name: str, reading: Reading) -> bool:
    """Whether the name points to that country on the map, or the transcript speaks of it anywhere."""
    return country_of(name) == code or code in reading.all_countries


def is_subject(name: str, reading: Reading) -> bool:
    """Whether the name is that of the country that the transcript speaks of most."""
    code = country_of(name) if is_place_name(name) == "country" else None
    return code is not None and code == reading.main_country


def words_of(name: str) -> frozenset[str]:
    """The words of a name that tell who it is; where all are small (`some say`), those: it is they who say it."""
    words = frozenset(fold(name))
    return singular(words - _SMALL or words)


def singular(words: frozenset[str]) -> frozenset[str]:
    """The words without the mark of the plural, so that `Officers` is `officer`."""
    return frozenset(w[:-1] if len(w) > 3 and w.endswith("s") else w for w in words)


def are_namesakes(one: str, other: str) -> bool:
    """``Ann Hart`` and ``Bill Hart``: one surname, and each a forename that the other has not."""
    names = [[w for w in name.replace(".", "").split() if w.lower() not in _TITLES] for name in (one, other)]
    if not all(len(words) == 2 and words[-1][:1].isupper() == words[0][:1].isupper() for words in names):
        return False
    (first, last), (forename, surname) = ([w.lower() for w in words] for words in names)
    return (
        last == surname
        and not (first.startswith(forename[:1]) and min(len(first), len(forename)) == 1)
        and (first != forename and not (first.startswith(forename) or forename.startswith(first)))
    )


def is_proper(name: str) -> bool:
    """Whether it is a name: all of its words but the small ones have a capital."""
    words = [word for word in name.split() if word.lower() not in _SMALL]
    return bool(words) and all(word[0].isupper() for word in words)


def are_alike(name: str, other: str) -> bool:
    """Whether the two share a word that is no title, and are not two of a family."""
    shared = words_of(name) & words_of(other)
    return bool(shared - _TITLES or (shared and not is_proper(name))) and not are_namesakes(name, other)
