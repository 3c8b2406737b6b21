"""The application: settings in, a Litestar app out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.logging import LoggingConfig

from service.cache import build_answers, build_keys
from service.http import extractions, health, problems, schemas
from service.http.hits import Hits
from service.http.openapi import document
from service.http.pages import Pages
from service.http.state import Service
from service.pool import Extractors
from service.settings import Settings


def create_app(settings: Settings | None = None) -> Litestar:
    """The application; settings come from the environment where none are given."""
    settings = settings or Settings()
    service = Service(
        settings,
        Extractors(settings.extract_processes, settings.pipeline),
        build_answers(settings),
        build_keys(settings),
    )
    app = Litestar(
        route_handlers=[extractions.Extractions, schemas.Schemas, health.Health, problems.Problems, Pages],
        dependencies={"service": Provide(lambda: service, sync_to_thread=False)},
        exception_handlers=problems.HANDLERS,
        lifespan=[_lifespan(service)],
        request_max_body_size=settings.max_body_bytes,
        logging_config=LoggingConfig(root={"level": settings.log_level.upper(), "handlers": ["console"]}),
        openapi_config=None,  # service/http/openapi.py says why
        state=State({"openapi": document([extractions.PATHS, schemas.PATHS, health.PATHS, problems.PATHS])}),
    )
    app.asgi_handler = Hits(
        app.asgi_handler, service.answers, service.keys, settings.max_body_bytes, settings.body_timeout_s
    )
    return app


def _lifespan(service: Service) -> Callable[[Litestar], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        await service.start()
        try:
            yield
        finally:
            await service.stop()

    return lifespan
