"""Whether what the manifests name is there: a list of sentences, each beginning with the object that is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from deploy.manifests import (
    CLUSTER_WIDE,
    Manifest,
    Pod,
    content,
    is_redis,
    kustomization,
    label,
    named,
    of_kind,
    pods,
    selected,
    selects,
)

VERSION = "1.0.0"
COMPONENTS = ("server", "worker", "redis", "warm-cache", "backup")
_PREFIX = "app.kubernetes.io/"


def findings(manifests: list[Manifest]) -> list[str]:
    return [found for check in CHECKS for found in check(manifests)]


def labels(manifests: list[Manifest]) -> Iterator[str]:
    wanted = {f"{_PREFIX}name": "mathspeak", f"{_PREFIX}part-of": "mathspeak", f"{_PREFIX}version": VERSION}
    for manifest in manifests:
        for name, value in wanted.items():
            if manifest["metadata"].get("labels", {}).get(name) != value:
                yield f"{label(manifest)}: the label {name} is not {value}"
    for pod in pods(manifests):
        for name, value in wanted.items():
            if pod.labels.get(name) != value:
                yield f"{pod.label}: the label {name} of its pods is not {value}"
        if pod.labels.get(f"{_PREFIX}component") not in COMPONENTS:
            yield f"{pod.label}: its pods have no component that is known"


def names(manifests: list[Manifest]) -> Iterator[str]:
    for name, times in Counter(map(label, manifests)).items():
        if times > 1:
            yield f"{name}: there are {times} of it"
    spaces = {found["metadata"]["name"] for found in of_kind(manifests, "Namespace")}
    for manifest in manifests:
        if manifest["kind"] not in CLUSTER_WIDE and manifest["metadata"].get("namespace") not in spaces:
            yield f"{label(manifest)}: its namespace is not there"


def workloads(manifests: list[Manifest]) -> Iterator[str]:
    for owner in of_kind(manifests, "Deployment"):
        mine = Pod(owner)
        selector = owner["spec"]["selector"]
        if not selects(selector, mine.labels):
            yield f"{label(owner)}: its selector is not true of its own pods"
        for pod in selected(manifests, selector):
            if pod.label != mine.label:
                yield f"{label(owner)}: its selector is true of pods of {pod.label} as well"
        for spread in mine.spec.get("topologySpreadConstraints", []):
            if not selects(spread["labelSelector"], mine.labels):
                yield f"{label(owner)}: it spreads pods that are not its own"
    for pod in pods(manifests):
        if not named(manifests, "ServiceAccount", pod.spec.get("serviceAccountName", "default")):
            yield f"{pod.label}: its service account is not there"


def services(manifests: list[Manifest]) -> Iterator[str]:
    for service in of_kind(manifests, "Service"):
        behind = selected(manifests, {"matchLabels": service["spec"]["selector"]})
        if not behind:
            yield f"{label(service)}: its selector is true of no pod"
        for port in service["spec"]["ports"]:
            for pod in behind:
                if not pod.has_port(port["targetPort"]):
                    yield f"{label(service)}: {pod.label} has no port {port['targetPort']}"
    for ingress in of_kind(manifests, "Ingress"):
        hosts = [host for entry in ingress["spec"]["tls"] for host in entry["hosts"]]
        for rule in ingress["spec"]["rules"]:
            if rule["host"] not in hosts:
                yield f"{label(ingress)}: {rule['host']} has no TLS"
            for path in rule["http"]["paths"]:
                wanted = path["backend"]["service"]
                service = named(manifests, "Service", wanted["name"])
                (port,) = wanted["port"].values()
                if service is None:
                    yield f"{label(ingress)}: the service {wanted['name']} is not there"
                elif not any(port in (found["name"], found["port"]) for found in service["spec"]["ports"]):
                    yield f"{label(ingress)}: the service {wanted['name']} has no port {port}"


def monitors(manifests: list[Manifest]) -> Iterator[str]:
    for monitor in of_kind(manifests, "ServiceMonitor"):
        spec = monitor["spec"]
        found = [
            service
            for service in of_kind(manifests, "Service")
            if selects(spec["selector"], service["metadata"]["labels"])
            and service["metadata"]["namespace"] in spec["namespaceSelector"]["matchNames"]
        ]
        if len(found) != 1:
            yield f"{label(monitor)}: its selector is true of {len(found)} services, not of one"
        for service in found:
            for endpoint in spec["endpoints"]:
                if not any(endpoint["port"] == port["name"] for port in service["spec"]["ports"]):
                    yield f"{label(monitor)}: the service has no port named {endpoint['port']}"
            if spec["jobLabel"] not in service["metadata"]["labels"]:
                yield f"{label(monitor)}: the service has no label {spec['jobLabel']}"


def scaling(manifests: list[Manifest]) -> Iterator[str]:
    for scaler in of_kind(manifests, "HorizontalPodAutoscaler"):
        target = scaler["spec"]["scaleTargetRef"]
        found = named(manifests, target["kind"], target["name"])
        if found is None or found["apiVersion"] != target["apiVersion"]:
            yield f"{label(scaler)}: its target is not there"
        elif "replicas" in found["spec"]:
            yield f"{label(scaler)}: {label(found)} says itself how many there are"
        elif any("requests" not in container.get("resources", {}) for container in Pod(found).containers):
            yield f"{label(scaler)}: {label(found)} requests nothing that a percentage could be of"
    for budget in of_kind(manifests, "PodDisruptionBudget"):
        if not selected(manifests, budget["spec"]["selector"]):
            yield f"{label(budget)}: its selector is true of no pod"


def configuration(manifests: list[Manifest]) -> Iterator[str]:
    for pod in pods(manifests):
        for container in pod.containers:
            for source in container.get("envFrom", []):
                yield from _lacks(manifests, pod, "ConfigMap", source["configMapRef"]["name"], [])
            for variable in container.get("env", []):
                for field, kind in (("secretKeyRef", "Secret"), ("configMapKeyRef", "ConfigMap")):
                    reference = variable.get("valueFrom", {}).get(field)
                    if reference:
                        yield from _lacks(manifests, pod, kind, reference["name"], [reference["key"]])
        for volume in pod.spec.get("volumes", []):
            yield from _volume(manifests, pod, volume)


def _volume(manifests: list[Manifest], pod: Pod, volume: Manifest) -> Iterator[str]:
    mounts = [
        mount
        for container in pod.containers
        for mount in container.get("volumeMounts", [])
        if mount["name"] == volume["name"]
    ]
    if not mounts:
        yield f"{pod.label}: the volume {volume['name']} is mounted nowhere"
    for field, kind, name in (("configMap", "ConfigMap", "name"), ("secret", "Secret", "secretName")):
        if field in volume:
            items = {item["path"]: item["key"] for item in volume[field].get("items", [])}
            keys = [items.get(mount["subPath"], mount["subPath"]) for mount in mounts if "subPath" in mount]
            yield from _lacks(manifests, pod, kind, volume[field][name], [*keys, *items.values()])
    claim = volume.get("persistentVolumeClaim", {}).get("claimName")
    if claim and not named(manifests, "PersistentVolumeClaim", claim):
        yield f"{pod.label}: PersistentVolumeClaim/{claim} is not there"
    if "emptyDir" in volume and "sizeLimit" not in volume["emptyDir"]:
        yield f"{pod.label}: the volume {volume['name']} has no bound"


def _lacks(manifests: list[Manifest], pod: Pod, kind: str, name: str, keys: list[str]) -> Iterator[str]:
    source = named(manifests, kind, name)
    if source is None:
        yield f"{pod.label}: {kind}/{name} is not there"
        return
    for key in keys:
        if key not in content(source):
            yield f"{pod.label}: {kind}/{name} has no key {key}"


def use(manifests: list[Manifest]) -> Iterator[str]:
    """Whatever stands there is wanted by somebody, and every mount has its volume."""
    text = {pod.label: repr(pod.spec) for pod in pods(manifests)}
    for source in of_kind(manifests, "ConfigMap", "Secret", "PersistentVolumeClaim"):
        name = source["metadata"]["name"]
        # A dashboard is found by its label.
        if "grafana_dashboard" not in source["metadata"]["labels"] and not any(
            f"'{name}'" in it for it in text.values()
        ):
            yield f"{label(source)}: nobody uses it"
    for secret in of_kind(manifests, "Secret"):
        for key in content(secret):
            if not any(f"'{key}'" in it for it in text.values()):
                yield f"{label(secret)}: nobody uses the key {key}"
    for pod in pods(manifests):
        volumes = {volume["name"] for volume in pod.spec.get("volumes", [])}
        for container in pod.containers:
            for mount in container.get("volumeMounts", []):
                if mount["name"] not in volumes:
                    yield f"{pod.label}: the volume {mount['name']} is not there"


def images(manifests: list[Manifest]) -> Iterator[str]:
    swapped = {entry["name"] for entry in kustomization()["images"]}
    kinds: dict[str, dict[str, str]] = {"mathspeak": {}, "redis": {}}
    for pod in pods(manifests):
        kind = "redis" if is_redis(pod) else "mathspeak"
        for container in pod.containers:
            image = container["image"]
            first = kinds[kind].setdefault(image, pod.label)
            if len(kinds[kind]) > 1 and first == pod.label:
                yield f"{pod.label}: the image {image} is not that of the others"
            if kind == "mathspeak" and image.split(":")[0] not in swapped:
                yield f"{pod.label}: kustomization.yaml knows no image {image}"


CHECKS: tuple[Callable[[list[Manifest]], Iterator[str]], ...] = (
    labels,
    names,
    workloads,
    services,
    monitors,
    scaling,
    configuration,
    use,
    images,
)
