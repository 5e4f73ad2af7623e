"""What the manifests name exists, in the manifests and in the application; and the checks see it where it does not."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy import application, protection, references
from deploy.manifests import Manifest, content, kustomization, load, named
from serving import Running

MANIFESTS = load()
RESTRICTED = "pod-security.kubernetes.io/enforce"
NAME, COMPONENT, VERSION = (f"app.kubernetes.io/{name}" for name in ("name", "component", "version"))


def findings(manifests: list[Manifest]) -> list[str]:
    return [found for part in (references, application, protection) for found in part.findings(manifests)]


def test_everything_that_is_named_is_there() -> None:
    assert findings(MANIFESTS) == []


def at(manifests: list[Manifest], which: str) -> Manifest:
    kind, _, name = which.partition("/")
    found = named(manifests, kind, name)
    assert found is not None, which
    return found


def put(which: str, path: str, value: object) -> Callable[[list[Manifest]], None]:
    """An edit: the value at a path of keys and numbers; none of a value takes the key away."""

    def edit(manifests: list[Manifest]) -> None:
        *way, last = [int(step) if step.isdigit() else step.replace("|", ".") for step in path.split(".")]
        place: Any = at(manifests, which)
        for step in way:
            place = place[step]
        if value is None:
            del place[last]
        else:
            place[last] = value

    return edit


def say(which: str, key: str, old: str, new: str) -> Callable[[list[Manifest]], None]:
    """An edit of a text in a ConfigMap or a Secret."""

    def edit(manifests: list[Manifest]) -> None:
        found = at(manifests, which)
        texts = found.get("data") or found["stringData"]
        assert old in texts[key], key
        texts[key] = texts[key].replace(old, new)

    return edit


def drop(which: str) -> Callable[[list[Manifest]], None]:
    return lambda manifests: manifests.remove(at(manifests, which))


SERVER, REDIS, WORKER = "Deployment/mathspeak", "Deployment/mathspeak-redis", "Deployment/mathspeak-worker"
WARM, BACKUP, RESTORE = "Job/mathspeak-warm-cache", "CronJob/mathspeak-backup", "CronJob/mathspeak-restore"
POD, INNER = "spec.template.spec", "spec.template.spec.containers.0"
NIGHTLY = f"spec.jobTemplate.{POD}.containers.0"
CONFIG, SETTINGS, SECRET = "ConfigMap/mathspeak-config", "ConfigMap/mathspeak-settings", "Secret/mathspeak-secrets"
SERVICE, INGRESS, MONITOR = "Service/mathspeak", "Ingress/mathspeak", "ServiceMonitor/mathspeak"
VOICE = "NetworkPolicy/mathspeak-voice"
ANNOTATION = "metadata.annotations.nginx|ingress|kubernetes|io/"
MISTAKES = [
    # Objects that refer to each other.
    (put(SERVER, f"metadata.labels.{VERSION.replace('.', '|')}", "0.9"), f"{SERVER}: the label {VERSION} is not 1.0.0"),
    (
        put(WORKER, f"spec.template.metadata.labels.{COMPONENT.replace('.', '|')}", "wroker"),
        "no component that is known",
    ),
    (put(SERVICE, "metadata.namespace", "mathspaek"), f"{SERVICE}: its namespace is not there"),
    (put("Service/mathspeak-redis", "metadata.name", "mathspeak"), f"{SERVICE}: there are 2 of it"),
    (
        put(SERVER, "spec.selector.matchLabels", {NAME: "mathspeek"}),
        f"{SERVER}: its selector is not true of its own pods",
    ),
    (put(SERVER, "spec.selector.matchLabels", {NAME: "mathspeak"}), f"is true of pods of {REDIS} as well"),
    (put(SERVER, f"{POD}.topologySpreadConstraints.0.labelSelector", {"matchLabels": {NAME: "x"}}), "spreads pods"),
    (put(BACKUP, f"spec.jobTemplate.{POD}.serviceAccountName", "backup"), f"{BACKUP}: its service account is not"),
    (put(SERVICE, "spec.selector", {NAME: "mathspeek"}), f"{SERVICE}: its selector is true of no pod"),
    (put(SERVICE, "spec.ports.0.targetPort", 8080), f"{SERVICE}: {SERVER} has no port 8080"),
    (put(INGRESS, "spec.rules.0.http.paths.0.backend.service.name", "mathspeek"), "the service mathspeek is not there"),
    (put(INGRESS, "spec.rules.0.http.paths.0.backend.service.port", {"number": 80}), "has no port 80"),
    (put(INGRESS, "spec.rules.0.host", "speak.example.org"), f"{INGRESS}: speak.example.org has no TLS"),
    (put(MONITOR, "spec.endpoints.0.port", "metrics"), f"{MONITOR}: the service has no port named metrics"),
    (put(MONITOR, "spec.selector.matchLabels", {NAME: "mathspeak"}), f"{MONITOR}: its selector is true of 2 services"),
    (put(MONITOR, "spec.jobLabel", "app"), f"{MONITOR}: the service has no label app"),
    (put("HorizontalPodAutoscaler/mathspeak", "spec.scaleTargetRef.name", "server"), "its target is not there"),
    (put("HorizontalPodAutoscaler/mathspeak", "spec.scaleTargetRef.apiVersion", "v1"), "its target is not there"),
    (put(SERVER, "spec.replicas", 3), f"{SERVER} says itself how many there are"),
    (put("PodDisruptionBudget/mathspeak", "spec.selector", {"matchLabels": {NAME: "x"}}), "selector is true of no pod"),
    (put(SERVER, f"{INNER}.envFrom.0.configMapRef.name", "mathspeak"), f"{SERVER}: ConfigMap/mathspeak is not there"),
    (put(SERVER, f"{INNER}.env.0.valueFrom.secretKeyRef.key", "REDIS_URL"), f"{SECRET} has no key REDIS_URL"),
    (put(SERVER, f"{POD}.volumes.1.secret.items.0.key", "api-keys"), f"{SERVER}: {SECRET} has no key api-keys"),
    (put(REDIS, f"{INNER}.volumeMounts.0.subPath", "redis.cfg"), "mathspeak-redis-config has no key redis.cfg"),
    (
        put(REDIS, f"{POD}.volumes.2.persistentVolumeClaim.claimName", "redis"),
        "PersistentVolumeClaim/redis is not there",
    ),
    (put(REDIS, f"{POD}.volumes.3.emptyDir", {}), f"{REDIS}: the volume tmp has no bound"),
    (
        drop("PersistentVolumeClaim/mathspeak-documents"),
        f"{WORKER}: PersistentVolumeClaim/mathspeak-documents is not there",
    ),
    (drop(WORKER), "PersistentVolumeClaim/mathspeak-documents: nobody uses it"),
    (put(SECRET, "stringData.TOKEN", "x"), f"{SECRET}: nobody uses the key TOKEN"),
    (put(WARM, f"{INNER}.volumeMounts.1.name", "caches"), f"{WARM}: the volume caches is not there"),
    (put(WORKER, f"{INNER}.image", "mathspeak:latest"), "is not that of the others"),
    (put(SERVER, f"{INNER}.image", "mathspeek:prod"), "kustomization.yaml knows no image mathspeek:prod"),
    # What the application knows.
    (put(CONFIG, "data.MS_ENGIN", "edge"), f"{CONFIG}: mathspeak knows no MS_ENGIN"),
    (put(WORKER, f"{INNER}.env.1.name", "MS_QUEUE"), f"{WORKER}: mathspeak knows no MS_QUEUE"),
    (put(CONFIG, "data.MS_STYLE", "plain"), f"{SERVER}: MS_STYLE is 'plain'"),
    (say(SETTINGS, "config.toml", "drain_seconds", "drain_second"), "sets server.drain_second, which is no setting"),
    (put(CONFIG, "data.MS_API_KEYS_FILE", "/etc/keys"), f"{SERVER}: nothing is mounted at /etc/keys"),
    (
        put(BACKUP, f"{NIGHTLY}.volumeMounts.0.mountPath", "/etc/config.toml"),
        f"{BACKUP}: nothing is mounted at /etc/math",
    ),
    (put(CONFIG, "data.MS_CACHE_DIR", "/cache"), f"{SERVER}: the folder of the cache cannot be written"),
    (say(SECRET, "MS_CACHE_URL", "mathspeak-redis", "redis"), f"{SERVER}: it looks for Redis at redis, which is no"),
    (say(SECRET, "MS_QUEUE_URL", ":6379", ":6380"), f"{WORKER}: it looks for Redis at port 6380"),
    (put(SERVER, f"{INNER}.args.0", "server"), f"{SERVER}: ms has no command 'server'"),
    (put(SERVER, f"{INNER}.args.1", "--hots"), f"{SERVER}: No such option"),
    (put(SERVER, f"{INNER}.args.4", "80000"), f"{SERVER}: "),
    (put(SERVER, f"{INNER}.args.4", "8080"), f"{SERVER}: it listens on 8080, and has no such port"),
    (put(WORKER, f"{INNER}.env", []), f"{WORKER}: Missing option '--queue'"),
    (put(WARM, f"{INNER}.args", ["--warm-cache", "x", "y"]), f"{WARM}: ms --warm-cache takes no 'y'"),
    (put(WARM, f"{INNER}.args.3", "mp4"), f"{WARM}: Invalid value for '--audio': 'mp4'"),
    (put(BACKUP, f"{NIGHTLY}.args.0", "--kept"), f"{BACKUP}: mathspeak.utils.backup_cache takes no '--kept'"),
    (put(BACKUP, f"{NIGHTLY}.args.1", "all"), f"{BACKUP}: argument --keep"),
    (put(BACKUP, f"{NIGHTLY}.command.2", "mathspeak.backup"), f"{BACKUP}: mathspeak.backup is no command of ours"),
    (put(RESTORE, f"{NIGHTLY}.args.0", "ms cache load x"), f"{RESTORE}: No such command 'load'"),
    (put(SERVER, f"{INNER}.livenessProbe.httpGet.path", "/health"), f"{SERVER}: the livenessProbe asks for /health"),
    (put(SERVER, f"{INNER}.readinessProbe.httpGet.port", "web"), f"{SERVER}: the readinessProbe asks at port web"),
    (put(INGRESS, "spec.rules.0.http.paths.0.path", "/v2"), f"{INGRESS}: no route is at /v2"),
    (put(INGRESS, "spec.rules.0.http.paths.0.path", "/"), f"{INGRESS}: /metrics is open to all"),
    (put(MONITOR, "spec.endpoints.0.path", "/metric"), f"{MONITOR}: no route is at /metric"),
    (put(SERVER, f"{POD}.terminationGracePeriodSeconds", 30), f"{SERVER}: it may take 45 seconds to end"),
    (put(WORKER, f"{POD}.terminationGracePeriodSeconds", None), f"{WORKER}: it may take 125 seconds to end"),
    (put(INGRESS, f"{ANNOTATION}limit-rps", "5"), f"{INGRESS}: 5/s burst 10 is not 10/s burst 20"),
    (put(INGRESS, f"{ANNOTATION}proxy-body-size", "1m"), f"{INGRESS}: a body may have 1m"),
    (put(CONFIG, "data.MS_CACHE_MAX_BYTES", "2 GiB"), f"{REDIS}: maxmemory is not more than MS_CACHE_MAX_BYTES"),
    (put(REDIS, f"{INNER}.resources.limits.memory", "1Gi"), f"{REDIS}: its limit of memory is not more than maxmemory"),
    (put(BACKUP, f"{NIGHTLY}.args.1", "30"), f"{BACKUP}: 30 backups and the next do not fit"),
    # What pods may do.
    (
        put("Namespace/mathspeak", f"metadata.labels.{RESTRICTED.replace('.', '|')}", "baseline"),
        "not restricted to enforce",
    ),
    (put(REDIS, f"{POD}.securityContext.runAsUser", 999), f"{REDIS}: its user is not 10001"),
    (put(WARM, f"{POD}.securityContext.seccompProfile", None), f"{WARM}: it has no seccomp profile"),
    (put(WORKER, f"{POD}.automountServiceAccountToken", True), f"{WORKER}: it gets a token"),
    (put(SERVER, f"{INNER}.securityContext.capabilities.drop", []), f"{SERVER}: mathspeak may get capabilities"),
    (put(WARM, f"{POD}.initContainers.0.securityContext", {}), f"{WARM}: wait-for-redis may write to its image"),
    (put(BACKUP, f"{NIGHTLY}.resources.limits.memory", None), f"{BACKUP}: mathspeak has no limits"),
    (drop("NetworkPolicy/mathspeak-default-deny"), "NetworkPolicy: none denies everything first"),
    (put(VOICE, "spec.podSelector", {"matchLabels": {NAME: "x"}}), f"{VOICE}: its selector is true of no pod"),
    (put(VOICE, "spec.egress.0.to.0.ipBlock.except.4", "169.254.169.0/24"), f"{VOICE}: 169.254.0.0/16 may be reached"),
    (put(VOICE, "spec.egress.0.to.1.ipBlock.except", []), f"{VOICE}: fc00::/7 may be reached"),
    (put(VOICE, "spec.egress.0.ports.0.port", 80), f"{VOICE}: more than port 443"),
    (put("NetworkPolicy/mathspeak-server", "spec.ingress.0.ports.0.port", 80), f"{SERVER} has no port 80"),
    (put("NetworkPolicy/mathspeak-server", "spec.ingress.0.ports", []), f"every port of {SERVER} is open"),
    (put("NetworkPolicy/mathspeak-to-redis", "spec.egress.0.to.0.podSelector.matchLabels", {NAME: "x"}), "is no pod"),
    (
        put("NetworkPolicy/mathspeak-to-redis", "spec.podSelector.matchExpressions.0.values", ["server"]),
        "may not reach",
    ),
    (put("NetworkPolicy/mathspeak-redis", "spec.ingress.0.ports.0.port", 6380), f"{REDIS} has no port 6380"),
    (drop("NetworkPolicy/mathspeak-redis"), f"{SERVER}: it may not reach {REDIS}"),
    (
        put("NetworkPolicy/mathspeak-server", "spec.ingress.0.from.1", {"namespaceSelector": {"matchLabels": {}}}),
        "everywhere",
    ),
]


@pytest.mark.parametrize(("edit", "said"), MISTAKES, ids=[said for _, said in MISTAKES])
def test_a_mistake_is_found_and_named(edit: Callable[[list[Manifest]], None], said: str) -> None:
    manifests = copy.deepcopy(MANIFESTS)
    edit(manifests)
    found = findings(manifests)
    assert any(said in finding for finding in found), found


def test_no_check_is_without_a_mistake_that_it_finds() -> None:
    """Each check is silent about the manifests, and finds something in one of the edits."""
    every = (*references.CHECKS, *application.CHECKS, *application.MEASURES, *protection.CHECKS)
    idle = {f"{check.__module__}.{check.__name__}": check for check in every}
    for edit, _ in MISTAKES:
        manifests = copy.deepcopy(MANIFESTS)
        edit(manifests)
        for name, check in list(idle.items()):
            try:
                if list(check(manifests)):
                    del idle[name]
            except Exception:
                continue
    assert idle == {}


def test_every_variable_for_operators_is_in_the_configmap_or_the_secret() -> None:
    # Words for every voice come in files that only a site has; voices differ from engine to engine; logs go to stdout.
    left_out = {"MS_LEXICON", "MS_VOICE", "MS_LOG_DIR"}
    said = {*content(at(MANIFESTS, CONFIG)), *content(at(MANIFESTS, SECRET))}
    assert application._KNOWN - said == left_out


def test_the_template_of_secrets_holds_none() -> None:
    for key, value in content(at(MANIFESTS, SECRET)).items():
        assert "CHANGE_ME" in value, key
    assert "secret.yaml" not in kustomization()["resources"]


def test_a_server_starts_with_the_settings_and_answers_where_it_is_asked(tmp_path: Path) -> None:
    variables = dict(content(at(MANIFESTS, CONFIG)))
    for name in ("MS_CONFIG", "MS_ENGINE", "MS_CACHE_DIR"):
        del variables[name]
    keys = tmp_path / "keys"
    keys.write_text("", encoding="utf-8")
    variables["MS_API_KEYS_FILE"] = str(keys)
    running = Running(tmp_path, content(at(MANIFESTS, SETTINGS))["config.toml"], "--host", "127.0.0.1", **variables)
    container = at(MANIFESTS, SERVER)["spec"]["template"]["spec"]["containers"][0]
    asked = [container[probe]["httpGet"]["path"] for probe in ("startupProbe", "readinessProbe", "livenessProbe")]
    paths = at(MANIFESTS, INGRESS)["spec"]["rules"][0]["http"]["paths"]
    asked += [path["path"] for path in paths if path["pathType"] == "Exact"]
    asked += [endpoint["path"] for endpoint in at(MANIFESTS, MONITOR)["spec"]["endpoints"]]
    try:
        answered = {path: httpx.get(f"{running.url}{path}").status_code for path in asked}
        assert answered == dict.fromkeys(asked, 200)
        # There is no key that it could know.
        assert httpx.get(f"{running.url}/v1/voices").status_code == 401
    finally:
        running.stop()
