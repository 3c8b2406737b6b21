"""One event, one record: what a model said of an event that the rules found completes their record, the rest is new."""

from service.merge.extraction import Edited, Said, merged

__all__ = ["Edited", "Said", "merged"]
