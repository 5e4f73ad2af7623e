from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter

import mathspeak
from mathspeak.server import requests


@pytest.fixture
def api(client: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def test_every_route_is_described_with_what_can_go_wrong(api: dict[str, Any]) -> None:
    assert set(api["paths"]) == {
        "/healthz",
        "/readyz",
        "/metrics",
        "/v1/text",
        "/v1/text/batch",
        "/v1/styles",
        "/v1/parts",
        "/v1/speak",
        "/v1/voices",
        "/v1/audio/speech",
    }
    for path, methods in api["paths"].items():
        for operation in methods.values():
            assert operation["summary"], path
            if path.startswith("/v1/"):
                problems = {status for status in operation["responses"] if int(status) >= 400}
                assert {"401", "422", "429", "503"} <= problems, path
                for status in problems:
                    assert list(operation["responses"][status]["content"]) == ["application/problem+json"]
                assert operation["security"][0] == {}
    assert "HTTPValidationError" not in api["components"]["schemas"]
    assert api["info"]["version"] == mathspeak.__version__


@pytest.mark.parametrize("name", ["TextRequest", "SpeakRequest", "PartsRequest", "SpeechRequest"])
def test_every_field_has_an_example_that_is_accepted(api: dict[str, Any], name: str) -> None:
    fields = api["components"]["schemas"][name]["properties"]
    examples = {field: details["examples"][0] for field, details in fields.items() if "examples" in details}
    assert set(fields) - set(examples) <= {"voice", "stream_format"}
    assert all(details.get("description") for details in fields.values())
    TypeAdapter(getattr(requests, name)).validate_python(examples)


def test_the_examples_are_answered(api: dict[str, Any], client: httpx.Client) -> None:
    for path in ("/v1/text", "/v1/parts", "/v1/speak"):
        reference = api["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        fields = api["components"]["schemas"][reference.rpartition("/")[2]]["properties"]
        body = {name: details["examples"][0] for name, details in fields.items()}
        assert client.post(path, json=body).status_code == 200, path
    batch = api["paths"]["/v1/text/batch"]["post"]["requestBody"]["content"]
    for kind, content in batch.items():
        if kind == "application/json":
            assert client.post("/v1/text/batch", json=content["example"]).status_code == 200
        else:
            answer = client.post("/v1/text/batch", content=content["example"], headers={"content-type": kind})
            assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_pages_ask_for_nothing_from_elsewhere(client: httpx.Client, path: str) -> None:
    page = client.get(path)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert not re.search(r"(?:src|href|action)=.?(?:https?:)?//", page.text)
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", page.text)
    for link in re.findall(r'(?:src|href)="([^"#]+)"', page.text):
        assert client.get(f"/{link.removeprefix('./')}").status_code == 200, link


def test_the_page_is_sent_once_and_asked_for_again_by_its_tag(client: httpx.Client) -> None:
    for path in ("/", "/page/app.js", "/page/style.css", "/page/icon.svg"):
        first = client.get(path)
        assert (first.status_code, first.headers["cache-control"]) == (200, "no-cache")
        assert client.get(path, headers={"if-none-match": first.headers["etag"]}).status_code == 304
        assert client.head(path).headers["etag"] == first.headers["etag"]


def test_everything_in_the_folder_of_the_page_is_served_and_nothing_else(client: httpx.Client) -> None:
    folder = Path(mathspeak.__file__).parent / "server" / "page"
    names = {path.name for path in folder.iterdir()} - {"index.html"}
    assert {client.get(f"/page/{name}").status_code for name in names} == {200}
    assert {client.get(f"/page/{name}").status_code for name in ("index.html", "app.py", "x")} == {404}


def test_scripts_import_only_each_other(client: httpx.Client) -> None:
    for name in ("app.js", "reading.js", "sound.js", "walk.js"):
        script = client.get(f"/page/{name}")
        assert script.headers["content-type"].startswith("text/javascript")
        assert set(re.findall(r'from "([^"]+)"', script.text)) <= {"./reading.js", "./sound.js", "./walk.js"}
        assert "innerHTML" not in script.text and "eval(" not in script.text
