"""Statements: who said what. Cues give the first reading, quotations without a cue go to whom the text introduces."""

from service.rules.statements.find import find

__all__ = ["find"]
