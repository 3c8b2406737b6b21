"""One event, one record: what a model said of an event that the rules found completes their record, the rest is new."""

from service.merge.extraction import Said, merged

__all__ = ["Said", "merged"]
