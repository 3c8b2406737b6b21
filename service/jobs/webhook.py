"""Telling somebody that a job is done: a signed POST (standardwebhooks), never to an address that is not public."""

from __future__ import annotations

import asyncio
import ipaddress
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
from service.jobs.store import Job
from service.settings import Settings

_WITHIN_S = 10.0
_FIELD = "/webhook"
ADDRESS = r"^https?://([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:]+\])(:[1-9][0-9]{0,3}|:[1-5][0-9]{4}|:6[0-4][0-9]{3})?(/[!-~]*)?$"


class WebhookRefused(OnrecordError):
    """Webhooks do not go to that address: it is not public, or the service has no secret to sign with."""

    slug = "webhook-refused"
    title = "This address is not told"
    status = 403


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Sends. ``secret`` signs; ``allowed`` are hosts that may be told although their addresses are not public."""

    secret: str
    allowed: frozenset[str]

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
        if _is_address(host) and not self._may(host, host):
            raise WebhookRefused("this address is not public", field=_FIELD, expected="a public host")

    def _may(self, host: str, address: str) -> bool:
        return host in self.allowed or ipaddress.ip_address(address).is_global

    async def send(self, job: Job) -> dict[str, Any]:
        """Tell the job's webhook; what came of it, for the log. Nothing is raised: who calls decides whether to go on."""
        assert job.webhook is not None
        attempt: dict[str, Any] = {"at": datetime.now(UTC).isoformat(timespec="seconds")}
        try:
            status = await self._post(job.webhook, job)
        except (httpx.HTTPError, OSError, ValueError, OnrecordError) as error:
            return {**attempt, "delivered": False, "error": type(error).__name__}
        return {**attempt, "delivered": 200 <= status < 300, "status": status}

    async def _post(self, url: str, job: Job) -> int:
        self.check(url)
        parts = urlsplit(url)
        host = parts.hostname or ""
        address = await self._address(host, parts.port or (443 if parts.scheme == "https" else 80))
        body = json.dumps({"type": "job.done", "data": {"id": job.id, "transcripts": job.count, "failed": job.failed}})
        now = datetime.now(UTC)
        signature = Webhook(self.secret).sign(job.id, now, body)
        headers = {
            "host": parts.netloc,
            "content-type": "application/json",
            "webhook-id": job.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signature,
        }
        # To the very address that was looked at: a name may have another one by now. TLS still checks the name.
        target = httpx.URL(url).copy_with(host=address)
        async with httpx.AsyncClient(timeout=_WITHIN_S, follow_redirects=False, trust_env=False) as client:
            answer = await client.post(target, content=body, headers=headers, extensions={"sni_hostname": host})
        return answer.status_code

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


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
