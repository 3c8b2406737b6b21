"""The application: settings in, a Litestar app out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.types import ASGIApp

from service.answering import build_answering
from service.http import extractions, health, jobs, metrics, problems, schemas, stream, validations
from service.http.access import Access
from service.http.bounds import Bounds
from service.http.door import Door, cors_config
from service.http.hits import Hits
from service.http.keyring import keyring
from service.http.mcp import Assistants
from service.http.openapi import document
from service.http.pages import Pages
from service.http.rates import Rates, rates
from service.http.routes import Routes
from service.http.state import Service, build_jobs
from service.settings import Settings
from service.telemetry.log import configure

_CONTROLLERS = [
    extractions.Extractions, stream.Streams, jobs.JobCalls, schemas.Schemas, validations.Validations, health.Health,
    metrics.Metrics, problems.Problems, Pages,
]  # fmt: skip
PATHS = [
    extractions.PATHS, stream.PATHS, jobs.PATHS, schemas.PATHS, validations.PATHS, health.PATHS, metrics.PATHS,
    problems.PATHS,
]  # fmt: skip


def create_app(settings: Settings | None = None) -> Litestar:
    """The application; settings come from the environment where none are given."""
    settings = settings or Settings()
    configure(settings.log_level, settings.secrets)
    service = Service(settings, build_answering(settings), build_jobs(settings))
    at_door = rates(settings)
    assistants = Assistants(service.answering, settings)
    app = Litestar(
        route_handlers=[*_CONTROLLERS, assistants.route()],
        dependencies={"service": Provide(lambda: service, sync_to_thread=False)},
        exception_handlers=problems.HANDLERS,
        lifespan=[_lifespan(service, at_door), lambda _: assistants.manager.run()],
        request_max_body_size=settings.max_body_bytes,
        logging_config=None,  # service/telemetry/log.py has seen to it
        openapi_config=None,  # service/http/openapi.py says why
        state=State({"openapi": document(PATHS)}),
    )
    app.asgi_handler = _way_in(app, service, at_door)
    return app


def _way_in(app: Litestar, service: Service, at_door: Rates | None) -> ASGIApp:
    """The layers that a request passes before the framework has it: the door, the way, its keeper, earlier answers."""
    settings, answering = service.settings, service.answering
    hits = Hits(app.asgi_handler, answering.answers, answering.keys, settings.max_body_bytes)
    bounds = Bounds(hits, settings.caller_requests, settings.caller_streams)
    access = Access(bounds, keyring(settings), at_door)
    routes = Routes(access, app, settings.body_timeout_s)
    return Door(routes, answering.traces, cors_config(settings.cors_origins))


def _lifespan(service: Service, at_door: Rates | None) -> Callable[[Litestar], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        await service.start()
        try:
            yield
        finally:
            await service.stop()
            if at_door is not None:
                await at_door.close()

    return lifespan
