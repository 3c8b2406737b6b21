"""What came of a question; plain data, which goes from process to process."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from service.ask.questions import Question

TOO_LATE = "the model did not answer in time"


@dataclass(slots=True)
class Reply:
    """What came of a question: the edits as the model gave them, or why there are none (``fault``); calls and tokens, of
    failed tries too.
    """

    question: Question
    edits: list[Any] = field(default_factory=list)
    fault: str | None = None
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    def count(self, completion: Any) -> None:
        """Add the tokens that the server says a completion took."""
        usage = getattr(completion, "usage", None)
        self.input_tokens += getattr(usage, "prompt_tokens", 0) or 0
        self.output_tokens += getattr(usage, "completion_tokens", 0) or 0
