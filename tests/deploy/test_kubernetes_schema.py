"""Every field of the manifests is one that Kubernetes or the operator of Prometheus knows, and kustomize joins them."""

from __future__ import annotations

import copy
import shutil
import subprocess
import sysconfig
from collections import Counter
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from deploy import references
from deploy.manifests import FOLDER, Manifest, duties, kustomization, label, load, named, of_kind

MANIFESTS = load()
OPERATOR = "monitoring.coreos.com/v1"
KUBERNETES = kubernetes_validate.latest_version()
PARTS = [manifest for manifest in MANIFESTS if manifest["apiVersion"] != OPERATOR]
RESOURCES = [manifest for manifest in MANIFESTS if manifest["apiVersion"] == OPERATOR]


def unknown(given: Any, understood: Any, path: str = "") -> list[str]:
    """What is in a manifest and not in what its model made of it."""
    if isinstance(given, dict) and isinstance(understood, dict):
        return [
            found
            for key, value in given.items()
            for found in (unknown(value, understood[key], f"{path}.{key}") if key in understood else [f"{path}.{key}"])
        ]
    if isinstance(given, list) and isinstance(understood, list):
        pairs = zip(given, understood, strict=True)
        return [found for at, (one, other) in enumerate(pairs) for found in unknown(one, other, f"{path}.{at}")]
    return []


def by_operator(manifest: Manifest) -> list[str]:
    """Fields that the operator does not know; raises ValidationError where a value is wrong."""
    from cloudcoil.models.prometheus_operator import v1

    model = getattr(v1, manifest["kind"])
    return unknown(manifest, model.model_validate(manifest).model_dump(by_alias=True, mode="json"))


@pytest.mark.parametrize("manifest", PARTS, ids=label)
def test_kubernetes_knows_every_field(manifest: Manifest) -> None:
    kubernetes_validate.validate(manifest, KUBERNETES, strict=True)


def test_a_field_that_kubernetes_does_not_know_is_found() -> None:
    wrong = copy.deepcopy(named(MANIFESTS, "Deployment", "mathspeak"))
    assert wrong is not None
    wrong["spec"]["template"]["spec"]["containers"][0]["readinesProbe"] = {}
    with pytest.raises(kubernetes_validate.ValidationError, match="readinesProbe"):
        kubernetes_validate.validate(wrong, KUBERNETES, strict=True)


def test_the_operator_knows_every_field_and_no_others() -> None:
    # In one test: its models take seconds to load.
    assert {label(manifest): by_operator(manifest) for manifest in RESOURCES} == {label(it): [] for it in RESOURCES}
    wrong = copy.deepcopy(of_kind(MANIFESTS, "ServiceMonitor")[0])
    wrong["spec"]["endpoints"][0]["intervall"] = "15s"
    assert by_operator(wrong) == [".spec.endpoints.0.intervall"]
    wrong["spec"]["endpoints"][0]["interval"] = ["15s"]
    with pytest.raises(ValueError, match="interval"):
        by_operator(wrong)


def build(folder: Path) -> list[Manifest]:
    """What `kubectl apply --kustomize` would send to a cluster."""
    kubectl = Path(sysconfig.get_path("scripts")) / "kubectl"
    done = subprocess.run([kubectl, "kustomize", folder], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return list(yaml.safe_load_all(done.stdout))


def test_kustomize_puts_all_files_together_as_they_are() -> None:
    files = {path.name for path in FOLDER.glob("*.yaml")} - {"kustomization.yaml", "secret.yaml"}
    assert set(kustomization()["resources"]) == files
    built = build(FOLDER)
    assert Counter(map(label, built)) == Counter(label(it) for it in MANIFESTS if it["kind"] != "Secret")
    for manifest in built:
        assert manifest == named(MANIFESTS, manifest["kind"], manifest["metadata"]["name"])


def test_which_image_runs_is_said_in_one_place(tmp_path: Path) -> None:
    folder = tmp_path / "k8s"
    shutil.copytree(FOLDER, folder)
    file = folder / "kustomization.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("newTag: prod", 'newTag: "1.0.1"'), encoding="utf-8")
    built = build(folder)
    assert {container["image"] for _, container in duties(built)} == {"mathspeak:1.0.1"}
    assert references.findings([*built, *of_kind(MANIFESTS, "Secret")]) == []
