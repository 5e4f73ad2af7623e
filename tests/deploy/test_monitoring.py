"""Alerts, dashboard and runbook agree with each other, with the server and with their copies for Kubernetes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from mathspeak.server.metrics import Metrics

ROOT = Path(__file__).parent.parent.parent
MONITORING, KUBERNETES = ROOT / "deploy" / "monitoring", ROOT / "deploy" / "k8s"
RUNBOOK = "docs/operations-monitoring.md"
SOURCES = ("alerts", "alerts-kubernetes")
# What Grafana calls the units that the panels use.
UNITS = {"none", "s", "bytes", "Bps", "ops", "reqps", "percentunit"}


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def groups(*names: str) -> list[dict[str, Any]]:
    return [group for name in names for group in loaded(MONITORING / f"{name}.yml")["groups"]]


ALERTS = [rule for group in groups(*SOURCES) for rule in group["rules"]]
BOARD = json.loads((MONITORING / "grafana" / "dashboards" / "mathspeak.json").read_text(encoding="utf-8"))
PANELS = [panel for panel in BOARD["panels"] if panel["type"] != "row"]
QUERIES = [target["expr"] for panel in PANELS for target in panel["targets"]]


@pytest.fixture(scope="module")
def counted() -> set[str]:
    """Every name that the server may have a sample of."""
    page = Metrics().page().decode()
    names = set()
    for name, kind in re.findall(r"^# TYPE (\w+) (\w+)$", page, re.MULTILINE):
        endings = ("_bucket", "_sum", "_count") if kind == "histogram" else ("",)
        names |= {name + ending for ending in endings}
    return names


def asked(query: str) -> set[str]:
    return set(re.findall(r"\bmathspeak_\w+", query))


def test_what_is_made_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "monitoring", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("source", ["alerts.yml", "alerts-kubernetes.yml", "dashboard.toml"])
def test_what_is_stale_is_noticed_and_made_anew(tmp_path: Path, source: str) -> None:
    script = tmp_path / "scripts" / "monitoring"
    script.parent.mkdir()
    shutil.copy(ROOT / "scripts" / "monitoring", script)
    shutil.copytree(MONITORING, tmp_path / "deploy" / "monitoring")
    (tmp_path / "deploy" / "k8s").mkdir()
    for name in ("alerting-rules.yaml", "grafana-dashboard.yaml"):
        shutil.copy(KUBERNETES / name, tmp_path / "deploy" / "k8s")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True, check=False)

    assert run("--check").returncode == 0
    changed = tmp_path / "deploy" / "monitoring" / source
    changed.write_text(
        changed.read_text(encoding="utf-8").replace("mathspeak_", "mathspoke_").replace("kube_", "cube_")
    )
    found = run("--check")
    assert found.returncode == 1 and "is stale" in found.stdout
    assert run().returncode == 0
    assert run("--check").returncode == 0


def test_the_copies_for_kubernetes_say_the_same() -> None:
    rules = loaded(KUBERNETES / "alerting-rules.yaml")
    assert rules["spec"]["groups"] == groups(*SOURCES)
    board = loaded(KUBERNETES / "grafana-dashboard.yaml")
    assert json.loads(board["data"]["mathspeak.json"]) == BOARD
    assert board["metadata"]["labels"]["grafana_dashboard"] == "1"
    for resource in (rules, board):
        assert resource["metadata"]["namespace"] == "mathspeak"
        assert resource["metadata"]["labels"]["app.kubernetes.io/version"] == "1.0.0"


def test_every_alert_says_what_it_is_and_what_to_do() -> None:
    headings = re.findall(r"^### (\w+)$", (ROOT / RUNBOOK).read_text(encoding="utf-8"), re.MULTILINE)
    names = [alert["alert"] for alert in ALERTS]
    assert len(set(names)) == len(names)
    assert set(headings) == set(names)
    for alert in ALERTS:
        assert alert["labels"]["severity"] in ("critical", "warning")
        assert set(alert["annotations"]) == {"summary", "description", "runbook_url"}
        assert alert["annotations"]["runbook_url"] == f"{RUNBOOK}#{alert['alert'].lower()}"


def test_every_entry_of_the_runbook_says_how_to_look_what_to_do_and_when_to_escalate() -> None:
    page = (ROOT / RUNBOOK).read_text(encoding="utf-8").partition("\n## Alerts\n")[2]
    for entry in page.split("\n### ")[1:]:
        name, _, text = entry.partition("\n")
        assert len(text.partition("\n- **")[0].strip()) > 40, f"{name} does not say what it means for users"
        words = " ".join(re.findall(r"^- \*\*([\w ]+):\*\*", text, re.MULTILINE)).lower()
        assert all(word in words for word in ("look", "do", "escalate")), name


@pytest.mark.parametrize("source", SOURCES)
def test_of_every_alert_is_tested_that_it_fires_and_that_it_clears(source: str) -> None:
    tests = loaded(MONITORING / f"{source}_test.yml")
    assert tests["rule_files"] == [f"{source}.yml"]
    fired, cleared = set(), set()
    for test in tests["tests"]:
        in_this: set[str] = set()
        for step in test["promql_expr_test"]:
            found = {
                name for sample in step["exp_samples"] for name in re.findall(r'alertname="(\w+)"', sample["labels"])
            }
            if step["expr"] == 'ALERTS{alertstate="firing"}' and not found:
                cleared |= in_this
            in_this |= found
        fired |= in_this
    assert fired == cleared == {rule["alert"] for group in groups(source) for rule in group["rules"]}


def test_alerts_and_panels_ask_for_what_the_server_counts(counted: set[str]) -> None:
    for query in [*QUERIES, *(rule["expr"] for group in groups("alerts") for rule in group["rules"])]:
        assert asked(query) <= counted, query
    assert asked("sum(mathspeak_no_such_thing)") - counted


def test_every_metric_is_drawn(counted: set[str]) -> None:
    drawn = {name for query in QUERIES for name in asked(query)}
    families = {re.sub(r"_(bucket|sum|count)$", "", name) for name in drawn}
    assert {re.sub(r"_(bucket|sum|count)$", "", name) for name in counted} == families


def test_panels_are_whole_and_do_not_lie_over_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in BOARD["panels"]:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken
        taken |= cells
    assert len({panel["id"] for panel in BOARD["panels"]}) == len(BOARD["panels"])
    for panel in PANELS:
        assert panel["title"] and panel["description"]
        assert panel["fieldConfig"]["defaults"]["unit"] in UNITS
        assert all(target["datasource"]["uid"] == "${datasource}" for target in panel["targets"])


def test_grafana_finds_its_data_and_its_dashboards() -> None:
    (source,) = loaded(MONITORING / "grafana" / "provisioning" / "datasources" / "prometheus.yml")["datasources"]
    assert (source["type"], source["url"]) == ("prometheus", "http://prometheus:9090")
    interval = loaded(MONITORING / "prometheus.yml")["global"]["scrape_interval"]
    assert source["jsonData"]["timeInterval"] == interval
    (provider,) = loaded(MONITORING / "grafana" / "provisioning" / "dashboards" / "mathspeak.yml")["providers"]
    assert provider["options"]["path"] == "/var/lib/grafana/dashboards"


def test_prometheus_finds_every_instance_by_its_name() -> None:
    (job,) = (job for job in loaded(MONITORING / "prometheus.yml")["scrape_configs"] if job["job_name"] == "mathspeak")
    assert job["dns_sd_configs"][0] == {"names": ["mathspeak"], "type": "A", "port": 8000, "refresh_interval": "10s"}
