"""Our errors as problem details (RFC 9457), for HTTP answers and for lines of JSONL."""

from __future__ import annotations

from schemas.problem import FieldProblem, Problem
from service.errors import OnrecordError


def type_of(kind: type[OnrecordError]) -> str:
    """The stable ``type`` of that kind of error: a relative reference, which the service answers."""
    return f"/problems/{kind.slug}"


def as_problem(error: OnrecordError) -> Problem:
    """``error`` as problem details, with a JSON pointer for each field at fault."""
    return Problem(
        type=type_of(type(error)),
        title=error.title,
        status=error.status,
        detail=error.detail,
        errors=list(_fields(error)),
    )


def _fields(error: OnrecordError) -> tuple[FieldProblem, ...]:
    named: tuple[FieldProblem, ...] = getattr(error, "errors", ())
    if named or error.field is None:
        return named
    pointer = error.field if error.field.startswith("/") else f"/{error.field}"
    return (FieldProblem(pointer=pointer, detail=error.detail, expected=error.expected),)
