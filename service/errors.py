"""The only errors that callers see: each says which field is wrong and what was expected."""

from __future__ import annotations

from schemas.problem import FieldProblem


class OnrecordError(Exception):
    """Base of our errors.

    ``slug`` names the kind of problem for good (it ends up in the RFC 9457 ``type``), ``status`` is the HTTP status
    that fits it, ``field`` the input at fault (a JSON pointer or option name) and ``expected`` what would be right.
    """

    slug = "error"
    title = "Something went wrong"
    status = 500

    def __init__(self, detail: str, *, field: str | None = None, expected: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field
        self.expected = expected


class UnreadableTranscript(OnrecordError):
    """The transcript cannot be read: empty, not UTF-8, or broken beyond a warning."""

    slug = "unreadable-transcript"
    title = "The transcript cannot be read"
    status = 422


class TooLarge(OnrecordError):
    """The body or text is over the limit."""

    slug = "too-large"
    title = "The transcript is too large"
    status = 413


class InvalidRequest(OnrecordError):
    """A field or option is unknown, missing or of the wrong type."""

    slug = "invalid-request"
    title = "The request is not valid"
    status = 422


class NotJson(OnrecordError):
    """The body, or the line, is not JSON."""

    slug = "not-json"
    title = "The request is not JSON"
    status = 400


class InvalidFields(InvalidRequest):
    """One or more fields of the request are wrong; ``errors`` names each of them."""

    def __init__(self, errors: tuple[FieldProblem, ...]) -> None:
        first = errors[0]
        super().__init__(
            f"{first.pointer or 'the request'}: {first.detail}", field=first.pointer, expected=first.expected
        )
        self.errors = errors

    def __reduce__(self) -> tuple[type[InvalidFields], tuple[tuple[FieldProblem, ...]]]:
        return InvalidFields, (self.errors,)


class PipelineMissing(OnrecordError):
    """The spaCy pipeline that the settings name is not installed."""

    slug = "pipeline-missing"
    title = "The language pipeline is not installed"
    status = 503


class Incomplete(OnrecordError):
    """A part of a record type is missing: its rules, its word list or its prompt. ``detail`` begins with the file."""

    slug = "incomplete"
    title = "A record type is not complete"


class NotInstalled(OnrecordError):
    """What was asked for needs packages that plain ``onrecord`` does not bring."""

    slug = "not-installed"
    title = "A part of onrecord is not installed"
    status = 501


_OURS = frozenset({"onrecord", "service", "schemas", "prompts"})


def not_installed(error: ModuleNotFoundError) -> NotInstalled:
    """The missing package in a caller's words; the error itself is raised where what is missing is a module of ours."""
    package = (error.name or "").partition(".")[0]
    if package in _OURS:
        raise error
    return NotInstalled(f"this needs packages of the service ({package} is not there): pip install 'onrecord[service]'")
