"""Elections and referendums: contests, their stage and day, results, allegations and re-runs."""

from service.rules.elections.find import find

__all__ = ["find"]
