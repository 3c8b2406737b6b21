"""OpenTelemetry traces, sent where the settings say. Without an endpoint nothing is traced, and nothing is spent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry import propagate
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, Tracer

from service import __version__


class Traces:
    """Spans of this process; all methods do nothing where there is no ``endpoint``."""

    def __init__(self, endpoint: str = "") -> None:
        self._provider: TracerProvider | None = None
        self._tracer: Tracer | None = None
        if endpoint:
            resource = Resource.create({"service.name": "onrecord", "service.version": __version__})
            self._provider = TracerProvider(resource=resource)
            exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
            self._provider.add_span_processor(BatchSpanProcessor(exporter))
            self._tracer = self._provider.get_tracer("onrecord")

    @property
    def on(self) -> bool:
        """Whether anything is traced."""
        return self._tracer is not None

    @contextmanager
    def request(self, name: str, headers: Mapping[str, str]) -> Iterator[Span | None]:
        """The span of a request, under that of its caller if the headers name one."""
        if self._tracer is None:
            yield None
            return
        with self._tracer.start_as_current_span(name, propagate.extract(headers), SpanKind.SERVER) as span:
            yield span

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """The span of a stage within the request at hand."""
        if self._tracer is None:
            yield
            return
        with self._tracer.start_as_current_span(name):
            yield

    def close(self) -> None:
        """Send what is left."""
        if self._provider is not None:
            self._provider.shutdown()
