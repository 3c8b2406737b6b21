"""``python -m benchmarks.attacked [WORD ...]``: run the checks whose promise has one of the words in it; all without."""

from __future__ import annotations

import sys

from benchmarks.attacked.check import Check, Verdict, all_checks


def _run(check: Check) -> Verdict:
    try:
        return check.run()
    except (Exception, SystemExit) as error:  # an attack that ends in an error has shown something, too
        return Verdict(False, f"{type(error).__name__}: {error}")


def main(words: list[str]) -> int:
    """Print a line a check; 1 if a promise was broken."""
    chosen = [check for check in all_checks() if not words or any(word in check.name for word in words)]
    broken = 0
    for check in chosen:
        verdict = _run(check)
        broken += not verdict.held
        print(f"{'held' if verdict.held else 'BROKEN':6}  {check.name} ({check.tries}): {verdict.seen}", flush=True)
    print(f"{len(chosen) - broken} of {len(chosen)} promises held")
    return 1 if broken or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
