"""The description of the API: what FastAPI knows of it, with how keys are sent."""

from __future__ import annotations

from html import escape
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

_KEYS: dict[str, Any] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "Only where the server asks for keys."},
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}


def description(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, made once."""
    if app.openapi_schema is None:
        found = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
            license_info=app.license_info,
        )
        found["components"]["securitySchemes"] = _KEYS
        for path, methods in found["paths"].items():
            if path.startswith("/v1/"):
                for operation in methods.values():
                    operation["security"] = [{}, *({name: []} for name in _KEYS)]
        app.openapi_schema = found
    return app.openapi_schema


def as_page(found: dict[str, Any]) -> str:
    """The description as a page that needs no script and nothing from elsewhere."""
    schemas = found["components"]["schemas"]
    operations = [
        _operation(path, method, operation, schemas)
        for path, methods in found["paths"].items()
        for method, operation in methods.items()
    ]
    title = f"{found['info']['title']} {found['info']['version']}"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}: the API</title><link rel="stylesheet" href="page/style.css"></head>'
        f'<body><main class="docs"><h1>{escape(title)}: the API</h1><p>{_text(found["info"]["description"])}</p>'
        '<p>The same for programs: <a href="openapi.json">openapi.json</a>. For people: <a href="./">the page</a>.</p>'
        f"{''.join(operations)}</main></body></html>"
    )


def _operation(path: str, method: str, operation: dict[str, Any], schemas: dict[str, Any]) -> str:
    name = operation["operationId"]
    fields = operation.get("parameters") or _fields(operation, schemas)
    rows = "".join(
        f"<tr><th scope='row'><code>{escape(field['name'])}</code></th>"
        f"<td>{_text(field.get('description', ''))}</td></tr>"
        for field in fields
    )
    table = f"<table><caption>Fields</caption>{rows}</table>" if rows else ""
    answers = "".join(
        f"<dt>{status}</dt><dd>{_text(answer['description'])}</dd>" for status, answer in operation["responses"].items()
    )
    return (
        f'<section aria-labelledby="{name}"><h2 id="{name}"><code>{method.upper()} {escape(path)}</code></h2>'
        f"<p>{_text(operation['summary'])}. {_text(operation.get('description', ''))}</p>{table}"
        f"<details><summary>Answers</summary><dl>{answers}</dl></details></section>"
    )


def _fields(operation: dict[str, Any], schemas: dict[str, Any]) -> list[dict[str, Any]]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    schema = content.get("schema", {})
    reference = schema.get("$ref") or schema.get("items", {}).get("$ref", "")
    properties = schemas.get(reference.rpartition("/")[2], {}).get("properties", {})
    return [{"name": name, **field} for name, field in properties.items()]


def _text(text: str) -> str:
    """Words with what stands in backquotes as code."""
    pieces = escape(text).split("`")
    return "".join(f"<code>{piece}</code>" if at % 2 else piece for at, piece in enumerate(pieces))
