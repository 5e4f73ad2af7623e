"""The shell blocks of docs/operations-kubernetes.md, run one after the other as an operator would."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import trustme

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "operations-kubernetes.md"
KUBECTL = Path(sysconfig.get_path("scripts")) / "kubectl"
_BLOCK = re.compile(r"^## ([^\n]*)$|^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks() -> list[tuple[str, str]]:
    """Each block of commands, with the heading that it is under."""
    heading, found = "", []
    for title, script in _BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        heading = title or heading
        if script:
            found.append((heading, script))
    return found


class Operator:
    """Somebody in a folder with deploy/k8s in it, beside a pod; ``environ`` is what the pod has beside its own."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.folder, self.pod = folder / "here", folder / "pod"
        shutil.copytree(ROOT / "deploy" / "k8s", self.folder / "deploy" / "k8s")
        for place in ("tmp", "var/cache/mathspeak", "documents", "app"):
            (self.pod / place).mkdir(parents=True)
        (self.pod / "app" / "common_expressions.txt").write_text("x^2\n\\frac{a}{b}\n", encoding="utf-8")
        (self.folder / "expressions.txt").write_text("y_1\n", encoding="utf-8")
        (self.folder / "lectures").mkdir()
        (self.folder / "lectures" / "week1.md").write_text("# Week 1\n\nLet $x^2$ be it.\n", encoding="utf-8")
        certificate = trustme.CA().issue_cert("mathspeak.example.org")
        certificate.cert_chain_pems[0].write_to_path(self.folder / "tls.crt")
        certificate.private_key_pem.write_to_path(self.folder / "tls.key")
        programs = folder / "bin"
        programs.mkdir()
        for name, module in (("ms", "-m mathspeak"), ("python", ""), ("kubectl", "-m deploy.cluster")):
            (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {module} "$@"\n', encoding="utf-8")
            (programs / name).chmod(0o755)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("MS_")}
        search = [str(ROOT / "tests"), str(ROOT / "src")]
        self.environment = {
            **inherited,
            "PATH": f"{programs}{os.pathsep}{inherited['PATH']}",
            "PYTHONPATH": os.pathsep.join([*search, inherited.get("PYTHONPATH", "")]),
            "MATHSPEAK_POD": str(self.pod),
            "MATHSPEAK_KUBECTL": str(KUBECTL),
            "MS_ENGINE": "espeak",
            "MS_CACHE_DIR": str(self.pod / "var/cache/mathspeak"),
            **environ,
        }

    def run(self, script: str) -> str:
        done = subprocess.run(
            ["/bin/sh", "-eu", "-c", script],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
        # Whatever the page made of the keys is what the cluster has.
        if (self.folder / "keys").exists():
            shutil.copy(self.folder / "keys", self.pod / "keys")
        return done.stdout

    def asked(self) -> list[dict[str, Any]]:
        """What kubectl was asked for."""
        lines = (self.pod / "asked").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]
