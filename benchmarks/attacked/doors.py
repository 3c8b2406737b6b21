"""Ways in without a key, and ways to have one's own answer kept as another's."""

from __future__ import annotations

from benchmarks.attacked.check import Check, Verdict
from benchmarks.attacked.stage import ATTACKER, VICTIM, Stage, staged

_LINES, _JSON = ("content-type", "application/x-ndjson"), ("content-type", "application/json")
_TEXT = b"Police in Halvik arrested 14 dockers on Friday."
_LINE = b'{"text": "%b"}\n' % _TEXT
_SPELLINGS = (
    "{}", "/{}", "{}/", "{}//", "//x{}", "http://elsewhere{}", "{};x", "/.{}", "/x/..{}", "{}%00", "{}/%2f", "/%2f{}",
)  # fmt: skip
_CALLS = (
    ("/v1/extractions", _JSON, _LINE),
    ("/v1/extractions/stream", _LINES, _LINE),
    ("/v1/validations", _JSON, b'{"value": {"id": 1}}'),
    ("/v1/jobs", _JSON, b'{"transcripts": [{"text": "a"}]}'),
    ("/v1/jobs/0123", _JSON, b""),
    ("/metrics", _JSON, b""),
)
_VTT = b"WEBVTT\n\n00:01.000 --> 00:04.000\n<v Mira Tolen>Police in Halvik arrested 14 dockers on Friday, number %d.\n"


def _spelled(path: str) -> list[str]:
    """The path as it is, and as it should not be taken for it."""
    slashes = [path.replace("/", "//"), path.replace("/v1/", "/v1//"), path.replace("/v1/", "/v1%2f%2f")]
    letters = [path.replace("/v1", "/%76%31"), path.upper(), path.replace("/", "%2f"), path.replace("/v1", "/v1/.")]
    return list(dict.fromkeys([*(spelling.format(path) for spelling in _SPELLINGS), *slashes, *letters]))


def _strangers() -> Verdict:
    answers: dict[int, int] = {}
    with staged() as stage:
        for path, media_type, body in _CALLS:
            for spelled in _spelled(path):
                for method in ("POST", "GET"):
                    status = stage.ask(spelled, body, media_type, method=method).status
                    answers[status] = answers.get(status, 0) + 1
    return Verdict(set(answers) <= {400, 401, 404, 405}, f"statuses {answers}")


def _rate() -> Verdict:
    with staged(rate_limit="5/minute") as stage:
        paths = ["/v1/extractions", "/v1//extractions", "/v1/extractions/", "/v1/%65xtractions", "/v1%2fextractions"]
        served = [stage.ask(path, _LINE, _JSON, key=ATTACKER).status for path in paths * 3].count(200)
        other = stage.ask("/v1/extractions", _LINE, _JSON, key=VICTIM).status
    return Verdict(served <= 5 and other == 200, f"{served} of 15 served at 5 a minute; another caller: {other}")


def _poison(stage: Stage, number: int, first: str, second: str) -> bool:
    """Whether a victim's answer is what it would be, had the attacker not been there."""
    body = _VTT % number
    stage.ask("/v1/extractions", body, ("content-type", first), ("content-type", second), key=ATTACKER)
    for media_type in (first, second):
        given = ("content-type", media_type)
        kept = stage.ask("/v1/extractions", body, given, key=VICTIM)
        fresh = stage.ask("/v1/extractions", body, given, ("cache-control", "no-store"), key=VICTIM)
        if (kept.status, kept.body) != (fresh.status, fresh.body):
            return False
    return True


def _poisoned() -> Verdict:
    types = ("text/plain", "text/vtt", "application/x-subrip", "application/json")
    pairs = [(first, second) for first in types for second in types if first != second]
    with staged() as stage:
        clean = [_poison(stage, number, *pair) for number, pair in enumerate(pairs)]
    return Verdict(all(clean), f"{clean.count(False)} of {len(clean)} pairs of types poisoned an answer")


CHECKS = [
    Check("no call that needs a key is answered without one", "odd spellings of every path", _strangers, quick=True),
    Check("a rate holds for every spelling of a path", "15 requests at 5 a minute", _rate, quick=True),
    Check("nobody's answer is kept as another's", "bodies with two Content-Types", _poisoned, quick=True),
]
