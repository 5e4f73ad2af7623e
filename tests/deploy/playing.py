"""Manifests that podman plays on this machine, as scripts/drill kube has them run."""

from __future__ import annotations

import base64
import copy
import json
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from deploy.manifests import Manifest, Pod, named, of_kind

_REDIS_PROGRAMS = ("/bin/sh", "/bin/cat", "/bin/grep", "/bin/ls", "/usr/bin/redis-server", "/usr/bin/redis-cli")
SECRETS = "mathspeak-secrets"
# Without limits of its own podman asks for more than some machines let it have.
_SETTINGS = """[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
base_hosts_file = "{hosts}"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
"""


class Podman:
    """Containers in a storage of their own, which goes away with them; images are read from the usual one."""

    def __init__(self, folder: Path, images: str) -> None:
        self.folder = folder
        settings = folder / "containers.conf"
        hosts = folder / "hosts"
        hosts.write_text("127.0.0.1 localhost mathspeak-redis\n", encoding="utf-8")
        settings.write_text(_SETTINGS.format(hosts=hosts), encoding="utf-8")
        self._environment = {**os.environ, "CONTAINERS_CONF": str(settings)}
        self._command = ["podman", "--root", str(folder / "root"), "--runroot", str(folder / "run")]
        self._command += ["--tmpdir", str(folder / "tmp"), "--volumepath", str(folder / "volumes")]
        self._command += ["--storage-opt", f"additionalimagestore={images}"]

    def __call__(self, *words: str, given: bytes | None = None, check: bool = True) -> str:
        done = subprocess.run(
            [*self._command, *words], input=given, env=self._environment, capture_output=True, check=False
        )
        if check and done.returncode:
            raise AssertionError(f"podman {' '.join(words)}: {done.stderr.decode()}{done.stdout.decode()}")
        # What a container printed on standard error comes that way as well.
        return (done.stdout + (done.stderr if words[0] == "logs" else b"")).decode().strip()

    def play(self, *objects: Manifest) -> None:
        text = yaml.safe_dump_all(objects).encode()
        self("play", "kube", "--network", "host", "-", given=text)

    def hide(self, texts: dict[str, str]) -> None:
        """Keep secrets in the form from which podman 4.3 makes variables; it does not understand its own."""
        data = {name: base64.b64encode(text.encode()).decode() for name, text in texts.items()}
        self("secret", "create", SECRETS, "-", given=json.dumps(data).encode())

    def inside(self, container: str, *words: str, check: bool = True) -> str:
        return self("exec", container, *words, check=check)

    def look(self, container: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self("container", "inspect", container))[0]
        return found

    def end(self) -> None:
        self("pod", "rm", "--all", "--force", "--time", "2", check=False)
        self("rm", "--all", "--force", "--time", "2", check=False)
        for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines():
            if line.split()[1].startswith(str(self.folder)):
                subprocess.run(["umount", "--lazy", line.split()[1]], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


class Stage:
    """What podman plays of the manifests, one workload after the other."""

    def __init__(self, podman: Podman, manifests: list[Manifest]) -> None:
        self.podman = podman
        self.manifests = manifests
        self._claimed: set[str | None] = set()

    def workload(self, owner: str) -> Manifest:
        kind, _, name = owner.partition("/")
        found = named(self.manifests, kind, name)
        assert found, owner
        return found

    def play(self, owner: str) -> str:
        """Start the pod of a workload, and return the name of its container."""
        kind, _, name = owner.partition("/")
        found = self.workload(owner)
        pod = Pod(found)
        claims = {volume.get("persistentVolumeClaim", {}).get("claimName") for volume in pod.spec["volumes"]}
        volumes = [named(self.manifests, "PersistentVolumeClaim", claim) for claim in claims - self._claimed - {None}]
        self._claimed |= claims
        if kind != "Deployment":
            found = {
                "apiVersion": "v1",
                "kind": "Pod",
                "metadata": {"name": name, "labels": pod.labels},
                "spec": pod.spec,
            }
        self.podman.play(*of_kind(self.manifests, "ConfigMap"), *filter(None, volumes), found)
        return f"{name}{'-pod-0' if kind == 'Deployment' else ''}-{pod.spec['containers'][0]['name']}"

    def run(self, owner: str, change: Callable[[Pod], None] | None = None) -> str:
        """Run the pod of a job to its end, and return what it printed."""
        if change:
            change(Pod(self.workload(owner)))
        container = self.play(owner)
        self.podman("wait", container)
        said, state = self.podman("logs", container), self.podman.look(container)["State"]
        assert state["ExitCode"] == 0, f"{said}\n{state}"
        self.podman("pod", "rm", "--force", owner.rpartition("/")[2])
        return said

    def memory(self, container: str) -> tuple[int, int]:
        """The bytes that a container holds and may hold, as the kernel counts them."""
        process = self.podman.look(container)["State"]["Pid"]
        groups = Path(f"/proc/{process}/cgroup").read_text(encoding="utf-8").splitlines()
        for number, kinds, path in (line.split(":", 2) for line in groups):
            folder = Path(f"/sys/fs/cgroup/memory{path}" if kinds == "memory" else f"/sys/fs/cgroup{path}")
            for used, most in (("memory.usage_in_bytes", "memory.limit_in_bytes"), ("memory.current", "memory.max")):
                if (number == "0" or kinds == "memory") and (folder / most).exists():
                    return int((folder / used).read_text()), int((folder / most).read_text())
        raise LookupError(groups)


def redis_image(name: str) -> None:
    """An image of this machine's own Redis, where that of the manifests has not been fetched."""
    with tempfile.TemporaryDirectory() as folder:
        found = set(_REDIS_PROGRAMS)
        for program in _REDIS_PROGRAMS:
            assert Path(program).exists(), f"{program} is missing: apt-get install redis-server"
            listed = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
            found |= {word for line in listed.splitlines() for word in line.split() if word.startswith("/")}
        for file in found:
            target = Path(folder + file)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(os.path.realpath(file), target)
        tar = subprocess.Popen(["tar", "-C", folder, "-c", "."], stdout=subprocess.PIPE)
        change = ["--change", "ENV PATH=/usr/bin:/bin"]
        subprocess.run(["podman", "import", *change, "-", f"localhost/{name}"], stdin=tar.stdout, check=True)
        assert tar.wait() == 0


def plan(manifests: list[Manifest], image: str, keys: str) -> list[Manifest]:
    """The manifests with a secret, and what there is no cluster for put in its place."""
    changed = copy.deepcopy(manifests)
    password = secrets.token_hex(16)
    secret = named(changed, "Secret", SECRETS)
    config = named(changed, "ConfigMap", "mathspeak-config")
    assert secret and config
    texts = {name: text.replace("CHANGE_ME", password) for name, text in secret["stringData"].items()}
    texts["keys"] = keys
    changed.remove(secret)
    files = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": SECRETS}, "data": texts}
    changed.append(files)
    config["data"]["MS_ENGINE"] = "offline"
    for owner in of_kind(changed, "Deployment", "Job", "CronJob"):
        pod = Pod(owner)
        for volume in pod.spec["volumes"]:
            if volume.pop("secret", None):
                volume["configMap"] = {"name": SECRETS}
        for container in pod.containers:
            # They are open without being listed, and podman takes the list for what to publish.
            numbers = {port["name"]: port["containerPort"] for port in container.pop("ports", [])}
            for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
                for kind in ("httpGet", "tcpSocket"):
                    asked = container.get(probe, {}).get(kind)
                    if asked:
                        asked["port"] = numbers[asked["port"]]
            container["image"] = image if container["image"].startswith("mathspeak:") else container["image"]
    return changed
