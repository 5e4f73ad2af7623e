"""checkov finds nothing in the manifests, and what it is told to leave out says why."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deploy.manifests import FOLDER, load

# It brings a hundred packages, some of them in versions that others of ours cannot have.
CHECKOV = "checkov==3.3.30"
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def checkov(request: pytest.FixtureRequest) -> Path:
    """The program in an environment of its own, kept between runs."""
    assert request.config.cache is not None
    folder = request.config.cache.mkdir(CHECKOV.replace("==", "-"))
    program = folder / "bin" / "checkov"
    if not (folder / "done").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        command = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", CHECKOV]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        (folder / "done").touch()
    return program


def report(checkov: Path, folder: Path) -> dict[str, Any]:
    command = [checkov, "--directory", folder, "--framework", "kubernetes", "--output", "json", "--skip-download"]
    done = subprocess.run([*command, "--quiet"], capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_nothing_is_found_but_a_pod_that_may_do_more(checkov: Path, tmp_path: Path) -> None:
    # In one test, so that one process alone makes the environment.
    found = report(checkov, FOLDER)
    failed = [
        (check["check_id"], check["resource"], check["check_name"]) for check in found["results"]["failed_checks"]
    ]
    assert failed == []
    assert found["summary"]["parsing_errors"] == 0
    assert found["summary"]["passed"] > 400
    shutil.copytree(FOLDER, tmp_path / "k8s")
    file = tmp_path / "k8s" / "deployment.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true"), encoding="utf-8")
    failed = [check["check_id"] for check in report(checkov, tmp_path / "k8s")["results"]["failed_checks"]]
    assert failed == ["CKV_K8S_20"]


def test_each_check_that_is_left_out_has_a_reason() -> None:
    reasons = [
        value
        for manifest in load()
        for name, value in manifest["metadata"].get("annotations", {}).items()
        if name.startswith("checkov.io/skip")
    ]
    assert reasons
    for reason in reasons:
        assert re.fullmatch(r"CKV\d?_K8S_\d+=[A-Z].{20,}", reason), reason
