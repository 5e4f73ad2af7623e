"""The page for operators of a cluster: its commands are run, and kubectl understands each of them."""

from __future__ import annotations

import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.commands import fault, in_script
from deploy.manifests import FOLDER, content, kustomization, load, named, selected
from deploy.page import KUBECTL, PAGE, Operator, blocks
from mathspeak.server.keys import Keys

# The page is run as a whole before the first of them.
pytestmark = pytest.mark.timeout(180)
MANIFESTS = load()
KINDS = {
    "deployment": "Deployment",
    "job": "Job",
    "cronjob": "CronJob",
    "hpa": "HorizontalPodAutoscaler",
    "secret": "Secret",
}
# Nobody answers there.
UNREACHABLE = "http://127.0.0.1:1"
# They are about files, and name the namespace in another way or not at all.
OF_FILES = ("apply", "cp", "kustomize")


class Ran:
    """The whole page, run once: what each heading's blocks printed, and what kubectl was asked for."""

    def __init__(self, folder: Path) -> None:
        self.operator = Operator(folder)
        self.said: dict[str, str] = {}
        for heading, script in blocks():
            # That takes a queue: tests/services runs it.
            if heading != "Documents":
                self.said[heading] = self.said.get(heading, "") + self.operator.run(script)
        self.asked: list[dict[str, Any]] = self.operator.asked()


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return Ran(tmp_path_factory.mktemp("page"))


def test_every_task_has_its_commands() -> None:
    tasks = "Deploy,Warm,Scale,Documents,Back up,Restore,Roll back,Rotate keys,Upgrade,Disaster drill".split(",")
    assert list(dict.fromkeys(heading for heading, _ in blocks())) == tasks


def test_the_cache_comes_back(ran: Ran) -> None:
    (before,) = re.findall(r"^entries\t(\d+)$", ran.said["Restore"], re.MULTILINE)
    assert int(before) >= 3
    assert re.findall(r"^entries\t(\d+)$", ran.said["Disaster drill"], re.MULTILINE) == ["0", before]
    assert (ran.operator.folder / "cache.tar").stat().st_size > 1000
    assert not (ran.operator.pod / "var/cache/mathspeak/cache.tar").exists()
    assert len(list((ran.operator.pod / "var/cache/mathspeak/backups").iterdir())) == 2


def test_a_key_is_rotated(ran: Ran) -> None:
    first, second = re.findall(r"^msk_\S+$", ran.said["Deploy"] + ran.said["Rotate keys"], re.MULTILINE)
    keys = Keys(str(ran.operator.folder / "keys"), print)
    assert (keys.name(first), keys.name(second)) == (None, "school-2027")


def test_the_secret_has_what_the_pods_take_from_it(ran: Ran) -> None:
    made = [yaml.safe_load(asked["given"]) for asked in ran.asked if "-" in asked["words"] and asked["given"]]
    (opaque,) = (secret for secret in made if secret["metadata"]["name"] == "mathspeak-secrets")
    assert set(opaque["data"]) == set(content(named(MANIFESTS, "Secret", "mathspeak-secrets")))
    assert opaque["metadata"]["namespace"] == "mathspeak"
    patched = [
        yaml.safe_load(asked["words"][asked["words"].index("--patch") + 1])
        for asked in ran.asked
        if asked["words"][:2] == ["patch", "secret/mathspeak-secrets"]
    ]
    assert {key for patch in patched for group in patch.values() for key in group} == set(opaque["data"])


def test_the_tag_of_the_upgrade_is_the_one_that_runs(ran: Ran) -> None:
    (image,) = kustomization(ran.operator.folder / "deploy" / "k8s")["images"]
    assert image["newTag"] == "1.0.1"


def test_what_is_named_exists(ran: Ran) -> None:
    made = {f"job/{asked['words'][2]}" for asked in ran.asked if asked["words"][:2] == ["create", "job"]}
    missing = []
    for asked in ran.asked:
        words = asked["words"]
        own = words[: words.index("--")] if "--" in words else words
        for before, word in zip(["", *own], own, strict=False):
            kind, slash, name = word.partition("/")
            if before in ("--filename", "--kustomize") and word != "-":
                found: object = (FOLDER.parents[1] / word).exists()
            elif before == "--selector":
                name, _, value = word.partition("=")
                found = selected(MANIFESTS, {"matchLabels": {name: value}})
            elif before == "--namespace":
                found = word == "mathspeak"
            elif slash and kind in KINDS:
                found = word in made or named(MANIFESTS, KINDS[kind], name)
            else:
                continue
            if not found:
                missing.append((word, " ".join(words)))
        if words[0] not in OF_FILES and "--namespace" not in own:
            missing.append(("--namespace", " ".join(words)))
    assert missing == []


def test_kubectl_understands_every_command(ran: Ran, tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text(
        yaml.safe_dump(
            {
                "apiVersion": "v1",
                "kind": "Config",
                "clusters": [{"name": "none", "cluster": {"server": UNREACHABLE}}],
                "contexts": [{"name": "none", "context": {"cluster": "none", "user": ""}}],
                "current-context": "none",
            }
        ),
        encoding="utf-8",
    )
    environment = {**os.environ, "KUBECONFIG": str(config), "HOME": str(tmp_path)}

    def answer(asked: dict[str, Any]) -> tuple[str, str]:
        done = subprocess.run(
            [KUBECTL, *asked["words"]],
            input=asked["given"],
            cwd=ran.operator.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return " ".join(asked["words"]), "" if done.returncode == 0 else done.stderr

    different = {tuple(asked["words"]): asked for asked in ran.asked}
    with ThreadPoolExecutor(2) as pool:
        said = dict(pool.map(answer, different.values()))
    # It got as far as asking the cluster, or needed none.
    assert {words: error for words, error in said.items() if error and "refused" not in error} == {}
    assert len(said) > 30
    assert "unknown flag" in answer({"words": ["wait", "job/x", "--timout", "1s"], "given": ""})[1]


def test_commands_of_ours_parse() -> None:
    page = "\n".join(script for _, script in blocks())
    inner = "\n".join(re.findall(r"sh -c '(.*?)'", page))
    commands = [*in_script(page), *in_script(inner)]
    assert {" ".join(words): wrong for words in commands if (wrong := fault(words))} == {}
    assert len(commands) > 8


def test_every_file_is_in_the_table() -> None:
    table = PAGE.read_text(encoding="utf-8").partition("\n\n| file")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([\w-]+\.yaml)`", table)) == {path.name for path in FOLDER.glob("*.yaml")}
