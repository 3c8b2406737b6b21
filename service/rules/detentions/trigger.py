"""What a rule yields: the word that reports a detention, the people it is about, and who did it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from schemas import Stage
from service.language.phrases import child, clause_head, is_negated
from service.rules.detentions.lexicon import words_of
from service.rules.events import report

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = 3  # words up the tree to an order
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
        """Whether it is what no police do: ``was kidnapped``, ``taken hostage``."""
        return self.rule == "captive" or self.token.lemma_.lower() in words_of("captives", "crimes")

    @property
    def ordered_by(self) -> Token | None:
        """The court that orders it: ``a judge ordered the clerks to be held``."""
        order = next((t for t in islice(self.site.ancestors, _NEAR) if t.lemma_ == "order" and t.i < self.site.i), None)
        court = child(order, "nsubj") if order is not None and not is_negated(order) else None
        ours = court is not None and court.lower_ in words_of("force", "courts") and court not in self.patients
        return court if ours else None

    @property
    def is_renewed(self) -> bool:
        """Whether it tells of a new arrest of somebody let go: ``re-arrested``, ``detained again``."""
        before = "".join(t.lower_ for t in self.token.doc[max(0, self.token.i - 2) : self.token.i])
        again = any(c.lower_ == "again" for c in self.token.children)
        return before.endswith(("re-", "re‑")) or self.token.lower_.startswith(("re-arrest", "rearrest")) or again

    @property
    def clause(self) -> tuple[int, int]:
        """Offsets of the clause that it heads or stands in."""
        site = self.site if self.site.pos_ in ("VERB", "AUX") else clause_head(self.site)
        return self.view.under(site)
