from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mathspeak.engines import registry
from mathspeak.errors import ConfigError, EngineUnavailable

LOCAL = ("espeak", "pyttsx3") if sys.platform.startswith("linux") else ("pyttsx3", "espeak")
HUMMING = """
from mathspeak.audio.pcm import Audio
from mathspeak.audio.recording import Recording
from mathspeak.engines.base import Capabilities, Segment, Voice
from mathspeak.errors import EngineUnavailable

class Humming:
    name = "humming"
    capabilities = Capabilities(max_chars=10, offline=True, pitch=True)
    version = "humming 1"
    said = []
    def about(self): return "a humming engine"
    def voices(self): return [Voice("hum", "Hum", "en", "", "humming")]
    def voice(self, wanted): return self.voices()[0]
    def synthesize(self, phrase, voice, rate):
        self.said.append([(segment.text, segment.letter) for segment in phrase])
        return Recording.of(Audio(bytes(1000) + b"\\x00\\x20" * 1000 + bytes(1000), 8000))
    def close(self): pass

class Mute(Humming):
    name = "mute"
    def about(self): raise EngineUnavailable("no throat", hint="get one")

class Hoarse(Humming):
    def voices(self): return self.no_such_thing

class Far(Humming):
    capabilities = Capabilities(max_chars=10, offline=False)
    def voices(self): raise AssertionError("a service was asked")

def crooked(): raise ValueError("out of tune")

def impostor(): raise AssertionError("a foreign engine took the place of one of ours")
"""
ENTRY_POINTS = """
[mathspeak.engines]
humming = humming:Humming
mute = humming:Mute
hoarse = humming:Hoarse
far = humming:Far
crooked = humming:crooked
broken = no_such_module:Engine
pyttsx3 = humming:impostor
offline = humming:impostor
"""


@pytest.fixture
def foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installed package that brings engines of its own."""
    info = tmp_path / "humming-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: humming\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ENTRY_POINTS)
    (tmp_path / "humming.py").write_text(HUMMING)
    monkeypatch.syspath_prepend(str(tmp_path))
    registry.close()
    yield
    registry.close()
    sys.modules.pop("humming", None)


@pytest.mark.usefixtures("foreign")
def test_an_engine_of_another_package_comes_through_its_entry_point() -> None:
    engine = registry.get("humming")
    assert engine.about() == "a humming engine"
    assert registry.get("humming") is engine
    assert registry.members("humming") == [engine]
    others = ["humming", "mute", "hoarse", "far", "crooked", "broken"]
    assert registry.names() == ["neural", *LOCAL, "edge", *others, "offline", "auto"]


@pytest.mark.usefixtures("foreign")
def test_no_package_takes_the_place_of_one_of_ours() -> None:
    assert registry.get("pyttsx3").name == "pyttsx3"
    assert type(registry.get("pyttsx3")).__module__ == "mathspeak.engines.system.engine"
    assert [engine.name for engine in registry.members("offline")] == ["neural", *LOCAL]


@pytest.mark.usefixtures("foreign")
def test_a_package_that_tries_is_reported() -> None:
    told = [(name, detail, todo) for name, works, detail, todo in registry.report() if "humming brings" in detail]
    assert [name for name, _, _ in told] == ["pyttsx3", "offline"]
    for _, detail, todo in told:
        assert detail == "humming brings an engine of this name, which is not used"
        assert todo.startswith("pip uninstall humming")


@pytest.mark.usefixtures("foreign")
def test_an_engine_that_cannot_be_loaded_is_not_there() -> None:
    with pytest.raises(
        EngineUnavailable, match="'broken' cannot be loaded: No module named 'no_such_module'"
    ) as caught:
        registry.get("broken")
    assert caught.value.hint == "it comes from humming"
    with pytest.raises(EngineUnavailable, match="'crooked' cannot be loaded: out of tune"):
        registry.get("crooked")


@pytest.mark.usefixtures("foreign")
def test_the_report_has_a_line_for_each_engine() -> None:
    lines = {name: rest for name, *rest in registry.report()}
    assert lines["humming"] == [True, "a humming engine: 1 voice; rate, pitch; 1 phrase at a time", ""]
    assert lines["far"] == [True, "a humming engine: needs the network; rate; 1 phrase at a time", ""]
    assert lines["mute"] == [False, "no throat", "get one"]
    assert lines["broken"][0] is lines["crooked"][0] is False
    assert lines["hoarse"][:2] == [
        False,
        "it fails: AttributeError(\"'Hoarse' object has no attribute 'no_such_thing'\")",
    ]
    works, detail, _ = lines["espeak"]
    assert works
    assert "138 voices in 137 languages; rate, pitch, times of words" in detail
    assert "hibari 0.2.1, a neural voice: 1 voice; rate, pitch, times of words" in lines["neural"][1]


@pytest.mark.usefixtures("foreign")
def test_the_name_of_a_chain_gives_its_first_engine_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.CHAINS, "offline", ("mute", "humming", "pyttsx3"))
    assert registry.get("offline").name == "humming"
    monkeypatch.setitem(registry.CHAINS, "offline", ("mute",))
    with pytest.raises(EngineUnavailable, match=r"no speech engine works here \(mute: no throat\)") as caught:
        registry.get("offline")
    assert caught.value.hint == "get one"


@pytest.mark.usefixtures("foreign")
def test_a_chain_does_without_what_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.CHAINS, "auto", ("broken", "mute"))
    assert [engine.name for engine in registry.members("auto")] == ["mute"]
    monkeypatch.setitem(registry.CHAINS, "auto", ("broken", "crooked"))
    with pytest.raises(EngineUnavailable, match="'broken' cannot be loaded"):
        registry.members("auto")


def test_an_extra_that_is_not_installed_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._EXTRAS, "neural", "no_such_package_as_this")
    assert [engine.name for engine in registry.members("offline")] == list(LOCAL)


def test_an_unknown_name_is_an_error_with_those_that_are_known() -> None:
    with pytest.raises(ConfigError, match="no speech engine 'gramophone'") as caught:
        registry.get("gramophone")
    assert "pyttsx3" in caught.value.hint
    assert "offline" in caught.value.hint


STARTS_NOTHING = """
import subprocess, sys
def refuse(*arguments, **options): raise AssertionError("a child was started")
subprocess.Popen = refuse
from mathspeak.engines import registry
for engine in registry.members("offline")[:2]:
    print(engine.name, engine.voice(None).id, engine.voice("en-us").id, engine.version, engine.capabilities.parallel)
print(*sys.modules)
"""


def test_what_a_cache_asks_starts_nothing_and_loads_no_library() -> None:
    done = subprocess.run([sys.executable, "-c", STARTS_NOTHING], capture_output=True, text=True, check=True)
    neural, espeak, loaded = done.stdout.splitlines()
    assert neural.startswith("neural heart heart neural ")
    assert espeak.startswith("espeak gmw/en gmw/en-US espeak ")
    assert "mathspeak.engines.neural.engine" in loaded.split()
    unwanted = {"numpy", "onnxruntime", "hibari", "pyttsx3", "espeakng_loader", "lameenc", "asyncio"}
    assert unwanted.isdisjoint(loaded.split())
