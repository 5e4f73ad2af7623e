"""The pages with commands on them: each block is run, and prints what the page says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from mathspeak.server.metrics import Metrics
from serving import Running

DOCS = Path(__file__).parent.parent / "docs"
_BLOCK = re.compile(r"^```(sh|text|curl|json|toml|tex)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str) -> list[tuple[str, str]]:
    return [(kind, text) for kind, text in _BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))]


def run(script: str, folder: Path) -> str:
    launcher = folder / "bin" / "ms"
    launcher.parent.mkdir(exist_ok=True)
    launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mathspeak "$@"\n', encoding="utf-8")
    launcher.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{launcher.parent}{os.pathsep}{os.environ['PATH']}",
        "MS_ENGINE": "espeak",
        "MS_CACHE_DIR": str(folder / "cache"),
    }
    done = subprocess.run(
        ["/bin/sh", "-eu", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_page_of_sound(tmp_path: Path) -> None:
    found = blocks("sound.md")
    (lexicon,) = (text for kind, text in found if kind == "toml")
    (tmp_path / "lexicon.toml").write_text(lexicon, encoding="utf-8")
    commands = [
        (text, after) for (kind, text), after in zip(found, [*found[1:], ("", "")], strict=True) if kind == "sh"
    ]
    assert len(commands) == 3
    for script, (kind, expected) in commands:
        assert kind == "text"
        assert run(script, tmp_path) == expected
    assert all((tmp_path / name).stat().st_size > 2000 for name in ("square.wav", "slow.mp3", "streamed.wav"))


def test_the_page_of_the_cache(tmp_path: Path) -> None:
    scripts = [text for kind, text in blocks("cache.md") if kind == "sh"]
    assert len(scripts) == 4
    said = [run(script, tmp_path) for script in scripts]
    assert re.search(r"^hits\t[1-9]", said[0], re.MULTILINE)
    assert (tmp_path / "cache.tar").stat().st_size > 1000


def test_the_page_of_documents(tmp_path: Path) -> None:
    found = dict(blocks("documents.md"))
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "week1.tex").write_text(found["tex"], encoding="utf-8")
    run(found["sh"], tmp_path)
    assert (tmp_path / "spoken" / "week1.txt").read_text(encoding="utf-8") == found["text"]
    made = {path.suffix for path in (tmp_path / "spoken").glob("week1.*")}
    assert made == {".txt", ".md", ".mp3", ".vtt", ".srt", ".html"}
    assert {path.name for path in (tmp_path / "text").iterdir()} == {"week1.txt", "week1.md", "manifest.json"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("server"))
    yield running
    running.stop()


def asked(line: str, server: Running) -> httpx.Response:
    """What a line of curl asks for, asked without curl."""
    words = shlex.split(line.replace("http://127.0.0.1:8000", server.url))
    assert words.pop(0) == "curl"
    url, headers, body, fields = "", {}, None, {}
    while words:
        word = words.pop(0)
        if word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = words.pop(0)
        elif word == "--data-urlencode":
            name, _, value = words.pop(0).partition("=")
            fields[name] = value
        elif word == "-o":
            words.pop(0)
        elif word != "-G":
            url = word
    if body is None:
        return httpx.get(url, headers=headers, params=fields)
    return httpx.post(url, headers=headers, content=body)


def test_the_page_of_the_server(server: Running) -> None:
    found = blocks("server.md")
    lines = [(text, after) for (kind, text), after in zip(found, [*found[1:], ("", "")], strict=True) if kind == "curl"]
    assert len(lines) == 5
    for line, (kind, expected) in lines:
        answer = asked(line, server)
        assert answer.status_code == 200, answer.text
        if kind == "json":
            assert answer.text == expected.strip()
        else:
            assert answer.headers["content-type"] == "audio/mpeg"


def test_every_endpoint_is_on_the_page(server: Running) -> None:
    page = (DOCS / "server.md").read_text(encoding="utf-8")
    paths = httpx.get(f"{server.url}/openapi.json").json()["paths"]
    missing = [
        f"{method.upper()} {path}"
        for path, methods in paths.items()
        for method in methods
        if f"`{method.upper()} {path}`" not in page
    ]
    assert missing == []
    listed = {path for _, path in re.findall(r"`(GET|POST) (/[\w/]+)`", page)}
    assert listed == set(paths)


def test_every_metric_is_on_the_page() -> None:
    page = (DOCS / "server.md").read_text(encoding="utf-8")
    counted = set(re.findall(r"^# HELP (\w+)", Metrics().page().decode(), re.MULTILINE))
    assert set(re.findall(r"`(mathspeak_\w+)`", page)) == counted
