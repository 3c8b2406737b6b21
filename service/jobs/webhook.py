"""Telling somebody that a job is done: a signed POST (standardwebhooks), never to an address that is not public."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
from standardwebhooks import Webhook

from service.errors import InvalidRequest, OnrecordError
from service.jobs.public import is_address, is_address_in_disguise, is_public
from service.jobs.store import Job
from service.settings import Settings

_FIELD = "/webhook"
ADDRESS = r"^https?://([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:]+\])(:[1-9][0-9]{0,3}|:[1-5][0-9]{4}|:6[0-4][0-9]{3})?(/[!-~]*)?$"


class WebhookRefused(OnrecordError):
    """Webhooks do not go to that address: it is not public, or the service has no secret to sign with."""

    slug = "webhook-refused"
    title = "This address is not told"
    status = 403


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Sends. ``secret`` signs; ``allowed`` are hosts that may be told although their addresses are not public; an attempt
    takes ``within_s`` seconds at most.
    """

    secret: str
    allowed: frozenset[str]
    within_s: float = 10.0

    def check(self, url: str) -> None:
        """InvalidRequest for what is no web address, WebhookRefused for one that is not to be told.

        Names are looked up when they are told, and may be refused then.
        """
        try:
            parts = urlsplit(url if re.fullmatch(ADDRESS, url) else "")
        except ValueError:  # brackets around what is no IPv6 address
            parts = urlsplit("")
        host = parts.hostname
        if not host:
            raise InvalidRequest("this is no address to tell", field=_FIELD, expected="https:// and a public host")
        if not self.secret:
            raise WebhookRefused("this service signs no webhooks: it has no secret", field=_FIELD)
        if parts.scheme != "https" and host not in self.allowed:
            raise WebhookRefused("webhooks go out encrypted", field=_FIELD, expected="https://")
        if is_address_in_disguise(host) or (is_address(host) and not self._may(host, host)):
            raise WebhookRefused("this address is not public", field=_FIELD, expected="a public host")

    def _may(self, host: str, address: str) -> bool:
        return host in self.allowed or is_public(address)

    def begun(self) -> dict[str, Any]:
        """What the log says of an attempt that is never heard of again."""
        return {"at": datetime.now(UTC).isoformat(timespec="seconds"), "delivered": False, "error": "cut off"}

    async def send(self, job: Job) -> dict[str, Any]:
        """Tell the job's webhook; what came of it, for the log. Nothing is raised: who calls decides whether to go on."""
        try:
            async with asyncio.timeout(self.within_s):
                status = await self._post(job)
        except (httpx.HTTPError, OSError, ValueError, OnrecordError) as error:
            return {"delivered": False, "error": type(error).__name__}
        return {"delivered": 200 <= status < 300, "status": status, "error": None}

    async def _post(self, job: Job) -> int:
        """The status alone: what a receiver has to say beside it is not read, however long it is."""
        assert job.webhook is not None
        self.check(job.webhook)
        parts = urlsplit(job.webhook)
        host = parts.hostname or ""
        address = await self._address(host, parts.port or (443 if parts.scheme == "https" else 80))
        body = json.dumps({"type": "job.done", "data": {"id": job.id, "transcripts": job.count, "failed": job.failed}})
        # To the very address that was looked at: a name may have another one by now. TLS still checks the name.
        target = httpx.URL(job.webhook).copy_with(host=address)
        headers = {"host": parts.netloc, "accept-encoding": "identity", **self._signed(job, body)}
        async with (
            httpx.AsyncClient(timeout=self.within_s, follow_redirects=False, trust_env=False) as client,
            client.stream("POST", target, content=body, headers=headers, extensions={"sni_hostname": host}) as answer,
        ):
            return answer.status_code

    def _signed(self, job: Job, body: str) -> dict[str, str]:
        now = datetime.now(UTC)
        return {
            "content-type": "application/json",
            "webhook-id": job.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(self.secret).sign(job.id, now, body),
        }

    async def _address(self, host: str, port: int) -> str:
        """An address of the host; InvalidRequest if any of its addresses is one that may not be told."""
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]) for entry in found]
        if not addresses or not all(self._may(host, address) for address in addresses):
            raise WebhookRefused("this host has an address that is not public", field=_FIELD, expected="a public host")
        return addresses[0]


def webhooks(settings: Settings) -> Webhooks:
    """As the settings say."""
    allowed = frozenset(host.strip() for host in settings.webhook_hosts.split(",") if host.strip())
    return Webhooks(settings.webhook_secret.get_secret_value(), allowed)
