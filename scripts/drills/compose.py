#!/usr/bin/env python3
"""deploy/compose.yaml, run with three servers, by a Docker of its own that ends with it.

    scripts/drill compose [--seconds 20]

It takes root, Debian's docker.io, docker-compose, podman, buildah and debootstrap. Redis, nginx and Prometheus are made
of Debian's packages under the names of their images; Grafana is not to be had that way and is left out. One figure that
is not kept to makes the exit status 1.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import trustme
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "tests"))
from services.container import ROOT, build, free_port

COMPOSE = ROOT / "deploy" / "compose.yaml"
SERVERS = 3
PARTS = ("redis", "nginx", "prometheus")
BASE = "localhost/mathspeak-base:bookworm"
DOMAIN = "mathspeak.example"
failed: list[str] = []


def show(what: str, holds: bool, figure: object) -> None:
    print(f"  {'holds' if holds else 'FAILS'}  {what}: {figure}", flush=True)
    if not holds:
        failed.append(what)


class Docker:
    """A daemon with nothing in it that anybody else has."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        socket = f"unix://{folder}/docker.sock"
        self.environ = {**os.environ, "DOCKER_HOST": socket, "DOCKER_BUILDKIT": "0", "COMPOSE_PROJECT_NAME": "drill"}
        limits = ["--default-ulimit", "nofile=4096:4096", "--default-ulimit", "nproc=4096:4096"]
        command = ["dockerd", "--data-root", f"{folder}/data", "--exec-root", f"{folder}/exec", "--host", socket]
        with open(folder / "log", "wb") as log:
            self.process = subprocess.Popen([*command, "--pidfile", f"{folder}/pid", *limits], stdout=log, stderr=log)
        end = time.monotonic() + 60
        while self.run("docker", "version", check=False).returncode:
            assert time.monotonic() < end and self.process.poll() is None, (folder / "log").read_text()[-3000:]
            time.sleep(0.5)

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(command, env=self.environ, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0 or not check, f"{' '.join(command)}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        return done

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)
        # It leaves a network behind, and its folders cannot be removed around that.
        for line in reversed(Path("/proc/mounts").read_text(encoding="utf-8").splitlines()):
            if line.split()[1].startswith(f"{self._folder}/"):
                subprocess.run(["umount", line.split()[1]], check=True)


def fill(docker: Docker) -> None:
    """The images: ours as it was built, and the others under the names that compose.yaml gives them."""
    names = ["localhost/mathspeak:prod", BASE]
    save = ["podman", "save", "--quiet", "--multi-image-archive", "--format", "docker-archive", *names]
    with subprocess.Popen(save, stdout=subprocess.PIPE) as saving:
        subprocess.run(["docker", "load", "--quiet"], stdin=saving.stdout, env=docker.environ, check=True)
    docker.run("docker", "tag", names[0], "mathspeak:prod")
    services = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]
    for part in PARTS:
        # ${NAME:-what it is unless told}
        image = services[part]["image"].partition(":-")[2].rstrip("}")
        given = ["--build-arg", f"BASE={BASE}", "--target", part, "--tag", image]
        docker.run(
            "docker", "build", "--quiet", "--network", "host", *given, str(ROOT / "scripts" / "drills" / "stand-ins")
        )


def set_up(docker: Docker, folder: Path) -> dict[str, str]:
    """What .env would have."""
    authority, tls = trustme.CA(), folder / "tls"
    tls.mkdir()
    certificate = authority.issue_cert(DOMAIN)
    certificate.private_key_pem.write_to_path(tls / "tls.key")
    for number, blob in enumerate(certificate.cert_chain_pems):
        blob.write_to_path(tls / "tls.crt", append=number > 0)
    (tls / "tls.key").chmod(0o644)
    folder.chmod(0o755)
    authority.cert_pem.write_to_path(folder / "authority.pem")
    ports = {name: str(free_port()) for name in ("HTTP_PORT", "HTTPS_PORT", "PROMETHEUS_PORT", "GRAFANA_PORT")}
    secret = {"REDIS_PASSWORD": os.urandom(12).hex(), "GRAFANA_PASSWORD": "unused"}
    docker.environ |= {**ports, **secret, "GATE_DOMAIN": DOMAIN, "GATE_TLS": str(tls)}
    return ports


@contextmanager
def up(docker: Docker) -> Iterator[None]:
    command = ["docker-compose", "--file", str(COMPOSE)]
    began = time.monotonic()
    try:
        docker.run(*command, "up", "--detach", "--no-build", "--scale", f"mathspeak={SERVERS}", "mathspeak", *PARTS)
        wait_until_healthy(docker, SERVERS + len(PARTS))
        show(f"{SERVERS} servers and what is around them are healthy", True, f"{time.monotonic() - began:.0f} s")
        yield
    finally:
        docker.run(*command, "down", "--volumes", check=False)


def wait_until_healthy(docker: Docker, count: int) -> None:
    end = time.monotonic() + 180
    while True:
        found = docker.run("docker", "ps", "--filter", "health=healthy", "--quiet").stdout.split()
        if len(found) == count:
            return
        states = docker.run("docker", "ps", "--all", "--format", "{{.Names}}: {{.Status}}").stdout
        assert time.monotonic() < end, states
        time.sleep(1)


def ask(docker: Docker, ports: dict[str, str], folder: Path, seconds: float) -> None:
    """Through nginx, as anybody would, while one of the servers is stopped."""
    url = f"https://127.0.0.1:{ports['HTTPS_PORT']}"
    context = httpx.create_ssl_context(verify=str(folder / "authority.pem"))
    statuses: Counter[int] = Counter()

    def go() -> None:
        end, number = time.monotonic() + seconds, 0
        extensions = {"sni_hostname": DOMAIN}
        with httpx.Client(base_url=url, verify=context, headers={"host": DOMAIN}, timeout=30) as client:
            while time.monotonic() < end:
                number += 1
                parameters = {"latex": f"x_{{{number}}}"}
                answer = client.get("/v1/text", params=parameters, extensions=extensions)
                statuses[answer.status_code] += 1
                time.sleep(0.15)
            speak = {"latex": "x^2", "format": "mp3"}
            answer = client.get("/v1/speak", params=speak, extensions=extensions)
            show("audio comes through nginx", answer.status_code == 200, f"{len(answer.content)} bytes")
            seen = client.get("/metrics", extensions=extensions).status_code
            show("/metrics is not for everybody", seen == 404, seen)

    asking = threading.Thread(target=go)
    asking.start()
    time.sleep(seconds / 2)
    answered = [served(docker, number) for number in range(1, SERVERS + 1)]
    show(f"{SERVERS} servers answer", min(answered) > 0, answered)
    began = time.monotonic()
    docker.run("docker", "stop", "drill_mathspeak_2")
    took = time.monotonic() - began
    status = docker.run("docker", "inspect", "--format", "{{.State.ExitCode}}", "drill_mathspeak_2").stdout.strip()
    asking.join()
    show("a server that is stopped ends well", status == "0" and took < 10, f"{took:.1f} s, exit status {status}")
    show("no request is lost", set(statuses) == {200}, dict(statuses))


def served(docker: Docker, number: int) -> int:
    return docker.run("docker", "logs", f"drill_mathspeak_{number}").stdout.count('"/v1/text"')


def watched(ports: dict[str, str]) -> None:
    """Prometheus finds every server by its name."""
    url, end = f"http://127.0.0.1:{ports['PROMETHEUS_PORT']}/api/v1/query", time.monotonic() + 60
    while True:
        result = httpx.get(url, params={"query": 'up{job="mathspeak"} == 1'}).json()["data"]["result"]
        if len(result) == SERVERS or time.monotonic() > end:
            break
        time.sleep(1)
    show("Prometheus asks every server", len(result) == SERVERS, len(result))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20)
    arguments = parser.parse_args()
    build()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        docker = Docker(folder)
        try:
            fill(docker)
            ports = set_up(docker, folder)
            with up(docker):
                watched(ports)
                ask(docker, ports, folder, arguments.seconds)
        finally:
            docker.stop()
    sys.exit(f"compose: {len(failed)} figures were not kept to" if failed else 0)


if __name__ == "__main__":
    main()
