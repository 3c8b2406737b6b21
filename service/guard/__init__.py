"""Is a value borne out by the words it cites? Rules and language model both pass here."""

from service.guard.check import Guard
from service.guard.verdict import Drop, Reason, Verdict

__all__ = ["Drop", "Guard", "Reason", "Verdict"]
