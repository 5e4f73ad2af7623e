#!/usr/bin/env python3
"""The manifests of deploy/k8s, really run by podman on this machine, as root.

    scripts/drill kube [--image mathspeak:prod] [--expressions N]

Redis, the server and a worker are played as they are in deploy/k8s, in a network of their own that leads nowhere; then
the cache is warmed with N expressions (30), backed up, emptied and restored into the running pod. What differs from a
cluster is printed first. Everything is gone at the end, however that comes about. scripts/image makes the image.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
from deploy.manifests import Manifest, Pod, load, named  # noqa: E402
from deploy.playing import SECRETS, Podman, Stage, plan, redis_image  # noqa: E402

PROGRAMS = {"podman": "podman", "runc": "runc", "unshare": "util-linux", "ip": "iproute2", "catatonit": "catatonit"}
INSIDE = "MATHSPEAK_DRILL_INSIDE"
SERVER, REDIS, WORKER = "mathspeak-pod-0-mathspeak", "mathspeak-redis-pod-0-redis", "mathspeak-worker-pod-0-mathspeak"
USER, PORT = 10_001, 8000
READY_SECONDS = 120
DIFFERENT = """What differs from a cluster:
  MS_ENGINE is offline, and espeak for warming, because there is no network
  mathspeak-redis is a line of /etc/hosts, because there is no DNS; all pods have one network
  secrets in files come from a ConfigMap, because podman 4.3 does not decode those of a Secret
  jobs run as pods of their template"""


def say(text: str) -> None:
    print(text, flush=True)


class Drill(Stage):
    def __init__(self, podman: Podman, manifests: list[Manifest], key: str, expressions: int) -> None:
        super().__init__(podman, manifests)
        self.key = key
        self.expressions = expressions

    def ask(self, path: str, body: object = None, *, key: bool = True) -> tuple[int, bytes]:
        headers = {"content-type": "application/json", **({"x-api-key": self.key} if key else {})}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", data, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return 0, b""

    def redis(self, *words: str) -> str:
        script = 'REDISCLI_AUTH=$(cat /etc/redis/secrets/REDIS_PASSWORD) exec redis-cli "$@"'
        return self.podman.inside(REDIS, "sh", "-c", script, "redis-cli", *words)

    def kept(self) -> int:
        """How many recordings are on the Redis server."""
        return len(self.redis("--scan", "--pattern", "mathspeak:*entry:*").split())

    def probe(self, owner: str, which: str) -> str:
        """The path that a probe of the manifest asks for."""
        path: str = Pod(self.workload(owner)).spec["containers"][0][which]["httpGet"]["path"]
        return path

    def start(self) -> None:
        self.podman.hide(self.workload(f"ConfigMap/{SECRETS}")["data"])
        self.play("Deployment/mathspeak-redis")
        began = time.monotonic()
        container = self.play("Deployment/mathspeak")
        assert container == SERVER
        while self.ask(self.probe("Deployment/mathspeak", "startupProbe"), key=False)[0] != 200:
            assert self.podman.look(SERVER)["State"]["Running"], self.podman("logs", SERVER)
            assert time.monotonic() < began + READY_SECONDS, self.podman("logs", SERVER)
            time.sleep(0.2)
        for which in ("readinessProbe", "livenessProbe"):
            assert self.ask(self.probe("Deployment/mathspeak", which), key=False)[0] == 200, which
        say(f"Redis and the server were played; ready after {time.monotonic() - began:.1f} s, probes answer")

    def bounds(self) -> None:
        """Who the processes are, and what they may do, as the kernel says."""
        for container, owner in ((SERVER, "mathspeak"), (REDIS, "mathspeak-redis")):
            status = self.podman.inside(container, "cat", "/proc/1/status")
            told = dict(line.split(":", 1) for line in status.splitlines())
            assert {*told["Uid"].split(), *told["Gid"].split()} == {str(USER)}, told["Uid"]
            assert int(told["CapEff"], 16) == int(told["CapBnd"], 16) == 0, told["CapBnd"]
            assert (told["NoNewPrivs"].strip(), told["Seccomp"].strip()) == ("1", "2"), status
            mounts = self.podman.inside(container, "cat", "/proc/1/mounts").splitlines()
            assert any(line.split()[1] == "/" and "ro" in line.split()[3].split(",") for line in mounts), mounts
            limits = Pod(self.workload(f"Deployment/{owner}")).spec["containers"][0]["resources"]["limits"]
            assert self.memory(container)[1] == int(limits["memory"].removesuffix("Gi")) << 30
            set_to = self.podman.look(container)["HostConfig"]
            assert set_to["NanoCpus"] == int(limits["cpu"].removesuffix("m")) * 1_000_000, set_to["NanoCpus"]
            bounds = f"{limits['memory']} and {limits['cpu']}"
            say(f"{owner}: user {USER}, read-only root, no capabilities, seccomp, {bounds}")
        for path, may in (("/app/x", False), ("/etc/mathspeak/settings/x", False), ("/tmp/x", True)):
            wrote = self.podman.inside(SERVER, "sh", "-c", f"echo >{path} && echo yes", check=False) == "yes"
            assert wrote == may, path

    def answers(self) -> None:
        """Words and audio, with a key and not without one; the audio is kept on the Redis server."""
        assert self.ask("/v1/text", {"latex": "x^2"}, key=False)[0] == 401
        status, body = self.ask("/v1/text", {"latex": r"\frac{a}{b}"})
        assert (status, json.loads(body)["speech"]) == (200, "a over b"), body
        before = self.kept()
        for _ in range(2):
            status, audio = self.ask("/v1/speak", {"latex": "x^2", "format": "mp3"})
            assert status == 200 and len(audio) > 2000 and audio[:3] in (b"ID3", b"\xff\xfb\x90"), audio[:200]
        assert self.kept() > before
        said = self.podman.inside(REDIS, "redis-cli", "ping")
        assert said.startswith("NOAUTH"), said
        metrics = self.ask("/metrics", key=False)[1].decode()
        hits = re.search(r'^mathspeak_cache_requests_total\{result="hit"\} (\S+)$', metrics, re.MULTILINE)
        assert hits and float(hits[1]) >= 1, metrics
        used, _ = self.memory(SERVER)
        say(f"words and {len(audio)} bytes of audio; the cache is behind a password; the pod uses {used >> 20} MiB")

    def jobs(self, folder: Path) -> None:
        """Warmed, backed up by the nightly job, emptied, and restored: by the job and into the running pod."""
        few = folder / "few.txt"
        lines = [f"\\frac{{x^{{{number}}}}}{{y_{{{number}}}}}" for number in range(self.expressions)]
        few.write_text("\n".join(lines) + "\n", encoding="utf-8")
        few.chmod(0o644)

        def fewer(pod: Pod) -> None:
            (container,) = pod.spec["containers"]
            container["args"][1] = "/mnt/few.txt"
            container["env"].append({"name": "MS_ENGINE", "value": "espeak"})
            container["volumeMounts"].append({"name": "few", "mountPath": "/mnt/few.txt"})
            pod.spec["volumes"].append({"name": "few", "hostPath": {"path": str(few), "type": "File"}})

        before = self.kept()
        self.run("Job/mathspeak-warm-cache", fewer)
        warmed = self.kept()
        assert warmed - before >= self.expressions, (before, warmed)
        path = self.run("CronJob/mathspeak-backup").splitlines()[0]
        say(f"warmed: {warmed} recordings; backed up to {path}")
        for how in (self.restore_by_job, self.restore_into_pod):
            self.redis("flushdb")
            assert self.kept() == 0
            how(folder, Path(path).name)
            assert self.kept() == warmed, (self.kept(), warmed)
        say(f"emptied twice, and {warmed} recordings were restored by the job and into the running pod")

    def restore_by_job(self, folder: Path, name: str) -> None:
        self.run("CronJob/mathspeak-restore")

    def restore_into_pod(self, folder: Path, name: str) -> None:
        volume = json.loads(self.podman("volume", "inspect", "mathspeak-backups"))[0]["Mountpoint"]
        self.podman("cp", f"{volume}/{name}", f"{SERVER}:/tmp/cache.tar")
        self.podman.inside(SERVER, "ms", "cache", "restore", "/tmp/cache.tar")

    def batch(self) -> None:
        """A document that a worker makes."""
        self.play("Deployment/mathspeak-worker")
        script = "printf '# Notes\\n\\nLet $x^2$ be it.\\n' >notes.md"
        script += " && ms batch notes.md -o out"
        self.podman.inside(WORKER, "sh", "-c", script)
        made = self.podman.inside(WORKER, "ls", "/documents/out").split()
        assert {"notes.mp3", "notes.txt"} <= set(made), made
        say(f"the worker made {' '.join(made)}")

    def losses(self) -> None:
        """Redis goes, and speech goes on; it comes back with all that it had."""
        kept = self.kept()
        self.podman("pod", "rm", "--force", "--time", "10", "mathspeak-redis-pod-0")
        assert self.ask("/v1/speak", {"latex": "y^3", "format": "mp3"})[0] == 200
        assert self.ask(self.probe("Deployment/mathspeak", "readinessProbe"), key=False)[0] == 200
        self.play("Deployment/mathspeak-redis")
        end = time.monotonic() + READY_SECONDS
        while self.podman.inside(REDIS, "redis-cli", "ping", check=False)[:6] != "NOAUTH":
            assert time.monotonic() < end
            time.sleep(0.2)
        assert self.kept() >= kept, (self.kept(), kept)
        say(f"without Redis audio was made all the same; a new pod on the same volume has {self.kept()} recordings")

    def stop(self) -> None:
        grace = Pod(self.workload("Deployment/mathspeak")).spec["terminationGracePeriodSeconds"]
        began = time.monotonic()
        self.podman("stop", "--time", str(grace), SERVER)
        took = time.monotonic() - began
        assert self.podman.look(SERVER)["State"]["ExitCode"] == 0
        assert took < grace
        say(f"the server ended by itself {took:.1f} s after SIGTERM, of {grace} that it has")


def inside(image: str, expressions: int, folder: Path, images: str) -> None:
    """All of it, in a network that leads nowhere."""
    # Told to end, it takes everything down first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    podman = Podman(folder, images)
    try:
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        keys = folder / "keys"
        make = [sys.executable, "-m", "mathspeak", "serve", "--keys-file", str(keys), "--new-key", "school"]
        key = subprocess.run(make, capture_output=True, text=True, check=True).stdout.strip()
        drill = Drill(podman, plan(load(), image, keys.read_text(encoding="utf-8")), key, expressions)
        drill.start()
        drill.bounds()
        drill.answers()
        drill.jobs(folder)
        drill.batch()
        drill.losses()
        drill.stop()
    finally:
        podman.end()
    say(f"done in {time.monotonic() - began:.0f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--image", default="mathspeak:prod")
    parser.add_argument("--expressions", type=int, default=30)
    arguments = parser.parse_args()
    if os.environ.get(INSIDE):
        folder, images = os.environ[INSIDE].split(os.pathsep)
        inside(arguments.image, arguments.expressions, Path(folder), images)
        return
    missing = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if missing or os.getuid():
        sys.exit(
            f"kube: this takes root, and apt-get install {' '.join(missing)}" if missing else "kube: this takes root"
        )
    redis = named(load(), "Deployment", "mathspeak-redis")
    assert redis
    for image in (arguments.image, Pod(redis).spec["containers"][0]["image"]):
        if subprocess.run(["podman", "image", "exists", image], check=False).returncode:
            if image == arguments.image:
                sys.exit(f"kube: there is no image {image}: scripts/image makes it")
            redis_image(image)
    say(DIFFERENT)
    store = ["podman", "info", "--format", "{{.Store.GraphRoot}}"]
    images = subprocess.run(store, capture_output=True, text=True, check=True).stdout.strip()
    folder = tempfile.mkdtemp(prefix="mathspeak-kube-")
    environment = {**os.environ, INSIDE: os.pathsep.join((folder, images))}
    # This process itself goes on in there, so that whoever ends it ends the drill.
    os.execvpe("unshare", ["unshare", "--net", sys.executable, *sys.argv], environment)


if __name__ == "__main__":
    main()
