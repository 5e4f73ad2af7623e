from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mathspeak.engines import registry
from mathspeak.errors import ConfigError, EngineUnavailable

HUMMING = """
from mathspeak.audio.pcm import Audio
from mathspeak.engines.base import Capabilities, Segment, Voice
from mathspeak.errors import EngineUnavailable

class Humming:
    name = "humming"
    capabilities = Capabilities(max_chars=10, offline=True)
    said = []
    def about(self): return "a humming engine"
    def voices(self): return [Voice("hum", "Hum", "en", "", "humming")]
    def synthesize(self, phrase, voice, rate):
        self.said.append([(segment.text, segment.letter) for segment in phrase])
        return Audio(bytes(1000) + b"\\x00\\x20" * 1000 + bytes(1000), 8000)
    def close(self): pass

class Mute(Humming):
    def about(self): raise EngineUnavailable("no throat", hint="get one")

def impostor(): raise AssertionError("a foreign engine took the place of one of ours")
"""
ENTRY_POINTS = """
[mathspeak.engines]
humming = humming:Humming
mute = humming:Mute
broken = no_such_module:Engine
pyttsx3 = humming:impostor
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
    assert registry.names() == [*registry.OWN, "humming", "mute", "broken", *registry.CHAINS]


@pytest.mark.usefixtures("foreign")
def test_no_package_takes_the_place_of_one_of_ours() -> None:
    assert registry.get("pyttsx3").name == "pyttsx3"
    assert type(registry.get("pyttsx3")).__module__ == "mathspeak.engines.offline"


@pytest.mark.usefixtures("foreign")
def test_an_engine_that_cannot_be_loaded_is_not_there() -> None:
    with pytest.raises(EngineUnavailable, match="'broken' cannot be loaded: No module named 'no_such_module'"):
        registry.get("broken")


@pytest.mark.usefixtures("foreign")
def test_the_report_has_a_line_for_each_engine() -> None:
    lines = {name: rest for name, *rest in registry.report()}
    assert lines["humming"] == [True, "a humming engine, 1 voices", ""]
    assert lines["mute"] == [False, "no throat", "get one"]
    assert lines["broken"][0] is False
    works, detail, _ = lines["pyttsx3"]
    assert works
    assert "voices" in detail
    assert "offline" not in lines


@pytest.mark.usefixtures("foreign")
def test_a_chain_is_its_first_engine_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.CHAINS, "offline", ("mute", "humming", "pyttsx3"))
    assert registry.get("offline").name == "humming"
    monkeypatch.setitem(registry.CHAINS, "offline", ("mute",))
    with pytest.raises(EngineUnavailable, match=r"no speech engine works here \(mute: no throat\)") as caught:
        registry.get("offline")
    assert caught.value.hint == "get one"


def test_an_unknown_name_is_an_error_with_those_that_are_known() -> None:
    with pytest.raises(ConfigError, match="no speech engine 'gramophone'") as caught:
        registry.get("gramophone")
    assert "pyttsx3" in caught.value.hint
    assert "offline" in caught.value.hint


def test_our_own_engines_need_no_search_through_the_packages() -> None:
    script = "from mathspeak.engines import registry; registry.get('pyttsx3').voices()"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", script], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "mathspeak.engines.offline" in loaded
    assert not loaded & {"importlib.metadata", "pyttsx3", "espeakng_loader", "lameenc", "miniaudio", "asyncio"}
