"""The image is built and run: what it is, what it says, and how it ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from services.container import ROOT, Container, build, description

# Without anything kept of an earlier build it takes minutes.
pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def image() -> None:
    build()


@pytest.fixture(scope="module")
def container(image: None) -> Iterator[Container]:
    container = Container("--memory", "1g")
    yield container
    container.remove()


def test_it_is_described(image: None) -> None:
    found = description()
    assert found["User"] == "10001:10001"
    assert found["WorkingDir"] == "/app"
    assert found["Entrypoint"] == ["ms"]
    assert found["Cmd"] == ["serve", "--host", "0.0.0.0", "--port", "8000"]
    assert list(found["ExposedPorts"]) == ["8000/tcp"]
    assert list(found["Volumes"]) == ["/var/cache/mathspeak"]
    labels = found["Labels"]
    assert labels["org.opencontainers.image.title"] == "mathspeak"
    assert labels["org.opencontainers.image.version"] == "1.0.0"
    assert not [name for name in labels if name.endswith("source")]
    assert found["Size"] < 700e6


def test_it_runs_as_nobody_in_particular_and_writes_nowhere(container: Container) -> None:
    assert container.run("id", "-u") == container.run("id", "-g") == "10001"
    script = (
        "for place in / /app /opt/mathspeak /usr/bin /etc; do touch $place/x 2>/dev/null && echo $place; done; true"
    )
    assert container.run("sh", "-c", script) == ""
    assert container.run("sh", "-c", "touch /tmp/x /var/cache/mathspeak/x && echo well") == "well"


def test_it_has_no_compiler_and_installs_nothing(container: Container) -> None:
    script = "for name in cc gcc g++ c++ clang make ld as; do command -v $name; done; true"
    assert container.run("sh", "-c", script) == ""
    assert container.run("python", "-c", "import pip", check=False) == ""
    assert container.run("python", "-c", "import importlib.util as u; print(u.find_spec('pip'))") == "None"


def test_its_bytecode_is_there(container: Container) -> None:
    script = "import mathspeak.server.app as app, os; print(os.path.exists(app.__cached__))"
    assert container.run("python", "-c", script) == "True"


def test_it_answers(container: Container) -> None:
    with httpx.Client(base_url=container.url, timeout=30) as client:
        assert client.get("/healthz").json() == {"status": "alive"}
        assert client.get("/v1/text", params={"latex": r"\frac{a}{b}"}).json()["speech"] == "a over b"
        answer = client.post("/v1/speak", json={"latex": "x^2", "format": "mp3", "voice": "heart"})
        assert answer.status_code == 200
        assert len(answer.content) > 5000
        assert "mathspeak" in client.get("/").text
        voices = {voice["engine"] for voice in client.get("/v1/voices").json()["voices"]}
        assert {"neural", "espeak"} <= voices


def test_its_health_is_asked_for_as_it_says(container: Container) -> None:
    kind, *command = description()["Healthcheck"]["Test"]
    assert kind == "CMD"
    began = time.monotonic()
    container.run(*command)
    assert time.monotonic() - began < 5
    elsewhere = [word.replace("8000", "8001") for word in command]
    assert "refused" in container.run("sh", "-c", '"$@" 2>&1', "sh", *elsewhere, check=False)


def test_it_warms_its_cache_from_the_list_it_brings(container: Container, tmp_path: Path) -> None:
    given = (ROOT / "deploy" / "image" / "common_expressions.txt").read_text(encoding="utf-8")
    assert container.run("cat", "/app/common_expressions.txt") == given.strip()
    container.run("sh", "-c", "head -12 /app/common_expressions.txt > /tmp/some.txt")
    container.run("ms", "--warm-cache", "/tmp/some.txt")
    assert '"entries": 0' not in container.run("ms", "cache", "stats", "--json")


def test_what_is_under_way_is_answered_before_it_ends(image: None) -> None:
    container = Container()
    try:
        latex = r"\quad".join(f"x_{{{number}}}^2+\\frac{{a}}{{b_{number}}}" for number in range(8))
        answers: list[httpx.Response] = []

        def ask() -> None:
            url = f"{container.url}/v1/speak"
            answers.append(httpx.post(url, json={"latex": latex, "format": "wav"}, timeout=30))

        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(0.2)
        seconds = container.stop()
        asking.join()
        assert [answer.status_code for answer in answers] == [200]
        assert len(answers[0].content) > 100_000
        assert seconds < 10
    finally:
        container.remove()


def test_it_ends_within_two_seconds(image: None) -> None:
    container = Container()
    try:
        with httpx.Client(base_url=container.url) as client:
            client.get("/v1/text", params={"latex": "x"})
            # A connection that is kept open does not hold it up.
            seconds = container.stop()
        # With room for a machine that is busy: the drill asks for less than two.
        assert seconds < 4
    finally:
        container.remove()
