"""The OpenAPI document is valid, complete and true, and its pages need nobody else's files."""

from __future__ import annotations

import re

import pytest
from jsonschema import Draft202012Validator
from litestar.routes import HTTPRoute
from openapi_spec_validator import OpenAPIV31SpecValidator

from service.http import examples
from service.page import assets

PAGES = ["/", "/schema"]


@pytest.fixture(scope="module")
def document(client):
    return client.get("/schema/openapi.json").json()


def test_it_is_valid(document):
    """As OpenAPI 3.1."""
    assert document["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(document).validate()


def test_every_route_is_described(client, document):
    """Routes and document name the same paths and methods; pages for people are no API."""
    routes = {
        (route.path_format, method.lower())
        for route in client.app.routes
        if isinstance(route, HTTPRoute)
        for method in route.methods - {"OPTIONS"}
        if not route.path.startswith(("/assets", "/schema")) and route.path != "/"
    }
    assert routes == {(path, method) for path, item in document["paths"].items() for method in item}


def test_examples_keep_their_schemas(document):
    """The examples of request and response validate against the schemas beside them."""
    operation = document["paths"]["/v1/extractions"]["post"]
    for content in (operation["requestBody"]["content"], operation["responses"]["200"]["content"]):
        body = content["application/json"]
        schema = {"components": document["components"], **body["schema"]}
        Draft202012Validator(schema).validate(body["examples"]["report"]["value"])


def test_the_response_example_is_the_real_answer(client):
    """`make expected` writes the file anew after a change of the rules: look at what changed."""
    answer = client.post("/v1/extractions", json=examples.request()).json()
    answer["report"]["rules_version"] = "0" * 16
    assert examples.response() == answer


@pytest.mark.parametrize("media_type", ["text/plain", "text/vtt", "application/x-subrip"])
def test_raw_examples_are_answered(client, document, media_type):
    """The examples of raw bodies work as they stand."""
    example = document["paths"]["/v1/extractions"]["post"]["requestBody"]["content"][media_type]["example"]
    assert client.post("/v1/extractions", content=example, headers={"content-type": media_type}).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_pages_take_all_files_from_here(client, page):
    """Every script, style sheet and picture is ours and is there; the policy lets no other in."""
    response = client.get(page)
    assert response.headers["content-type"].startswith("text/html")
    assert "script-src 'self';" in response.headers["content-security-policy"]
    referred = re.findall(r'(?:src|href)="([^"]*)"', response.text)
    assert referred
    for address in referred:
        assert address.startswith("/")
        assert client.get(address).status_code == 200 or address.startswith("/health")
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\son\w+=", response.text)


def test_assets_point_nowhere_else(client):
    """Style sheets and our own scripts load nothing from elsewhere."""
    for name in [name for name in assets() if not name.endswith((".html", ".svg"))] + ["swagger-ui.css"]:
        asset = client.get(f"/assets/{name}").text
        assert not re.search(r"\burl\(\s*['\"]?(?!['\"]?data:)|@import|fetch\(\"http", asset), name


def test_the_page_is_told_whether_there_is_a_model(client):
    assert client.get("/assets/service.json").json() == {"model": False}
