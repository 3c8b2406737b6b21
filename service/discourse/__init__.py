"""The report as a whole: its stories, a wall for records and values; whose voice is heard; each story's cast and scene."""

from service.discourse.answer import as_answered, with_stories
from service.discourse.discourse import Discourse, discourse

__all__ = ["Discourse", "as_answered", "discourse", "with_stories"]
