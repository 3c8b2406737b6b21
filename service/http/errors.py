"""The kinds of problem that HTTP adds to those of the service itself."""

from __future__ import annotations

from service.errors import OnrecordError


class BadRequest(OnrecordError):
    """The request breaks the rules of HTTP itself."""

    slug = "bad-request"
    title = "The request is malformed"
    status = 400


class HeadersTooLarge(OnrecordError):
    """The request's headers are too many or too long."""

    slug = "headers-too-large"
    title = "The headers are too large"
    status = 431


class NotFound(OnrecordError):
    """There is nothing at this address."""

    slug = "not-found"
    title = "Not found"
    status = 404


class MethodNotAllowed(OnrecordError):
    """The address exists, but does not answer to this method; the ``Allow`` header names those that it does."""

    slug = "method-not-allowed"
    title = "Method not allowed"
    status = 405


class VersionNotServed(OnrecordError):
    """The version of the contract that the request asks for is none that this service speaks."""

    slug = "version-not-served"
    title = "This version of the contract is not spoken"
    status = 406


class IdempotencyKeyReused(OnrecordError):
    """The caller has sent this `Idempotency-Key` with another request before."""

    slug = "idempotency-key-reused"
    title = "The idempotency key stands for another request"
    status = 422


class UnsupportedMediaType(OnrecordError):
    """The body is in a format, a character set or a compression that is not read here."""

    slug = "unsupported-media-type"
    title = "Unsupported media type"
    status = 415


class Unauthorized(OnrecordError):
    """The call needs an API key, and none that is known was given."""

    slug = "unauthorized"
    title = "An API key is needed"
    status = 401


class Forbidden(OnrecordError):
    """The API key does not open this call."""

    slug = "forbidden"
    title = "This API key does not suffice"
    status = 403


class TooManyRequests(OnrecordError):
    """The caller has made more requests than it may; ``Retry-After`` says when to go on."""

    slug = "too-many-requests"
    title = "Too many requests"
    status = 429


class QueueUnavailable(OnrecordError):
    """Jobs need Redis, and there is none, or it cannot be reached now. Extractions go on without."""

    slug = "queue-unavailable"
    title = "Jobs cannot be taken now"
    status = 503


class InternalError(OnrecordError):
    """An error of ours. It has been written to the log."""

    slug = "internal-error"
    title = "Internal error"
    status = 500


class BodyTimeout(OnrecordError):
    """The body did not arrive in time."""

    slug = "body-timeout"
    title = "The body came too slowly"
    status = 408
