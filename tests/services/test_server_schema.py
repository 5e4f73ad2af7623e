"""Requests that the description allows, and many that it does not, made up by schemathesis."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from serving import Running

# What schemathesis does not know by itself.
HOOKS = """
import json
import schemathesis

@schemathesis.serializer("application/jsonl")
def lines(context, value):
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode("utf-8", "surrogatepass")
"""
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path, "[server]\ndrain_seconds = 0\n")
    yield running
    assert running.stop() == 0
    assert not [line for line in running.log() if line["level"] == "ERROR"]


@pytest.mark.timeout(180)
def test_no_request_that_can_be_made_up_is_a_fault(server: Running, tmp_path: Path) -> None:
    (tmp_path / "hooks.py").write_text(HOOKS)
    done = subprocess.run(
        [
            str(Path(sys.executable).parent / "schemathesis"),
            "run",
            f"{server.url}/openapi.json",
            "--checks",
            CHECKS,
            "--max-examples",
            "40",
            "--seed",
            "1",
            "--no-color",
            "--generation-database",
            "none",
        ],
        cwd=tmp_path,
        env={**os.environ, "SCHEMATHESIS_HOOKS": "hooks"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
