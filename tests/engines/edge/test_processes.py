"""What only a process of its own can show: what it loads, whom it trusts, how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engines.edge import service as module
from engines.edge.service import Service

# Every connection that was not closed is then told of on standard error.
TELL_WHAT_IS_OPEN = ("-W", "always::ResourceWarning")
SPEAK = """
from mathspeak.engines.base import Segment
from mathspeak.engines.edge.engine import Edge
from mathspeak.engines.edge.service import Bounds
edge = Edge(bounds=Bounds(first=600, gap=600, total=600))
def say():
    return " ".join(word.text for word in edge.synthesize([Segment("one two three")], None, 1.0).words)
"""


def run(script: str, environment: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *options, "-c", SPEAK + script],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=50,
        check=False,
    )


def test_what_needs_no_network_loads_no_client() -> None:
    script = "import sys; from mathspeak.engines.edge.engine import edge; made = edge(); made.version; made.about()"
    script += "; made.voice('de'); made.capabilities; made.close(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "mathspeak.engines.edge.engine" in done.stdout.split()
    assert not {"edge_tts", "aiohttp", "asyncio", "ssl", "miniaudio"} & set(done.stdout.split())


def test_a_process_ends_quietly_though_nobody_closed_the_engine(service: Service) -> None:
    done = run("print(say()); edge.voices()", service.environment, *TELL_WHAT_IS_OPEN)
    assert (done.stdout, done.stderr, done.returncode) == ("one two three\n", "", 0)


def test_the_service_must_show_that_it_is_it(service: Service) -> None:
    script = "try: say()\nexcept Exception as error: print(type(error).__name__, error, error.hint)"
    done = run(script, service.environment | {"SSL_CERT_FILE": ""})
    assert done.stdout.startswith("EngineUnavailable what answers in place of edge's service cannot show that it is it")
    assert "SSL_CERT_FILE" in done.stdout
    assert service.requests == []


def test_a_file_of_certificates_that_holds_none(service: Service, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("none")
    script = "try: say()\nexcept Exception as error: print(type(error).__name__, error)"
    for name in ("empty.pem", "missing.pem"):
        done = run(script, service.environment | {"SSL_CERT_FILE": str(tmp_path / name)})
        assert done.stdout.startswith(
            f"EngineUnavailable SSL_CERT_FILE names '{tmp_path / name}', which holds no certificates"
        )


def test_failures_are_raised_and_not_printed(service: Service) -> None:
    service.plan = [
        "drop",
        "abort",
        "drop-early",
        "garbage-frame",
        "hang-midway",
        *["refused"] * 2,  # The client asks a second time by itself.
        "long-header",
    ]
    script = """
edge = Edge(bounds=Bounds(first=30, gap=1, total=60))
for _ in range(7):
    try: say()
    except Exception as error: print(type(error).__name__)
"""
    done = run(script, service.environment, *TELL_WHAT_IS_OPEN)
    assert done.stdout.split() == [
        "AudioCutShort", "AudioCutShort", "EngineFailed", "EngineFailed", "ServiceFailed", "EngineFailed",
        "EngineFailed",
    ]  # fmt: skip
    assert done.stderr == ""


def test_a_name_server_that_never_answers_keeps_nobody(service: Service) -> None:
    script = """
import socket, time
socket.getaddrinfo = lambda *arguments, **options: time.sleep(3000)
edge = Edge(bounds=Bounds(first=1))
try: say()
except Exception as error: print(type(error).__name__, error)
"""
    done = run(script, service.environment | {"HTTPS_PROXY": "http://nowhere.invalid:3128"}, *TELL_WHAT_IS_OPEN)
    assert (done.stdout, done.stderr) == ("ServiceFailed edge's service did not answer within 1 seconds\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="no signal can be sent to one process alone on Windows")
@pytest.mark.parametrize("scenario", ["hang-early", "hang-midway"])
def test_ctrl_c_ends_a_request_at_once(service: Service, scenario: str) -> None:
    service.scenario = scenario
    script = "import sys\ntry: say()\nexcept KeyboardInterrupt: print('interrupted', flush=True)\nsys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", SPEAK + script],
        env=os.environ | service.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        while not service.active:
            threading.Event().wait(0.02)
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == b"interrupted\n"
        # The process lives on, the request does not.
        while service.active:
            threading.Event().wait(0.02)
        process.communicate(timeout=20)
        assert process.returncode == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on Windows")
def test_a_process_that_forks_speaks_on_both_sides(service: Service) -> None:
    script = """
import os, sys
os.write(1, say().encode() + b"\\n")
pid = os.fork()
os.write(1, say().encode() + b"\\n")
if pid:
    sys.exit(os.waitpid(pid, 0)[1])
"""
    done = run(script, service.environment, "-W", "ignore::DeprecationWarning")
    assert (done.stdout, done.stderr, done.returncode) == ("one two three\n" * 3, "", 0)


def test_the_service_runs_by_itself_for_other_processes(service: Service) -> None:
    with subprocess.Popen(
        [sys.executable, str(module.__file__), "drop"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        environment = json.loads(process.stdout.readline())
        done = run("try: say()\nexcept Exception as error: print(type(error).__name__, error)", environment)
        assert done.stdout.startswith("AudioCutShort the connection to edge's service ended in the middle")
        process.stdin.close()
        assert process.wait(20) == 0
