"""The way into ``onrecord``: to the commands that are there, and out with an exit status, whatever happens."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from service import __version__
from service.cli import schemas
from service.cli.misused import Misused
from service.cli.say import say, say_error
from service.errors import NotInstalled, OnrecordError, not_installed

_FAILED, _MISUSED = 1, 2
_STANDARD_ERROR = 2

_SMALL = f"""onrecord {__version__}, of which the contract is installed: onrecord schemas --help
To extract, explain, evaluate and serve: pip install 'onrecord[service]'"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 all answered, 1 something could not be, 2 the command itself is wrong."""
    _fill_closed()
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
    except Misused as error:
        say(f"{error} (onrecord --help explains)")
        code = _MISUSED
    except NotInstalled as error:
        say_error(error)
        code = _MISUSED
    except OnrecordError as error:
        say_error(error)
        code = _FAILED
    except ModuleNotFoundError as error:
        say_error(not_installed(error))
        code = _MISUSED
    except MemoryError:
        say("this needs more memory than there is")
        code = _FAILED
    except BrokenPipeError:  # who read has enough
        code = _FAILED
    except OSError as error:
        say(": ".join(str(part) for part in (error.filename, error.strerror or error) if part is not None))
        code = _FAILED
    _let_go()
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    if arguments[:1] == ["schemas"]:  # the contract needs none of the service's packages
        return schemas.run(arguments[1:])
    try:
        _look_at_own_words()
        from service.cli.app import run
    except ModuleNotFoundError:
        if arguments in ([], ["--help"], ["--version"]):
            print(f"onrecord {__version__}" if arguments == ["--version"] else _SMALL)
            return 0
        raise
    return run(arguments)


def _look_at_own_words() -> None:
    """Word lists are read with the modules, so those of one's own are looked at before: all their faults are told."""
    from service.words.folder import VARIABLE, BadWords, own_folder, own_lists

    try:
        own_lists()
    except BadWords as error:
        for fault in error.faults:
            say(str(fault))
        raise OnrecordError(
            f"{VARIABLE} names {own_folder()}, whose lists cannot be used until these are mended"
        ) from None


def _fill_closed() -> None:
    """No file that is opened from here on is standard input, output or error, and nobody writes into it as such."""
    while (file := os.open(os.devnull, os.O_RDWR)) <= _STANDARD_ERROR:
        pass
    os.close(file)
    if sys.stderr is None:
        sys.stderr = open(_STANDARD_ERROR, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def _let_go() -> None:
    """What standard output has not taken by now it never will: the end of the process is not to try again, and to complain."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
