"""The checks before mathspeak goes to where people use it: a site that is well, and one fault at a time."""

from __future__ import annotations

import datetime
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from mathspeak.cache import keeping
from mathspeak.cache.cache import open_cache
from mathspeak.server.keys import new
from services.gate import DEPLOY, free_port
from services.servers import Server

ROOT = Path(__file__).parent.parent.parent
DOMAIN = "maths.school.test"
PASSWORD = "0123456789abcdef0123456789abcdef"
CHECKS = (
    "settings secrets keys domain certificate nginx redis cache clock engine "
    "image compose manifests alerts ports backup"
).split()


class Site:
    """A folder with all that is checked, in which everything is as it should be."""

    def __init__(self, folder: Path, redis: Server) -> None:
        self.deploy = folder / "deploy"
        shutil.copytree(DEPLOY, self.deploy / "nginx")
        self.tls = folder / "tls"
        self.tls.mkdir()
        self.issue(DOMAIN)
        self.keys = folder / "keys"
        new("school", str(self.keys))
        self.backup = folder / "backup.tar"
        cache = open_cache(folder=folder / "backed-up")
        cache.get_or_make("a" * 64, lambda: b"sound")
        keeping.backup(cache.store, self.backup)
        cache.close()
        k8s, monitoring = self.deploy / "k8s", self.deploy / "monitoring"
        k8s.mkdir()
        monitoring.mkdir()
        (k8s / "kustomization.yaml").write_text("resources: [ingress.yaml]\n")
        self.ingress = k8s / "ingress.yaml"
        self.ingress.write_text(f"# Not CHANGE_ME.\nkind: Ingress\nspec:\n  rules:\n    - host: {DOMAIN}\n")
        self.rules = monitoring / "alerts.yml"
        self.rules.write_text("groups: [{name: one, rules: [{alert: Down, expr: up == 0}]}]\n")
        (monitoring / "prometheus.yml").write_text("scrape_configs: []\n")
        self.ports = [free_port(), free_port()]
        self.values = {"REDIS_PASSWORD": PASSWORD, "GRAFANA_PASSWORD": PASSWORD[::-1], "GATE_DOMAIN": DOMAIN}
        self.environ = {
            "MS_ENGINE": "espeak",
            "MS_CACHE_URL": redis.url,
            "MS_CACHE_DIR": str(folder / "cache"),
            "MS_CACHE_MAX_BYTES": "10 MB",
            "MS_API_KEYS_FILE": str(self.keys),
            "HTTP_PORT": str(self.ports[0]),
            "HTTPS_PORT": str(self.ports[1]),
        }

    def issue(self, domain: str, days: int = 90) -> None:
        ends = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)
        issued = trustme.CA().issue_cert(domain, not_after=ends)
        issued.cert_chain_pems[0].write_to_path(str(self.tls / "tls.crt"))
        key = self.tls / "tls.key"
        issued.private_key_pem.write_to_path(str(key))
        key.chmod(0o600)

    def check(self, *arguments: str) -> tuple[int, dict[str, str]]:
        """The exit status, and each check with its line."""
        file = self.deploy / ".env"
        file.write_text("# A comment.\n" + "".join(f"{name}={value}\n" for name, value in self.values.items()))
        file.chmod(0o600)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("MS_", "GATE_"))}
        command = [ROOT / "scripts/preflight", "--deploy", self.deploy, "--tls", self.tls, "--backup", self.backup]
        done = subprocess.run(
            [sys.executable, *map(str, command), *arguments],
            env={**inherited, **self.environ},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == "", done.stderr
        lines = done.stdout.splitlines()
        return done.returncode, {line.partition(": ")[0].rsplit("  ", 1)[1]: line for line in lines}


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    redis = Server(tmp_path_factory.mktemp("redis"), requirepass=PASSWORD)
    yield redis
    redis.kill()


@pytest.fixture
def site(tmp_path: Path, redis: Server) -> Site:
    return Site(tmp_path, redis)


def test_a_site_that_is_well_passes(site: Site) -> None:
    status, lines = site.check()
    assert set(lines) == {*CHECKS, "disk space"}
    # There is no Docker daemon and no time server for a test.
    elsewhere = {"image", "compose", *([] if shutil.which("promtool") else ["alerts"])}
    assert {name for name, line in lines.items() if not line.startswith("OK")} <= elsewhere
    assert all(lines[name].startswith("not checked") for name in elsewhere)
    assert status == 0


def certificate_of_another(site: Site) -> None:
    site.issue("other.test")


def key_of_another(site: Site) -> None:
    kept = (site.tls / "tls.crt").read_bytes()
    site.issue(DOMAIN)
    (site.tls / "tls.crt").write_bytes(kept)


def point_elsewhere(site: Site) -> None:
    site.ingress.write_text(site.ingress.read_text().replace(DOMAIN, "mathspeak.example.org"))


def replaced(site: Site, **values: str) -> None:
    site.values.update(values)


FAULTS: dict[str, tuple[str, str, Callable[[Site], object]]] = {
    "setting": ("settings", "MS_LOG_LEVEL", lambda site: site.environ.update(MS_LOG_LEVEL="LOUD")),
    "placeholder": ("secrets", "REDIS_PASSWORD", lambda site: replaced(site, REDIS_PASSWORD="CHANGE_ME")),
    "empty": ("secrets", "REDIS_PASSWORD", lambda site: replaced(site, REDIS_PASSWORD="")),
    "short": ("secrets", "GRAFANA_PASSWORD", lambda site: replaced(site, GRAFANA_PASSWORD="swordfish")),
    "same": ("secrets", "the same", lambda site: replaced(site, GRAFANA_PASSWORD=PASSWORD)),
    "no keys": ("keys", "is not there", lambda site: site.keys.unlink()),
    "key in clear": ("keys", "line 1", lambda site: site.keys.write_text("msk_abc\n")),
    "keys for all": ("keys", "others may write", lambda site: site.keys.chmod(0o666)),
    "domain": ("domain", "example", lambda site: replaced(site, GATE_DOMAIN="mathspeak.example")),
    "no certificate": ("certificate", "tls.crt", lambda site: (site.tls / "tls.crt").unlink()),
    "old": ("certificate", "renew", lambda site: site.issue(DOMAIN, days=3)),
    "ended": ("certificate", "renew", lambda site: site.issue(DOMAIN, days=-1)),
    "other name": ("certificate", "not for", certificate_of_another),
    "other key": ("certificate", "not the key", key_of_another),
    "open key": ("certificate", "everybody may read", lambda site: (site.tls / "tls.key").chmod(0o644)),
    "rate": ("nginx", "nginx refuses", lambda site: replaced(site, GATE_RATE="ten")),
    "password": (
        "redis",
        "refuses the password",
        lambda site: site.environ.update(MS_CACHE_URL=site.environ["MS_CACHE_URL"].replace(PASSWORD, "wrong")),
    ),
    "nobody": ("redis", "does not answer", lambda site: site.environ.update(MS_CACHE_URL="redis://:x@127.0.0.1:9/0")),
    "engine": ("engine", "gramophone", lambda site: site.environ.update(MS_ENGINE="gramophone")),
    "cache": (
        "cache",
        "does not answer",
        lambda site: site.environ.update(MS_CACHE_URL="redis://:x@127.0.0.1:9/0"),
    ),
    "full": ("disk space", "make room", lambda site: site.environ.update(MS_CACHE_MAX_BYTES="900 TB")),
    "voice": ("engine", "nobody", lambda site: site.environ.update(MS_VOICE="nobody")),
    "manifest": ("manifests", "ingress.yaml:5", point_elsewhere),
    "no yaml": ("manifests", "Error", lambda site: site.ingress.write_text("a: [\n")),
    "backup": ("backup", "CacheError", lambda site: site.backup.write_bytes(site.backup.read_bytes()[:-700])),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_and_told(site: Site, fault: str) -> None:
    check, said, plant = FAULTS[fault]
    plant(site)
    status, lines = site.check()
    assert lines[check].startswith("FAIL") and said in lines[check], lines[check]
    assert status == 1
    assert PASSWORD not in "".join(lines.values())


def test_redis_without_a_password_is_found(site: Site, tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    redis = Server(tmp_path / "open")
    try:
        site.environ["MS_CACHE_URL"] = redis.url
        assert "lets everybody in" in site.check()[1]["redis"]
    finally:
        redis.kill()


def test_a_port_that_is_taken_is_found(site: Site) -> None:
    with socket.create_server(("127.0.0.1", site.ports[0])):
        assert site.check()[1]["ports"].startswith("FAIL")
        assert site.check("--upgrade")[1]["ports"].startswith("not checked")


def test_rules_that_are_wrong_are_found(site: Site) -> None:
    site.rules.write_text("groups: [{name: one, rules: [{alert: Down, expr: up ===}]}]\n")
    line = site.check()[1]["alerts"]
    assert line.startswith("FAIL" if shutil.which("promtool") else "not checked"), line
