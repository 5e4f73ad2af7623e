"""Whether pods are what the standard "restricted" allows, and may reach what they need and nothing else."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from typing import Any

from deploy.manifests import Manifest, Pod, environment, is_redis, label, of_kind, pods, selected, selects

_USER = 10_001
_PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "fc00::/7", "fe80::/10")
_INGRESS, _MONITORING = "ingress-nginx", "monitoring"
_SPACE = "kubernetes.io/metadata.name"


def findings(manifests: list[Manifest]) -> list[str]:
    return [found for check in CHECKS for found in check(manifests)]


def standard(manifests: list[Manifest]) -> Iterator[str]:
    for space in of_kind(manifests, "Namespace"):
        for mode in ("enforce", "audit", "warn"):
            if space["metadata"]["labels"].get(f"pod-security.kubernetes.io/{mode}") != "restricted":
                yield f"{label(space)}: the pod security standard is not restricted to {mode}"
    for pod in pods(manifests):
        context = pod.spec.get("securityContext", {})
        if context.get("runAsUser") != _USER or not context.get("runAsNonRoot"):
            yield f"{pod.label}: its user is not {_USER}"
        if context.get("seccompProfile") != {"type": "RuntimeDefault"}:
            yield f"{pod.label}: it has no seccomp profile"
        if pod.spec.get("automountServiceAccountToken") is not False:
            yield f"{pod.label}: it gets a token of the API server"
        for container in pod.containers:
            inner = container.get("securityContext", {})
            if inner.get("capabilities") != {"drop": ["ALL"]} or inner.get("allowPrivilegeEscalation") is not False:
                yield f"{pod.label}: {container['name']} may get capabilities"
            if not inner.get("readOnlyRootFilesystem"):
                yield f"{pod.label}: {container['name']} may write to its image"
            if any(bound not in container.get("resources", {}).get("limits", {}) for bound in ("cpu", "memory")):
                yield f"{pod.label}: {container['name']} has no limits"


def policies(manifests: list[Manifest]) -> Iterator[str]:
    everything = {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    if not any(policy["spec"] == everything for policy in of_kind(manifests, "NetworkPolicy")):
        yield "NetworkPolicy: none denies everything first"
    for policy in of_kind(manifests, "NetworkPolicy"):
        spec = policy["spec"]
        mine = selected(manifests, spec["podSelector"])
        if not mine:
            yield f"{label(policy)}: its selector is true of no pod"
        for rule in spec.get("ingress", []):
            for pod in mine:
                yield from _ports(policy, pod, rule)
            yield from _peers(manifests, policy, rule["from"])
        for rule in spec.get("egress", []):
            yield from _peers(manifests, policy, rule["to"])
            for peer in rule["to"]:
                if "podSelector" in peer and "namespaceSelector" not in peer:
                    for pod in selected(manifests, peer["podSelector"]):
                        yield from _ports(policy, pod, rule)
                if "ipBlock" in peer:
                    yield from _public(policy, peer["ipBlock"], rule)


def _ports(policy: Manifest, pod: Pod, rule: dict[str, Any]) -> Iterator[str]:
    for port in rule.get("ports", []):
        if not pod.has_port(port["port"]):
            yield f"{label(policy)}: {pod.label} has no port {port['port']}"
    if not rule.get("ports"):
        yield f"{label(policy)}: every port of {pod.label} is open"


def _peers(manifests: list[Manifest], policy: Manifest, peers: list[dict[str, Any]]) -> Iterator[str]:
    for peer in peers:
        if "podSelector" in peer and "namespaceSelector" not in peer and not selected(manifests, peer["podSelector"]):
            yield f"{label(policy)}: what it lets through is no pod"


def _public(policy: Manifest, block: dict[str, Any], rule: dict[str, Any]) -> Iterator[str]:
    whole = ipaddress.ip_network(block["cidr"])
    barred = [ipaddress.ip_network(text) for text in block.get("except", [])]
    for text in _PRIVATE:
        private = ipaddress.ip_network(text)
        if private.version == whole.version and not any(private.subnet_of(net) for net in barred):  # type: ignore[arg-type]
            yield f"{label(policy)}: {text} may be reached"
    if [port["port"] for port in rule.get("ports", [])] != [443]:
        yield f"{label(policy)}: more than port 443 of public addresses may be reached"


def reach(manifests: list[Manifest]) -> Iterator[str]:
    """Who names Redis may ask it, who is named by the ingress or the monitor hears them, and nobody else does."""
    redis = [pod for pod in pods(manifests) if is_redis(pod)]
    for pod in pods(manifests):
        wants = any(name.endswith("_URL") for container in pod.containers for name in environment(manifests, container))
        for target in redis:
            if wants != _may(manifests, pod, target):
                yield f"{pod.label}: it {'may not' if wants else 'may'} reach {target.label}"
        heard = {_INGRESS, _MONITORING} if pod.ports and not is_redis(pod) else set()
        if _spaces(manifests, pod) != heard:
            yield f"{pod.label}: it is reached from {sorted(_spaces(manifests, pod))}, not from {sorted(heard)}"


def _may(manifests: list[Manifest], pod: Pod, target: Pod) -> bool:
    def passes(direction: str, side: str, one: Pod, other: Pod) -> bool:
        return any(
            selects(peer.get("podSelector", {"matchLabels": {"": ""}}), other.labels)
            and "namespaceSelector" not in peer
            for policy in of_kind(manifests, "NetworkPolicy")
            if selects(policy["spec"]["podSelector"], one.labels)
            for rule in policy["spec"].get(direction, [])
            for peer in rule[side]
        )

    return passes("egress", "to", pod, target) and passes("ingress", "from", target, pod)


def _spaces(manifests: list[Manifest], pod: Pod) -> set[str]:
    return {
        peer["namespaceSelector"]["matchLabels"].get(_SPACE, "everywhere")
        for policy in of_kind(manifests, "NetworkPolicy")
        if selects(policy["spec"]["podSelector"], pod.labels)
        for rule in policy["spec"].get("ingress", [])
        for peer in rule["from"]
        if "namespaceSelector" in peer
    }


CHECKS: tuple[Callable[[list[Manifest]], Iterator[str]], ...] = (standard, policies, reach)
