"""The image, built here, and containers of it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parent.parent.parent
IMAGE = "mathspeak:prod"
_START_SECONDS = 60.0
# Nothing of the system's own manager of services, and no more files and processes than this may have itself.
ANYWHERE = ["--no-healthcheck", "--runtime", "runc", "--ulimit", "nofile=4096:4096", "--ulimit", "nproc=4096:4096"]
CONFINED = ["--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"]


def build() -> None:
    for program in ("podman", "buildah", "debootstrap"):
        assert shutil.which(program), f"{program} is missing: apt-get install {program}"
    done = subprocess.run(
        [ROOT / "scripts" / "image", "--base-from-debian"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]


def podman(*arguments: str, check: bool = True) -> str:
    done = subprocess.run(["podman", "--log-level", "fatal", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0 or not check, f"podman {' '.join(arguments)}: {done.stdout}{done.stderr}"
    return done.stdout.strip()


def description() -> dict[str, Any]:
    """What the image says of itself."""
    (found,) = json.loads(podman("image", "inspect", IMAGE))
    config: dict[str, Any] = found["Config"]
    # Versions differ in where they tell of it.
    health = found.get("Healthcheck") or config["Healthcheck"]
    return {**config, "Size": found["Size"], "Healthcheck": health}


class Container:
    """One that serves, as it would in production; ``options`` are podman's. With ``network`` "none" only it can ask."""

    def __init__(self, *options: str, network: str = "bridge") -> None:
        self.id = ""
        self._network = network
        self.url = f"http://127.0.0.1:{free_port()}"
        began = time.monotonic()
        published = ["--publish", f"{self.url.removeprefix('http://')}:8000"] if network == "bridge" else []
        command = ["run", "--detach", "--network", network, *ANYWHERE, *CONFINED, *published, *options, IMAGE]
        self.id = podman(*command)
        try:
            self.alive_seconds = self._wait_for("/healthz", began)
            self.ready_seconds = self._wait_for("/readyz", began)
            self.pid = int(podman("inspect", "--format", "{{.State.Pid}}", self.id))
        except BaseException:
            self.remove()
            raise

    def _wait_for(self, path: str, began: float) -> float:
        while True:
            if self._answers(path):
                return time.monotonic() - began
            assert time.monotonic() - began < _START_SECONDS, f"{path}: {podman('logs', self.id)}"
            time.sleep(0.05)

    def _answers(self, path: str) -> bool:
        if self._network == "none":
            script = f"import urllib.request as u; print(u.urlopen('http://127.0.0.1:8000{path}').status)"
            return self.run("python", "-c", script, check=False) == "200"
        try:
            return httpx.get(self.url + path).status_code == 200
        except httpx.TransportError:
            return False

    def run(self, *command: str, check: bool = True) -> str:
        """What a command prints in it."""
        return podman("exec", self.id, *command, check=check)

    def memory(self) -> tuple[int, int]:
        """What its processes take now, pages that they share counted once, and the most it ever took; in bytes."""
        lines = Path(f"/proc/{self.pid}/cgroup").read_text(encoding="ascii").splitlines()
        groups = {line.split(":")[1]: line.split(":", 2)[2] for line in lines}
        if "memory" in groups:
            group, peak = Path("/sys/fs/cgroup/memory" + groups["memory"]), "memory.max_usage_in_bytes"
        else:
            group, peak = Path("/sys/fs/cgroup" + groups[""]), "memory.peak"
        rollups = [Path(f"/proc/{pid}/smaps_rollup") for pid in (group / "cgroup.procs").read_text().split()]
        taken = sum(_proportional(rollup) for rollup in rollups if rollup.exists())
        return taken, int((group / peak).read_text())

    def stop(self) -> float:
        """Send SIGTERM, and return the seconds that it took to end; its exit status must be 0."""
        began = time.monotonic()
        os.kill(self.pid, signal.SIGTERM)
        while Path(f"/proc/{self.pid}").exists():
            assert time.monotonic() - began < _START_SECONDS, podman("logs", self.id)
            time.sleep(0.01)
        seconds = time.monotonic() - began
        status = podman("wait", self.id)
        assert status == "0", f"{status}: {podman('logs', self.id)}"
        return seconds

    def remove(self) -> None:
        podman("rm", "--force", "--time", "0", "--volumes", self.id, check=False)


def _proportional(rollup: Path) -> int:
    for line in rollup.read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def packages() -> list[str]:
    """Each package in the image and its version."""
    script = (
        "import importlib.metadata as m, re\n"
        "print(*(re.sub('[-_.]+', '-', d.name.lower()) + ' ' + d.version for d in m.distributions()), sep='\\n')"
    )
    return podman("run", "--rm", *ANYWHERE, *CONFINED, "--entrypoint", "python", IMAGE, "-c", script).splitlines()
