"""Is a value borne out by the words it cites? What a language model proposes passes here; the rules' records do so in tests."""

from service.guard.check import Guard
from service.guard.verdict import Drop, Reason, Verdict

__all__ = ["Drop", "Guard", "Reason", "Verdict"]
