"""The manifests of deploy/k8s as they are loaded, and what the checks ask of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[2] / "deploy" / "k8s"
CLUSTER_WIDE = ("Namespace",)

Manifest = dict[str, Any]


def load(folder: Path = FOLDER) -> list[Manifest]:
    """Every document of every file but the kustomization, which is no object of a cluster."""
    files = sorted(path for path in folder.glob("*.yaml") if path.name != "kustomization.yaml")
    return [found for path in files for found in yaml.safe_load_all(path.read_text(encoding="utf-8"))]


def kustomization(folder: Path = FOLDER) -> Manifest:
    found: Manifest = yaml.safe_load((folder / "kustomization.yaml").read_text(encoding="utf-8"))
    return found


def label(manifest: Manifest) -> str:
    return f"{manifest['kind']}/{manifest['metadata']['name']}"


def of_kind(manifests: list[Manifest], *kinds: str) -> list[Manifest]:
    return [manifest for manifest in manifests if manifest["kind"] in kinds]


def named(manifests: list[Manifest], kind: str, name: str) -> Manifest | None:
    return next((found for found in of_kind(manifests, kind) if found["metadata"]["name"] == name), None)


class Pod:
    """The pods that a workload makes: ``label`` is the workload's, ``labels`` and ``spec`` are the pods'."""

    def __init__(self, owner: Manifest) -> None:
        template = owner["spec"]
        if owner["kind"] == "CronJob":
            template = template["jobTemplate"]["spec"]
        self.owner = owner
        self.label = label(owner)
        self.labels: dict[str, str] = template["template"]["metadata"]["labels"]
        self.spec: dict[str, Any] = template["template"]["spec"]

    @property
    def containers(self) -> list[dict[str, Any]]:
        return [*self.spec.get("initContainers", []), *self.spec["containers"]]

    @property
    def ports(self) -> list[dict[str, Any]]:
        return [port for container in self.containers for port in container.get("ports", [])]

    def has_port(self, port: str | int) -> bool:
        return any(port in (found.get("name"), found["containerPort"]) for found in self.ports)


def is_redis(pod: Pod) -> bool:
    return pod.labels.get("app.kubernetes.io/component") == "redis"


def pods(manifests: list[Manifest]) -> list[Pod]:
    return [Pod(owner) for owner in of_kind(manifests, "Deployment", "StatefulSet", "Job", "CronJob")]


def selects(selector: dict[str, Any], labels: dict[str, str]) -> bool:
    """Whether a selector is true of something with these labels; an empty one is true of everything."""
    if any(labels.get(name) != value for name, value in selector.get("matchLabels", {}).items()):
        return False
    for expression in selector.get("matchExpressions", []):
        assert expression["operator"] == "In", expression
        if labels.get(expression["key"]) not in expression["values"]:
            return False
    return True


def selected(manifests: list[Manifest], selector: dict[str, Any]) -> list[Pod]:
    return [pod for pod in pods(manifests) if selects(selector, pod.labels)]


def environment(manifests: list[Manifest], container: dict[str, Any]) -> dict[str, str]:
    """The variables of a container, as far as what they come from is there."""
    found: dict[str, str] = {}
    for source in container.get("envFrom", []):
        found |= (named(manifests, "ConfigMap", source["configMapRef"]["name"]) or {}).get("data", {})
    for variable in container.get("env", []):
        if "value" in variable:
            found[variable["name"]] = variable["value"]
            continue
        for field, kind in (("secretKeyRef", "Secret"), ("configMapKeyRef", "ConfigMap")):
            reference = variable["valueFrom"].get(field)
            if reference:
                found[variable["name"]] = content(named(manifests, kind, reference["name"])).get(reference["key"], "")
    return found


def content(source: Manifest | None) -> dict[str, str]:
    """What a ConfigMap or a Secret holds."""
    return {**(source or {}).get("data", {}), **(source or {}).get("stringData", {})}


def mounted(container: dict[str, Any], path: str) -> bool:
    """Whether something of a volume is at the path."""
    return any(
        path == mount["mountPath"] or path.startswith(mount["mountPath"] + "/")
        for mount in container.get("volumeMounts", [])
    )


def duties(manifests: list[Manifest]) -> Iterator[tuple[Pod, dict[str, Any]]]:
    """Each container that runs our image, with its pod."""
    for pod in pods(manifests):
        if not is_redis(pod):
            yield from ((pod, container) for container in pod.containers)
