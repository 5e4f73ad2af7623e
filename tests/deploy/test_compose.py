"""compose.yaml: every part confined, every variable known, and nothing open that need not be."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from mathspeak import config

DEPLOY = Path(__file__).parent.parent.parent / "deploy"
TEXT = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(TEXT)["services"]
NETWORKS: dict[str, Any] = yaml.safe_load(TEXT)["networks"]


def test_the_parts() -> None:
    assert set(SERVICES) == {"mathspeak", "redis", "nginx", "prometheus", "grafana"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_part_is_confined(name: str) -> None:
    part = SERVICES[name]
    assert part["read_only"] is True
    assert part["cap_drop"] == ["ALL"]
    assert part["security_opt"] == ["no-new-privileges:true"]
    assert part["tmpfs"] and part["mem_limit"] and part["cpus"] and part["pids_limit"]
    assert part["logging"]["options"].keys() == {"max-size", "max-file"}
    assert not {"privileged", "cap_add", "network_mode", "pid", "ipc", "container_name"} & part.keys()
    # Ours have both from the image.
    assert name == "mathspeak" or (re.fullmatch(r"\d+:\d+", part["user"]) and part["healthcheck"])


def test_the_servers_can_be_several() -> None:
    assert "ports" not in SERVICES["mathspeak"]
    assert "volumes" not in SERVICES["mathspeak"]


def test_only_nginx_is_open_to_others() -> None:
    for name, part in SERVICES.items():
        for port in part.get("ports", []):
            assert name == "nginx" or port.startswith("127.0.0.1:"), (name, port)
    assert NETWORKS["back"] == {"internal": True}
    assert SERVICES["redis"]["networks"] == ["back"]
    assert SERVICES["nginx"]["networks"] == ["front"]


def test_settings_are_those_that_ms_knows() -> None:
    environment = SERVICES["mathspeak"]["environment"]
    settings = config.load({name: re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value) for name, value in environment.items()})
    assert settings.sources.keys() == {"engine", "log_level", "cache_url", "cache_max_bytes", "queue_url"}
    # Redis throws nothing away by itself, so the cache must fit with room for what else is counted there.
    (most,) = re.findall(r"--maxmemory (\d+)mb", " ".join(SERVICES["redis"]["command"]))
    assert settings.cache_max_bytes < int(most) * 1_000_000 * 0.9
    assert int(SERVICES["redis"]["mem_limit"].rstrip("m")) > int(most) * 1.2


def test_variables_are_in_the_example() -> None:
    used = set(re.findall(r"(?<!\$)\$\{(\w+)", TEXT))
    example = (DEPLOY / "env.example").read_text(encoding="utf-8")
    assert used == set(re.findall(r"^#?([A-Z_]+)=", example, re.M))
    needed = set(re.findall(r"(?<!\$)\$\{(\w+):\?", TEXT))
    assert needed == set(re.findall(r"^([A-Z_]+)=$", example, re.M))
    for name, value in re.findall(r"^([A-Z_]+)=(.+)$", example, re.M):
        assert f"${{{name}:-{value}}}" in TEXT, name


def test_what_is_mounted_is_there() -> None:
    mounted = [volume.split(":")[0] for part in SERVICES.values() for volume in part.get("volumes", [])]
    files = [DEPLOY / path for path in [*mounted, *SERVICES["nginx"]["env_file"]] if "/" in path and "$" not in path]
    assert len(files) == 5
    assert [path for path in files if not path.exists()] == []


def test_nginx_is_told_all_that_its_template_leaves_open() -> None:
    template = (DEPLOY / "nginx" / "nginx.conf.template").read_text(encoding="utf-8")
    told = re.findall(r"^(GATE_\w+)=", (DEPLOY / "nginx" / "nginx.env").read_text(encoding="utf-8"), re.M)
    assert set(re.findall(r"\$\{(\w+)\}", template)) <= set(told)
    assert {name for name in SERVICES["nginx"]["environment"] if name.startswith("GATE_")} <= set(told)


def test_no_secret_is_kept_with_the_sources() -> None:
    ignored = (DEPLOY.parent / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"deploy/.env", "deploy/tls/"} <= set(ignored)
