"""scripts/sbom and scripts/audit, on environments that are made here and have next to nothing in them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def python(tmp_path: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    return tmp_path / "venv" / "bin" / "python"


def put(python: Path, name: str, *fields: str) -> None:
    (packages,) = (python.parent.parent / "lib").glob("python*/site-packages")
    folder = packages / f"{name}-1.0.dist-info"
    folder.mkdir()
    lines = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *fields]
    (folder / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")


def sbom(python: Path, output: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "scripts" / "sbom", "--environment", python, "--output", output]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_packages_are_listed_with_their_licences(python: Path, tmp_path: Path) -> None:
    put(python, "free", "License-Expression: MIT OR AGPL-3.0-only")
    put(python, "older", "License: Apache-2.0", "Classifier: License :: OSI Approved :: Apache Software License")
    put(python, "numpy", "License-Expression: BSD-3-Clause")
    put(python, "protobuf")
    done = sbom(python, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "licences.txt").read_text(encoding="utf-8").splitlines() == [
        "free 1.0: MIT OR AGPL-3.0-only",
        "numpy 1.0: BSD-3-Clause AND GPL-3.0-or-later WITH GCC-exception-3.1",
        "older 1.0: Apache-2.0",
        "protobuf 1.0: BSD-3-Clause",
    ]
    bill = json.loads((tmp_path / "out" / "mathspeak.cdx.json").read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert {component["name"]: component["purl"] for component in bill["components"]}["free"] == "pkg:pypi/free@1.0"


def test_licences_that_are_not_allowed_are_named(python: Path, tmp_path: Path) -> None:
    put(python, "free", "License-Expression: MIT")
    put(python, "silent")
    put(python, "closed", "License: Ours, all rights reserved")
    put(python, "network", "License-Expression: AGPL-3.0-only")
    put(python, "both", "License-Expression: MIT AND SSPL-1.0")
    done = sbom(python, tmp_path / "out")
    assert done.returncode == 1
    assert sorted(line.split()[0] for line in done.stderr.splitlines()[1:]) == ["both", "closed", "network", "silent"]


def test_what_could_not_be_asked_is_not_called_well(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text(f"no-such-package-of-mathspeak==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    command = [sys.executable, ROOT / "scripts" / "audit", "--lock", lock]
    # To a port where nobody listens, whatever this machine can reach.
    environ = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "PATH": ""}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    assert "nothing is known" in done.stderr
