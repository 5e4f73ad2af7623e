"""Whether the manifests ask of the application what it has: variables, settings, options, routes and times."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from deploy.commands import fault, in_script, variables
from deploy.manifests import (
    Manifest,
    content,
    duties,
    environment,
    is_redis,
    label,
    mounted,
    named,
    of_kind,
    pods,
)
from mathspeak import config
from mathspeak.errors import ConfigError
from mathspeak.server.routes import ROUTERS

# What the server allows itself after drain and grace.
_SPARE_SECONDS = 5
# The framework's own.
_DESCRIPTION = "/openapi.json"
_HIDDEN = ("/metrics", "/healthz", "/readyz")
_KNOWN = {*config._VARIABLES, "MS_CONFIG"}


def findings(manifests: list[Manifest]) -> list[str]:
    """Numbers are compared only where everything can be read."""
    found = [finding for check in CHECKS for finding in check(manifests)]
    return found or [finding for check in MEASURES for finding in check(manifests)]


def settings_of(manifests: list[Manifest], container: dict[str, Any]) -> config.Settings:
    """The settings that the application would have in the container; raises ConfigError where it would."""
    given = environment(manifests, container)
    with TemporaryDirectory() as folder:
        path = f"{folder}/config.toml"
        with open(path, "w", encoding="utf-8") as file:
            file.write(content(named(manifests, "ConfigMap", "mathspeak-settings")).get("config.toml", ""))
        return config.load({**given, "MS_CONFIG": path})


def names(manifests: list[Manifest]) -> Iterator[str]:
    known = _KNOWN | variables()
    for source in of_kind(manifests, "ConfigMap"):
        for name in content(source):
            if name.startswith("MS_") and name not in known:
                yield f"{label(source)}: mathspeak knows no {name}"
    for pod, container in duties(manifests):
        for variable in container.get("env", []):
            if variable["name"] not in known:
                yield f"{pod.label}: mathspeak knows no {variable['name']}"


def values(manifests: list[Manifest]) -> Iterator[str]:
    for pod, container in duties(manifests):
        try:
            settings = settings_of(manifests, container)
        except ConfigError as error:
            yield f"{pod.label}: {error.message}"
            continue
        given = environment(manifests, container)
        paths = ["MS_CONFIG", *(["MS_API_KEYS_FILE"] if container.get("args", [""])[0] == "serve" else [])]
        for name in paths:
            if name in given and not mounted(container, given[name]):
                yield f"{pod.label}: nothing is mounted at {given[name]}, which {name} names"
        if "command" not in container and settings.cache_dir not in _writable(container):
            yield f"{pod.label}: the folder of the cache cannot be written"
        for variable, url in given.items():
            if variable.endswith("_URL"):
                yield from _redis(manifests, pod.label, url)


def _writable(container: dict[str, Any]) -> list[str]:
    return [mount["mountPath"] for mount in container.get("volumeMounts", []) if not mount.get("readOnly")]


def _redis(manifests: list[Manifest], who: str, url: str) -> Iterator[str]:
    address = re.fullmatch(r"redis://:[^@]+@([^:/]+):(\d+)/\d+", url)
    if address is None:
        yield f"{who}: it knows no address of Redis with a password"
        return
    host, port = address.groups()
    service = named(manifests, "Service", host)
    if service is None:
        yield f"{who}: it looks for Redis at {host}, which is no service"
    elif int(port) not in [found["port"] for found in service["spec"]["ports"]]:
        yield f"{who}: it looks for Redis at port {port}, which {label(service)} has not"


def arguments(manifests: list[Manifest]) -> Iterator[str]:
    for pod, container in duties(manifests):
        command, given = container.get("command", ["ms"]), container.get("args", [])
        scripts = [[*command, *given]]
        if command[0] == "sh":
            scripts = list(in_script(given[0]))
        for words in scripts:
            wrong = fault(words, environment(manifests, container))
            if wrong:
                yield f"{pod.label}: {wrong}"
        if given and given[0] == "serve":
            port = given[given.index("--port") + 1] if "--port" in given else "8000"
            if not pod.has_port(int(port)):
                yield f"{pod.label}: it listens on {port}, and has no such port"


def probes(manifests: list[Manifest]) -> Iterator[str]:
    routes = {route.path for router in ROUTERS for route in router.routes} | {_DESCRIPTION}  # type: ignore[attr-defined]
    for pod in pods(manifests):
        for container in pod.containers:
            for kind in ("startupProbe", "readinessProbe", "livenessProbe"):
                probe = container.get(kind, {})
                asked = probe.get("httpGet", {})
                if asked and asked["path"] not in routes:
                    yield f"{pod.label}: the {kind} asks for {asked['path']}, which is no route"
                port = (asked or probe.get("tcpSocket", {})).get("port")
                if port and not pod.has_port(port):
                    yield f"{pod.label}: the {kind} asks at port {port}, which is none"
    for ingress in of_kind(manifests, "Ingress"):
        for rule in ingress["spec"]["rules"]:
            for path in rule["http"]["paths"]:
                covered = [found for found in routes if _covers(path, found)]
                if not covered:
                    yield f"{label(ingress)}: no route is at {path['path']}"
                yield from (f"{label(ingress)}: {found} is open to all" for found in covered if found in _HIDDEN)
    for monitor in of_kind(manifests, "ServiceMonitor"):
        for endpoint in monitor["spec"]["endpoints"]:
            if endpoint["path"] not in routes:
                yield f"{label(monitor)}: no route is at {endpoint['path']}"


def _covers(path: dict[str, str], route: str) -> bool:
    if path["pathType"] == "Exact":
        return route == path["path"]
    return PurePosixPath(route).is_relative_to(path["path"])


def times(manifests: list[Manifest]) -> Iterator[str]:
    for pod, container in duties(manifests):
        given = container.get("args", [])
        needed = 0.0
        if given[:1] == ["serve"]:
            server = settings_of(manifests, container).server
            needed = server.drain_seconds + server.grace_seconds + _SPARE_SECONDS
        elif given[:1] == ["worker"] and "--grace" in given:
            needed = float(given[given.index("--grace") + 1]) + _SPARE_SECONDS
        if pod.spec.get("terminationGracePeriodSeconds", 30) < needed:
            yield f"{pod.label}: it may take {needed:g} seconds to end and is killed before"


def limits(manifests: list[Manifest]) -> Iterator[str]:
    """The same limits at the ingress and in the application, and room for what is kept."""
    (server,) = (container for _, container in duties(manifests) if container.get("args", [""])[0] == "serve")
    settings = settings_of(manifests, server)
    for ingress in of_kind(manifests, "Ingress"):
        said = {name.rpartition("/")[2]: value for name, value in ingress["metadata"]["annotations"].items()}
        rate, burst = int(said["limit-rps"]), int(said["limit-rps"]) * int(said["limit-burst-multiplier"])
        if settings.server.rate != f"{rate}/s burst {burst}":
            yield f"{label(ingress)}: {rate}/s burst {burst} is not {settings.server.rate} of config.toml"
        if _bytes(said["proxy-body-size"]) != settings.server.max_body:
            yield f"{label(ingress)}: a body may have {said['proxy-body-size']}, and not max_body of config.toml"
    redis = next(filter(is_redis, pods(manifests)))
    written = content(named(manifests, "ConfigMap", "mathspeak-redis-config"))["redis.conf"]
    most = re.search(r"^maxmemory (\w+)$", written, re.MULTILINE)
    if most is None or _bytes(most[1]) <= settings.cache_max_bytes:
        yield f"{redis.label}: maxmemory is not more than MS_CACHE_MAX_BYTES"
    elif _bytes(redis.spec["containers"][0]["resources"]["limits"]["memory"]) <= _bytes(most[1]):
        yield f"{redis.label}: its limit of memory is not more than maxmemory"
    claim = named(manifests, "PersistentVolumeClaim", "mathspeak-backups")
    for pod, container in duties(manifests):
        if "--keep" in container.get("args", []) and claim:
            kept = int(container["args"][container["args"].index("--keep") + 1])
            if _bytes(claim["spec"]["resources"]["requests"]["storage"]) < (kept + 1) * settings.cache_max_bytes:
                yield f"{pod.label}: {kept} backups and the next do not fit {label(claim)}"


def _bytes(text: str) -> int:
    number, unit = re.fullmatch(r"(\d+)([kKMGmg])(?:i|b)?", text).groups()  # type: ignore[union-attr]
    return int(number) << {"k": 10, "m": 20, "g": 30}[unit.lower()]


CHECKS: tuple[Callable[[list[Manifest]], Iterator[str]], ...] = (
    names,
    values,
    arguments,
    probes,
)
MEASURES: tuple[Callable[[list[Manifest]], Iterator[str]], ...] = (times, limits)
