"""The command line, ``onrecord``: files and streams in, answers out. A thin face over extract()."""

from service.cli.entry import main

__all__ = ["main"]
