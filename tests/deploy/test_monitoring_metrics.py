"""The table of metrics in the documentation is what a server tells after some traffic and some faults."""

from __future__ import annotations

from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families

from serving import Running
from wobbly import Wobbly

PAGE = Path(__file__).parent.parent.parent / "docs" / "operations-monitoring.md"
# A unit that a name ends with is the unit of its metric.
ENDINGS = {"seconds": "seconds", "bytes": "bytes"}
Row = tuple[str, frozenset[str]]


def described() -> dict[str, tuple[str, str, frozenset[str]]]:
    """Kind, unit and labels of each metric in the table."""
    found = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `mathspeak_"):
            name, kind, unit, labels, _ = (cell.strip(" `") for cell in line.strip("|").split("|"))
            found[name] = (kind, unit, frozenset(filter(None, labels.split(", "))))
    return found


def counted(tmp_path: Path) -> dict[str, Row]:
    wobbly = Wobbly(tmp_path / "wobbly")
    queue = {"MS_QUEUE_URL": "redis://127.0.0.1:1/0"}
    running = Running(tmp_path / "server", "[server]\ndrain_seconds = 0\n", **wobbly.environment, **queue)
    try:
        with httpx.Client(base_url=running.url, timeout=20) as client:
            client.post("/v1/text", json={"latex": "x"})
            client.post("/v1/speak", json={"latex": "x"})
            wobbly.be("fails")
            client.post("/v1/speak", json={"latex": "y"})
            text = client.get("/metrics").text
    finally:
        assert running.stop() == 0
    return {
        family.name: (
            family.type,
            frozenset(label for sample in family.samples for label in sample.labels if label != "le"),
        )
        for family in text_string_to_metric_families(text)
        if family.samples
    }


def test_every_metric_is_in_the_table_with_its_kind_its_unit_and_its_labels(tmp_path: Path) -> None:
    table = described()
    assert {name: (kind, labels) for name, (kind, _, labels) in table.items()} == counted(tmp_path)
    for name, (_, unit, _) in table.items():
        ending = name.rpartition("_")[2]
        assert unit, name
        assert unit.startswith(ENDINGS.get(ending, unit)), name
