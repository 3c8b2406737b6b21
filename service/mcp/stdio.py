"""``onrecord mcp``: the tools on standard input and output, for an assistant on the same machine."""

from __future__ import annotations

import asyncio

from mcp.server.stdio import stdio_server

from service.answering import Answering, Wish, build_answering
from service.mcp.tools import Tools
from service.settings import Settings
from service.telemetry.log import configure


def serve_stdio(settings: Settings) -> None:
    """Serve until standard input ends. The log goes to standard error: standard output is the assistant's."""
    configure(settings.log_level, settings.secrets)
    answering = build_answering(settings)
    try:
        asyncio.run(_serve(answering, settings))
    finally:
        answering.extractors.close()


async def _serve(answering: Answering, settings: Settings) -> None:
    server = Tools(answering, settings, lambda _: Wish(caller="stdio")).server()
    try:
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())
    finally:
        await answering.close()
