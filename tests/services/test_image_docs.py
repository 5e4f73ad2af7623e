"""The commands on the page of the image: each is run here, or by what is named here."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.container import ANYWHERE, ROOT, build, free_port

pytestmark = pytest.mark.timeout(900)
PAGE = (ROOT / "docs" / "operations-image.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
# What is elsewhere, and the words there that run it.
ELSEWHERE = {
    "scripts/image --base-from-debian": ("tests/services/container.py", '"--base-from-debian"'),
    "docker exec mathspeak ms --warm-cache /app/common_expressions.txt": (
        "scripts/drills/image.py",
        'container.run("ms", "--warm-cache", file)',
    ),
    "scripts/sbom": ("tests/services/test_image_packages.py", '"sbom"'),
    "scripts/audit": ("tests/deploy/test_sbom.py", '"audit"'),
}
# By hand, because of what they need: a registry, a machine to themselves, or both.
BY_HAND = """scripts/image
scripts/lock
scripts/drill image
scripts/drill compose
docker run --rm -p 8000:8000 mathspeak:prod
docker compose -f deploy/compose.yaml -p mathspeak up --detach --wait --scale mathspeak=3""".splitlines()


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Where docker is podman, with what it needs to run anywhere."""
    docker = tmp_path / "docker"
    given = shlex.join(ANYWHERE)
    docker.write_text(
        f'#!/bin/sh\nif [ "$1" = run ]; then shift; exec podman --log-level fatal run {given} "$@"; fi\n'
        'exec podman --log-level fatal "$@"\n'
    )
    docker.chmod(0o755)
    yield {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run([docker, "rm", "--force", "--time", "0", "mathspeak-page"], capture_output=True, check=False)
    subprocess.run([docker, "volume", "rm", "--force", "mathspeak-page-cache"], capture_output=True, check=False)


def test_it_is_run_in_production_as_the_page_says(shell: dict[str, str]) -> None:
    build()
    (script,) = (block for block in BLOCKS if "--read-only" in block)
    port = str(free_port())
    # Beside whatever else runs here.
    script = script.replace("-p 8000:", f"-p 127.0.0.1:{port}:").replace("127.0.0.1:8000/", f"127.0.0.1:{port}/")
    script = script.replace(" mathspeak-cache:", " mathspeak-page-cache:").replace(
        "--name mathspeak", "--name mathspeak-page"
    )
    script = re.sub(r"^(docker (?:stop|rm)) mathspeak$", r"\1 mathspeak-page", script, flags=re.MULTILINE)
    done = subprocess.run(["sh", "-eu", "-c", script], env=shell, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert '"x squared"' in done.stdout


def test_every_other_command_is_run_somewhere() -> None:
    lines = [line for block in BLOCKS if "--read-only" not in block for line in block.splitlines()]
    assert sorted(lines) == sorted([*ELSEWHERE, *BY_HAND])
    for file, words in ELSEWHERE.values():
        assert words in (ROOT / file).read_text(encoding="utf-8"), (file, words)
    for line in lines:
        assert not line.startswith("scripts/") or os.access(ROOT / line.split()[0], os.X_OK), line
