"""A transcript to its records: the corridor through all rooms, and what it does by itself between them."""

from service.extract.corridor import Draft, Explained, Whole, answered, drafted, explain, extract, settled, unsettled
from service.extract.options import MODEL_MODES, ModelMode, Options

__all__ = [
    "MODEL_MODES",
    "Draft",
    "Explained",
    "ModelMode",
    "Options",
    "Whole",
    "answered",
    "drafted",
    "explain",
    "extract",
    "settled",
    "unsettled",
]
