"""The operator's page: what it says to type is typed, in its order, in one folder."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from mathspeak.server.keys import Keys
from services.gate import DEPLOY, defaults
from test_docs_examples import DOCS, blocks, run

ROOT = DOCS.parent
PAGE = (DOCS / "operations.md").read_text(encoding="utf-8")


def test_every_command_runs_and_does_what_it_says(tmp_path: Path) -> None:
    scripts = [text for kind, text in blocks("operations.md") if kind == "sh"]
    certificate, keys, warm, backup, from_nothing = scripts
    run(certificate, tmp_path)
    assert (tmp_path / "deploy/tls/tls.key").stat().st_mode & 0o077 == 0
    printed = run(keys, tmp_path).split()
    known = Keys(str(tmp_path / "keys"), print)
    assert [known.name(key) for key in printed] == [None, "school-2027"]
    assert re.search(r"^entries\t[1-9]", run(warm, tmp_path), re.MULTILINE)
    run(backup, tmp_path)
    for lost in ("keys", "deploy", "cache"):
        subprocess.run(["rm", "-r", str(tmp_path / lost)], check=True)
    run(from_nothing, tmp_path)
    assert Keys(str(tmp_path / "keys"), print).name(printed[1]) == "school-2027"
    assert re.search(r"^entries\t[1-9]", run("ms cache stats", tmp_path), re.MULTILINE)


def test_options_and_files_of_the_page_are_there() -> None:
    help_ = subprocess.run(
        [sys.executable, str(ROOT / "scripts/preflight"), "--help"], capture_output=True, text=True, check=True
    )
    (command,) = re.findall(r"^```preflight\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert [option for option in re.findall(r"--[\w-]+", command) if option not in help_.stdout] == []
    for path in re.findall(r"`((?:scripts|deploy)/[\w./-]+)", PAGE):
        assert (ROOT / path).exists(), path


def test_every_name_that_the_gate_leaves_open_is_on_the_page() -> None:
    names = set(re.findall(r"\$\{(\w+)\}", (DEPLOY / "nginx.conf.template").read_text(encoding="utf-8")))
    assert set(re.findall(r"`(GATE_\w+)`", PAGE)) == names == set(defaults())
    for name in ("GATE_RATE", "GATE_BURST", "GATE_CONNECTIONS", "GATE_MAX_BODY"):
        assert defaults()[name] in PAGE


def test_the_gate_takes_no_more_than_the_server() -> None:
    from mathspeak.config import ServerSettings

    assert int(defaults()["GATE_MAX_BODY"]) == ServerSettings().max_body
