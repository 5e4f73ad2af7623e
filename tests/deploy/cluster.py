"""What stands in for kubectl while the commands of a page are run.

It writes down what it is asked for. What would happen in a pod really happens, in a folder that is the pod's root; what
needs no cluster is done by kubectl itself. Nothing else happens.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(os.environ.get("MATHSPEAK_POD", "/nowhere"))
# Where containers of the manifests write or find files.
_PLACES = ("/tmp/", "/var/cache/mathspeak", "/documents", "/app/")
PODS = {"server": "mathspeak-6d5f", "worker": "mathspeak-worker-7c9b"}


def main(arguments: list[str]) -> int:
    given = b"" if sys.stdin.isatty() or "--filename" not in arguments else sys.stdin.buffer.read()
    with open(ROOT / "asked", "a", encoding="utf-8") as file:
        print(json.dumps({"words": arguments, "given": given.decode()}), file=file)
    verb, rest = arguments[0], arguments[1:]
    if "--dry-run=client" in rest or verb == "kustomize":
        return subprocess.run([os.environ["MATHSPEAK_KUBECTL"], *arguments], check=False).returncode
    if verb == "exec":
        return _run(rest[rest.index("--") + 1 :])
    if verb == "cp":
        source, target = (_here(word.rpartition(":")[2]) if ":" in word else word for word in rest)
        (shutil.copytree if os.path.isdir(source) else shutil.copy)(source, target)
    elif verb == "create" and "--from" in rest:
        return _job(rest[rest.index("--from") + 1])
    elif verb == "wait" and rest[0] == "job/mathspeak-warm-cache":
        return _job(rest[0])
    elif verb == "get":
        _get(rest)
    return 0


def _here(word: str) -> str:
    for place in _PLACES:
        word = word.replace(place, f"{ROOT}{place}")
    return word


def _run(words: list[str]) -> int:
    environment = {**os.environ, "TMPDIR": str(ROOT / "tmp")}
    return subprocess.run([_here(word) for word in words], env=environment, check=False).returncode


def _job(which: str) -> int:
    # Most commands need no manifest.
    from deploy.manifests import Pod, load, named

    kind, _, name = which.partition("/")
    found = named(load(), {"cronjob": "CronJob", "job": "Job"}[kind], name)
    assert found, which
    (container,) = Pod(found).spec["containers"]
    return _run([*container.get("command", ["ms"]), *container.get("args", [])])


def _get(rest: list[str]) -> None:
    if rest[0] == "pods":
        (component,) = (word.rpartition("=")[2] for word in rest if word.startswith("app.kubernetes.io/component="))
        print(PODS[component], end="")
    elif "jsonpath={.data.keys}" in rest:
        print(base64.b64encode((ROOT / "keys").read_bytes()).decode(), end="")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
