"""The command line, ``onrecord``: files and streams in, answers out. A thin face over extract()."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from service.own_words.folder import VARIABLE, BadWords, own_folder, own_lists

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit. Word lists are read with the modules, so those of one's own are looked at before."""
    try:
        own_lists()
    except BadWords as error:
        for fault in error.faults:
            print(f"onrecord: {fault}", file=sys.stderr)
        print(
            f"onrecord: {VARIABLE} names {own_folder()}, whose lists cannot be used until these are mended",
            file=sys.stderr,
        )
        sys.exit(1)
    from service.cli.app import main as run

    run(arguments)
