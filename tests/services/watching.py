"""Prometheus and Alertmanager of a test's own, with the configuration of deploy/monitoring, only quicker."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import yaml

from services.servers import free_port

MONITORING = Path(__file__).parent.parent.parent / "deploy" / "monitoring"
_START_SECONDS = 20.0
# What is told of in minutes is told of in seconds here.
_WINDOW = "8s"


def program(name: str) -> str:
    found = shutil.which(name)
    assert found, f"{name} is missing: scripts/services installs it"
    return found


def quickened(rules: str) -> str:
    """The alerts with every span of time cut down, and nothing else changed."""
    rules = re.sub(r"\[\d+[mh]:\d+[ms]\]", f"[{_WINDOW}:1s]", rules)
    rules = re.sub(r"\[\d+[mh]\]", f"[{_WINDOW}]", rules)
    return re.sub(r"for: \d+m", "for: 1s", rules)


def configuration(target: str, alertmanager: str) -> str:
    """That of deploy/monitoring for one instance at a known place, which is looked at every second."""
    config = yaml.safe_load((MONITORING / "prometheus.yml").read_text(encoding="utf-8"))
    config["global"] = dict.fromkeys(("scrape_interval", "scrape_timeout", "evaluation_interval"), "1s")
    config["alerting"] = {"alertmanagers": [{"static_configs": [{"targets": [alertmanager]}]}]}
    jobs = {job["job_name"]: job for job in config["scrape_configs"]}
    del jobs["mathspeak"]["dns_sd_configs"]
    jobs["mathspeak"]["static_configs"] = [{"targets": [target]}]
    config["scrape_configs"] = [jobs["mathspeak"]]
    return yaml.safe_dump(config)


class Told:
    """Whoever Alertmanager tells: alerts as they come, by name and whether they fire."""

    def __init__(self) -> None:
        told: list[tuple[str, str]] = []
        self.alerts = told

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = json.loads(self.rfile.read(int(self.headers["content-length"])))
                told.extend((alert["labels"]["alertname"], alert["status"]) for alert in content["alerts"])
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Watch:
    """Both of them, looking at one server."""

    def __init__(self, folder: Path, target: str) -> None:
        self.told = Told()
        self._started: list[subprocess.Popen[bytes]] = []
        self._folder = folder
        ports = free_port(), free_port()
        self._url, alertmanager = (f"http://127.0.0.1:{port}" for port in ports)
        folder.mkdir()
        receiver = {"name": "test", "webhook_configs": [{"url": self.told.url}]}
        route = {"receiver": "test", "group_by": ["alertname"], "group_wait": "1s", "group_interval": "1s"}
        (folder / "alertmanager.yml").write_text(yaml.safe_dump({"route": route, "receivers": [receiver]}))
        for name in ("alerts.yml",):
            rules = (MONITORING / name).read_text(encoding="utf-8")
            (folder / name).write_text(quickened(rules), encoding="utf-8")
        (folder / "prometheus.yml").write_text(configuration(target, f"127.0.0.1:{ports[1]}"), encoding="utf-8")
        self._start(
            "prometheus-alertmanager",
            f"--config.file={folder}/alertmanager.yml",
            f"--storage.path={folder}/told",
            f"--web.listen-address=127.0.0.1:{ports[1]}",
            "--cluster.listen-address=",
        )
        self._start(
            "prometheus",
            f"--config.file={folder}/prometheus.yml",
            f"--storage.tsdb.path={folder}/data",
            f"--web.listen-address=127.0.0.1:{ports[0]}",
        )
        for url in (alertmanager, self._url):
            self._wait_for(url)

    def _start(self, name: str, *arguments: str) -> None:
        with open(self._folder / f"{name}.log", "wb") as log:
            self._started.append(subprocess.Popen([program(name), *arguments], stdout=log, stderr=log))

    def _wait_for(self, url: str) -> None:
        end = time.monotonic() + _START_SECONDS
        while True:
            try:
                if httpx.get(f"{url}/-/ready").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            said = "".join(path.read_text(encoding="utf-8")[-2000:] for path in self._folder.glob("*.log"))
            assert time.monotonic() < end and all(one.poll() is None for one in self._started), said
            time.sleep(0.1)

    def query(self, expression: str) -> list[dict[str, Any]]:
        """The samples of a query now; one that cannot be read is an error."""
        answer = httpx.get(f"{self._url}/api/v1/query", params={"query": expression}).json()
        assert answer["status"] == "success", answer
        return answer["data"]["result"]  # type: ignore[no-any-return]

    def firing(self) -> set[str]:
        return {sample["metric"]["alertname"] for sample in self.query('ALERTS{alertstate="firing"}')}

    def close(self) -> None:
        for process in self._started:
            process.terminate()
        for process in self._started:
            process.wait(20)
        self.told.close()
