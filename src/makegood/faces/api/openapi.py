"""Describe each operation of the registry in the API's OpenAPI, straight from its own models."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import cast

from ninja.openapi.schema import OpenAPISchema
from pydantic import JsonValue

from makegood.core.operation import AnyOperation

_BASE = "/api/v1/operations"
_PROBLEM: JsonValue = {
    "description": "A problem, as of RFC 9457",
    "content": {"application/problem+json": {"schema": {"type": "object"}}},
}
_PROBLEMS: dict[str, JsonValue] = {
    str(status): _PROBLEM for status in (400, 401, 403, 404, 405, 409, 422, 429)
}


def with_operations(schema: OpenAPISchema, operations: Iterable[AnyOperation]) -> OpenAPISchema:
    """The description with one path to do and one to preview each operation."""
    components = schema.setdefault("components", {}).setdefault("schemas", {})
    for path in schema["paths"].values():
        for method in path.values():
            method["responses"].update(_PROBLEMS)
    for operation in operations:
        ask = _component(operation.ask_model().model_json_schema(), components)
        for path, verb in ((operation.name, "Do"), (f"{operation.name}/preview", "Preview")):
            schema["paths"][f"{_BASE}/{path}"] = {"post": _post(operation, verb, ask)}
    return schema


def _component(found: dict[str, JsonValue], components: dict[str, JsonValue]) -> JsonValue:
    text = json.dumps(found).replace("#/$defs/", "#/components/schemas/")
    model = json.loads(text)
    for name, definition in model.pop("$defs", {}).items():
        components.setdefault(name, definition)
    components[model["title"]] = model
    return {"$ref": f"#/components/schemas/{model['title']}"}


def _post(operation: AnyOperation, verb: str, ask: JsonValue) -> dict[str, JsonValue]:
    outcome: JsonValue = {
        "description": "The outcome",
        "content": {"application/json": {"schema": {"type": "object"}}},
    }
    return cast(
        dict[str, JsonValue],
        {
            "operationId": f"{verb.lower()}_{operation.name.replace('.', '_')}",
            "summary": f"{verb}: {operation.summary()}",
            "tags": [operation.name.partition(".")[0]],
            "requestBody": {"required": True, "content": {"application/json": {"schema": ask}}},
            "responses": {
                "200": outcome,
                "202": outcome,
                **_PROBLEMS,
            },
        },
    )
