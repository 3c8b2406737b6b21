"""Pages for people: the page itself, and the documentation of the API. All files come from here."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.serialization import encode_json

from service.evaluate.agreement import naming
from service.http import examples
from service.http.errors import NotFound
from service.http.needs import open_to_all
from service.http.state import Service
from service.page import MEDIA_TYPES, assets

_SWAGGER = ("swagger-ui.css", "swagger-ui-bundle.js")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{styles}; img-src 'self' data:; connect-src 'self'{more}; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# Sound and pictures come from wherever the reader says; text can become no markup.
_PAGE = _POLICY.format(styles="", more="; media-src 'self' blob: http: https:; require-trusted-types-for 'script'")
# Swagger UI draws its icons from data: addresses and styles its elements one by one.
_DOCS = _POLICY.format(styles=" 'unsafe-inline'", more="")


class Pages(Controller):
    """What a browser asks for."""

    opt = open_to_all()

    @get("/", sync_to_thread=False)
    def index(self) -> Response[bytes]:
        """The page, to see what is in a transcript."""
        return _file("index.html", assets()["index.html"])

    @get("/schema", sync_to_thread=False)
    def docs(self) -> Response[bytes]:
        """The documentation of the API (Swagger UI over the OpenAPI document)."""
        return _file("docs.html", assets()["docs.html"], _DOCS)

    @get("/schema/openapi.json", sync_to_thread=False)
    def openapi(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        """The OpenAPI 3.1 document."""
        return Response(encode_json(request.app.state.openapi), media_type="application/vnd.oai.openapi+json")

    @get("/assets/{name:path}", sync_to_thread=False)
    def asset(self, name: FromPath[str], service: NamedDependency[Service]) -> Response[bytes]:
        """A script, style sheet or picture of these pages; NotFound for any other name."""
        name = name.removeprefix("/")
        if name == "example.json":
            return Response(encode_json(examples.request()), media_type="application/json")
        if name == "service.json":
            return Response(encode_json({"model": service.settings.names_model}))
        if name == "names.json":
            return Response(encode_json(naming()), media_type="application/json")
        if name in _SWAGGER:
            return _file(name, _swagger(name))
        if name in assets() and not name.endswith(".html"):
            return _file(name, assets()[name])
        raise NotFound("there is no such file")


def _file(name: str, content: bytes, policy: str = _PAGE) -> Response[bytes]:
    headers = {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"}
    return Response(content, media_type=MEDIA_TYPES[name.rpartition(".")[2]], headers=headers)


@cache
def _swagger(name: str) -> bytes:
    return files("swagger_ui").joinpath("static", name).read_bytes()
