"""The whole contract as documents: the schemas, and the OpenAPI document over all calls."""

from __future__ import annotations

from typing import Any

from service.contract.published import OPENAPI, schemas
from service.http.app import PATHS
from service.http.openapi import document


def documents() -> dict[str, dict[str, Any]]:
    """File names to documents, as the models of this version give them."""
    return {**schemas(), OPENAPI: document(PATHS)}
