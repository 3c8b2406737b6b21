"""Attacks on the running service, each with a verdict: ``make attacked``, or ``python -m benchmarks.attacked [WORD ...]``.

A module of this package that has a list ``CHECKS`` is a set of attacks; nothing has to be registered. A ``Check`` is the
promise that is attacked, what is tried, and a function that tries it and gives a ``Verdict``:

    def _strangers() -> Verdict:
        with staged(rate_limit="100/second") as stage:  # a server of its own, with keys of attacker and victim
            status = stage.ask("/v1/extractions", b"It rained.").status
        return Verdict(status == 401, f"answered {status}")

    CHECKS = [Check("no answer without a key", "a request that has none", _strangers, quick=True)]

Checks start and stop their own servers on loopback and end within a minute or two, whatever happens. Those that are
``quick`` (some seconds) run as tests as well (tests/attack).
"""
