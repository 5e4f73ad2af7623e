"""The other bounds, each just under and just over: formulas, lines, settings, orders, entries and archives."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mathspeak import Limits, Translator
from mathspeak import config as settings_of
from mathspeak.cache import archive, entry
from mathspeak.cache.cache import Cache
from mathspeak.cache.disk import DiskStore
from mathspeak.cache.key import key
from mathspeak.cli.exit_codes import ExitCode
from mathspeak.cli.expression import _LONGEST_STDIN
from mathspeak.cli.jsonl import lines
from mathspeak.engines.chain.rests import Rests
from mathspeak.errors import CacheError, ConfigError, DocumentError, LimitExceeded
from mathspeak.latex.stream import LONGEST_MESSAGE, MOST_WARNINGS
from mathspeak.narration import orders
from mathspeak.narration.orders import Order, read_job, read_order
from mathspeak.speech.formats.pauses import milliseconds
from mathspeak.speech.utterance import MEDIUM

# The limit's name, a formula that takes so much of it, and how much.
FORMULAS = {
    "max_bytes": ("x" * 9, 9),
    "max_depth": (r"\sqrt{\frac{a}{{b}}}", 4),
    "max_expansions": (r"\def\a{x}\a\a\a", 3),
    "max_words": ("a+b+c", 5),
}


@pytest.mark.parametrize("style", settings_of.STYLES)
@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_that_takes_all_that_it_may(name: str, style: str) -> None:
    latex, _ = FORMULAS[name]

    def is_read(most: int) -> bool:
        try:
            return bool(Translator(style, limits=Limits(**{name: most})).read(latex).text)  # type: ignore[arg-type]
        except LimitExceeded as error:
            assert error.limit == name and error.hint
            return False

    least = next(most for most in range(1, 200) if is_read(most))
    assert not is_read(least - 1) and is_read(least) and is_read(least + 1)
    assert abs(least - FORMULAS[name][1]) <= 2


def test_the_defaults_hold_at_their_own_size() -> None:
    translator = Translator()
    for name, make in (
        ("max_bytes", lambda size: "x" + " " * (size - 1)),
        ("max_expansions", lambda size: r"\def\a{}x" + r"\a" * size),
        ("max_words", lambda size: r"\text{" + "a " * size + "}"),
    ):
        most = getattr(Limits(), name)
        assert translator.read(make(most - 1)).text, name
        with pytest.raises(LimitExceeded) as caught:
            translator.read(make(most + 1))
        assert caught.value.limit == name


@pytest.mark.parametrize(
    ("count", "told"), [(MOST_WARNINGS - 1, MOST_WARNINGS - 1), (MOST_WARNINGS + 1, MOST_WARNINGS)]
)
def test_the_warnings_about_a_formula(count: int, told: int) -> None:
    assert len(Translator().read(r"\foo " * count).warnings) == told


@pytest.mark.parametrize("more", [-20, 20])
def test_the_length_of_a_warning(more: int) -> None:
    (warning,) = Translator().read("\\" + "a" * (LONGEST_MESSAGE + more)).warnings
    assert len(warning.message) <= LONGEST_MESSAGE + 1
    assert warning.message.endswith("…") == (more > 0)


@pytest.mark.parametrize(("asked", "made"), [(19, 19), (20, 20), (21, 20)])
def test_the_side_of_a_quick_matrix(asked: int, made: int) -> None:
    assert Translator().read(rf"\imat{{{asked}}}").text.split().count("1") == made


@pytest.mark.parametrize(("size", "read"), [(9, True), (10, True), (11, False)])
def test_the_bytes_of_a_line_of_json(size: int, read: bool) -> None:
    stream = io.BytesIO(b"x" * size + b"\nshort\n")
    found = list(lines(stream, 10, lambda: None))
    assert found == [b"x" * size + b"\n" if read else None, b"short\n"]


@pytest.mark.parametrize(("size", "refused_by"), [(_LONGEST_STDIN, "max_bytes"), (_LONGEST_STDIN + 1, "stdin")])
def test_the_bytes_of_standard_input(size: int, refused_by: str) -> None:
    """At its bound the formula itself is too long, beyond it the input is."""
    command = [sys.executable, "-m", "mathspeak", "text", "-"]
    done = subprocess.run(command, input=b"x" * size, capture_output=True, check=False)
    said = {"max_bytes": b"the formula has more than", "stdin": b"standard input is longer than"}
    assert done.returncode == ExitCode.REFUSED and said[refused_by] in done.stderr


NUMBERS: dict[str, tuple[object, object]] = {
    "rate": (0.5, 0.49),
    "rate = 3.0": (3.0, 3.01),
    "pause": (10, 10.1),
    "pause = 0": (0, -0.1),
    "volume": (4.0, 4.1),
    "volume = 0.01": (0.01, 0.009),
    "limits.max_seconds": (0.001, 0.0009),
    "limits.max_seconds = 3600": (3600, 3601),
    "limits.max_bytes": (1, 0),
    "limits.max_depth": (1, 0),
    "limits.max_expansions": (1, 0),
    "limits.max_words": (1, 0),
    "cache.max_bytes": (1, 0),
    "connection_pool_size": (1, 0),
    "memo.max_bytes": (1, 0),
}
for _name in settings_of.ServerSettings().__dict__:
    _default = getattr(settings_of.ServerSettings(), _name)
    if isinstance(_default, int) and not isinstance(_default, bool):
        _zero = _name in ("port", "text_queue", "speech_queue", "memo", "max_age")
        NUMBERS[f"server.{_name}"] = (0, -1) if _zero else (1, 0)
    elif isinstance(_default, float):
        _zero = _name in ("drain_seconds", "grace_seconds")
        NUMBERS[f"server.{_name}"] = (0, -0.1) if _zero else (0.1, 0.09)
        _most = 86_400 if _name == "socket_seconds" else 3600
        NUMBERS[f"server.{_name} = {_most}"] = (_most, _most + 1)


@pytest.mark.parametrize("name", NUMBERS)
def test_the_numbers_of_the_settings(name: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    section, _, field = name.partition(" =")[0].rpartition(".")

    def load(value: object) -> None:
        path.write_text((f"[{section}]\n" if section else "") + f"{field} = {value}\n", encoding="utf-8")
        settings_of.load({}, str(path))

    taken, refused = NUMBERS[name]
    load(taken)
    with pytest.raises(ConfigError, match=field):
        load(refused)


def test_every_number_of_the_settings_is_tried() -> None:
    tried = {name.partition(" =")[0] for name in NUMBERS}
    given = settings_of.load({})
    numbers = {name for name in settings_of._KEYS if _is_number(given, name)}
    assert numbers == tried


def _is_number(given: settings_of.Settings, name: str) -> bool:
    group, _, field = settings_of._KEYS[name][0].rpartition(".")
    holder = {"server": given.server, "limits": given.limits, "": given}.get(group)
    value = getattr(holder, field, None)
    return isinstance(value, int | float) and not isinstance(value, bool)


@pytest.fixture
def order(tmp_path: Path) -> dict[str, Any]:
    reading = {"style": "natural", "verbosity": "verbose", "language": "en", "prefs": {}, "macros": "", "speak": {}}
    sound: dict[str, Any] = {"audio": "mp3", "embed": False, "engine": "espeak", "voice": None, "lexicon": []}
    sound |= {"rate": 1.0, "pause": 1.0, "volume": 1.0, "pitch": "none", "language": "en"}
    made = Order(tmp_path / "out", reading=reading, policies={}, language=None, sound=sound)
    return json.loads(json.dumps(made.as_data()))  # type: ignore[no-any-return]


ORDERS: dict[str, tuple[Callable[[dict[str, Any], Any], None], object, object]] = {
    "macros": (lambda o, v: o["reading"].update(macros=v), "x" * 1_000_000, "x" * 1_000_001),
    "a template": (lambda o, v: o["reading"].update(speak={"a": v}), "x" * 1_000_000, "x" * 1_000_001),
    "a voice": (lambda o, v: o["sound"].update(voice=v), "x" * 1_000_000, "x" * 1_000_001),
    "the slowest": (lambda o, v: o["sound"].update(rate=v), 0.5, 0.49),
    "the fastest": (lambda o, v: o["sound"].update(rate=v), 3.0, 3.01),
    "the shortest pause": (lambda o, v: o["sound"].update(pause=v), 0, -0.01),
    "the longest pause": (lambda o, v: o["sound"].update(pause=v), 10.0, 10.01),
    "the loudest": (lambda o, v: o["sound"].update(volume=v), 4.0, 4.01),
}


@pytest.mark.parametrize("name", ORDERS)
def test_what_an_order_may_ask_for(name: str, order: dict[str, Any], tmp_path: Path) -> None:
    change, taken, refused = ORDERS[name]
    change(order, taken)
    read_order(order, [tmp_path])
    change(order, refused)
    with pytest.raises(DocumentError, match="refused the job"):
        read_order(order, [tmp_path])


@pytest.mark.parametrize("name", ["name", "title"])
def test_how_long_the_names_of_a_job_may_be(name: str, order: dict[str, Any], tmp_path: Path) -> None:
    found = read_order(order, [tmp_path])
    deep = ("a" * 100 + "/") * 40
    job = {"source": str(tmp_path / "a.md"), "name": "a", "title": "a", "folder": None}
    most = orders._LONGEST_PATH if name == "title" else 3_000
    read_job({**job, name: deep[:most].ljust(most, "b")[:most]}, found, [tmp_path])
    with pytest.raises(DocumentError, match=r"too long|no path"):
        read_job({**job, name: deep.ljust(orders._LONGEST_PATH + 1, "b")}, found, [tmp_path])


@pytest.mark.parametrize(("size", "kept"), [(1000, True), (1001, False)])
def test_the_bytes_of_an_entry(size: int, kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """256 MB, of which there is no need here: the bound is set to what is tried."""
    overhead = len(entry.encode("k", b"x")) - 1
    monkeypatch.setattr(entry, "LARGEST", 1000)
    store = DiskStore(tmp_path / "cache")
    name = key(text="a")
    cache = Cache(store)
    assert cache.get_or_make(name, lambda: b"x" * (size - overhead)) == b"x" * (size - overhead)
    assert (store.get(name) is not None) == kept


@pytest.mark.parametrize(("size", "read"), [(1000, True), (1001, False)])
def test_the_bytes_of_an_entry_in_a_backup(
    size: int, read: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = key(text="a")
    raw = entry.encode(name, b"x" * (size - len(entry.encode("k", b"x")) + 1))
    with archive.write(tmp_path / "a.tar") as writer:
        writer.add(name, 0, raw)
    monkeypatch.setattr(entry, "LARGEST", 1000)
    with (tmp_path / "a.tar").open("rb") as file:
        if read:
            assert [len(found) for _, _, found in archive.read(file, "a.tar")] == [size]
        else:
            with pytest.raises(CacheError, match="cannot be 1001 bytes long"):
                list(archive.read(file, "a.tar"))


@pytest.mark.parametrize("more", [0, 1])
def test_the_bytes_of_what_a_backup_says_of_itself(more: int) -> None:
    about = {"entry_version": entry.VERSION, "format": archive.FORMAT, "made": "", "tool": ""}
    length = len(archive._json(about))
    about["tool"] = "x" * (archive._LONGEST_ABOUT - length + more)
    member = archive._member(archive._ABOUT, archive._json(about), 0)
    data = member + archive._end(0, 0, hashlib.sha256(member).hexdigest(), len(member))
    if more:
        with pytest.raises(CacheError, match="no backup of a cache"):
            list(archive.read(io.BytesIO(data), "a.tar"))
    else:
        assert list(archive.read(io.BytesIO(data), "a.tar")) == []


def test_the_longest_number_that_is_said_in_words() -> None:
    from mathspeak.speech.words.de import numbers as german
    from mathspeak.speech.words.en import numbers as english

    for numbers in (english, german):
        assert not numbers.cardinal(numbers.LARGEST).isdigit()
        assert numbers.cardinal(numbers.LARGEST + 1) == str(numbers.LARGEST + 1)


@pytest.mark.parametrize("more", [0, 1])
def test_the_bytes_of_what_is_remembered_of_engines(more: int, tmp_path: Path) -> None:
    path = tmp_path / "engines.json"
    path.write_bytes((b'{"edge": {"failures": 1}' + b" " * ((1 << 16) - 25 + more)) + b"}")
    assert Rests(path).read() == ({} if more else {"edge": {"failures": 1}})


def test_the_longest_pause_of_a_reading() -> None:
    assert milliseconds(MEDIUM, 10.0) == 10 * milliseconds(MEDIUM)
    for refused in (10.01, -0.01, float("nan")):
        with pytest.raises(ConfigError, match="from 0 to 10"):
            milliseconds(MEDIUM, refused)


@pytest.mark.parametrize(("beyond", "shown"), [(19, {"y"}), (20, set())])
def test_the_formulas_of_a_document_that_are_beyond_the_limits(beyond: int, shown: set[str]) -> None:
    assert Translator().functions_of([r"\def\a{\a\a}\a"] * beyond + ["y(t)"]) == shown
