"""Pages for people: a form to try a transcript in, and the documentation of the API. All files come from here."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath
from litestar.serialization import encode_json

from service.http import examples
from service.http.errors import NotFound
from service.http.needs import open_to_all

_MEDIA_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "html": "text/html"}
_FOLDERS = {__package__: "assets", "swagger_ui": "static"}
_OURS = ("page.css", "page.js", "docs.js", "icon.svg")
_SWAGGER = ("swagger-ui.css", "swagger-ui-bundle.js")
# Swagger UI draws its icons from data: addresses and styles its elements one by one; scripts are files of ours only.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer"}


class Pages(Controller):
    """What a browser asks for."""

    opt = open_to_all()

    @get("/", sync_to_thread=False)
    def index(self) -> Response[bytes]:
        """A form to try a transcript in."""
        return _file(__package__, "index.html")

    @get("/schema", sync_to_thread=False)
    def docs(self) -> Response[bytes]:
        """The documentation of the API (Swagger UI over the OpenAPI document)."""
        return _file(__package__, "docs.html")

    @get("/schema/openapi.json", sync_to_thread=False)
    def openapi(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        """The OpenAPI 3.1 document."""
        return Response(encode_json(request.app.state.openapi), media_type="application/vnd.oai.openapi+json")

    @get("/assets/{name:str}", sync_to_thread=False)
    def asset(self, name: FromPath[str]) -> Response[bytes]:
        """A script, style sheet or picture of these pages; NotFound for any other name."""
        if name == "example.json":
            return Response(encode_json(examples.request()), media_type="application/json")
        if name in _OURS:
            return _file(__package__, name)
        if name in _SWAGGER:
            return _file("swagger_ui", name)
        raise NotFound("there is no such file")


def _file(package: str, name: str) -> Response[bytes]:
    media_type = _MEDIA_TYPES[name.rpartition(".")[2]]
    return Response(_content(package, name), media_type=media_type, headers=_HEADERS)


@cache
def _content(package: str, name: str) -> bytes:
    return files(package).joinpath(_FOLDERS[package], name).read_bytes()
