"""What a rule yields: the word that reports a detention, the people it is about, and who did it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas import Stage
from service.language.phrases import clause_head
from service.rules.detentions.lexicon import words_of
from service.rules.events import report

if TYPE_CHECKING:
    from spacy.tokens import Token

# Rules for what happened, not for how people stand.
_TELLING = frozenset({"verb", "weak_verb", "captive", "noun", "bare_noun", "deed"})


@dataclass(frozen=True, slots=True)
class Trigger(report.Trigger):
    """A word that reports a detention: the people (``patients``) and who did it (``force``).

    ``site`` is the verb or noun that the arguments hang on: the word itself, or the verb above it.
    """

    stage: Stage
    patients: tuple[Token, ...]
    force: Token | None
    site: Token

    @property
    def is_telling(self) -> bool:
        """Whether it tells what happened, and not only how people stand."""
        return self.rule in _TELLING

    @property
    def is_of_all(self) -> bool:
        """Whether it tells of all who are named in a list: no adjective (``the jailed dean and the mayor``), no ``who was held``."""
        single = any(c.lower_ in ("was", "is", "has") and c.dep_ in ("aux", "auxpass") for c in self.site.children)
        return self.rule not in ("adjective", "held") and not single

    @property
    def is_crime(self) -> bool:
        """Whether it is what no police do: ``was kidnapped``."""
        return self.token.lemma_.lower() in words_of("captives", "crimes")

    @property
    def is_renewed(self) -> bool:
        """Whether it tells of a new arrest of somebody let go: ``re-arrested``, ``detained again``."""
        prefixed = self.token.i > 1 and self.token.nbor(-2).lower_ == "re"
        return prefixed or any(c.lower_ == "again" for c in self.token.children)

    @property
    def clause(self) -> tuple[int, int]:
        """Offsets of the clause that it heads or stands in."""
        site = self.site if self.site.pos_ in ("VERB", "AUX") else clause_head(self.site)
        return self.view.under(site)
