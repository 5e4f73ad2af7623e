"""The neural voice: what it is given to say, and what it is trusted with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import FIXTURES, cases_in
from engines.hearing import ALIKE, difference
from mathspeak import MathspeakError, Translator
from mathspeak.audio.pcm import Audio
from mathspeak.audio.recording import Recording
from mathspeak.engines.base import Segment
from mathspeak.engines.neural import engine as neural
from mathspeak.engines.neural.child import NeuralDriver
from mathspeak.engines.neural.engine import MODEL_SHA256, Neural
from mathspeak.engines.neural.model import Model
from mathspeak.engines.neural.text import prepare
from mathspeak.engines.neural.words import LETTERS, PRONUNCIATIONS
from mathspeak.errors import EngineFailed, EngineUnavailable, UnknownVoice
from mathspeak.speech.formats.segments import segments
from vocabulary import vocabulary

# hibari tells how sure it is of a reading: from its lexicon 3 or 4, and 2 where it guesses.
KNOWN = 3
# What formulas of the tests print, and MathSpeak reads out as it stands.
PRINTED = {"km"}


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NeuralDriver]:
    """What a child is built around, in this process."""
    before = sys.modules.get("scipy")
    yield NeuralDriver(tmp_path_factory.mktemp("neural"))
    if before is None:
        del sys.modules["scipy"]
    else:
        sys.modules["scipy"] = before


def read(driver: NeuralDriver, text: str) -> str:
    return " ".join(phonemes for _, phonemes in driver.read([(text, False, 0.0)]))


def words_of_ours() -> list[str]:
    """What is in the tables of English words, and what is said of the formulas that the tests have."""
    found = vocabulary("en", "natural") | vocabulary("en", "clearspeak")
    for style in ("natural", "clearspeak", "mathspeak"):
        translator = Translator(style=style)
        for case in cases_in(FIXTURES / style):
            try:
                utterance = translator.read(case.latex).utterance
            except MathspeakError:
                continue
            found.update(word for text, *_ in segments(utterance) for word in text.split())
    return sorted(found - PRINTED)


def test_no_word_of_ours_is_guessed_at(driver: NeuralDriver) -> None:
    words = words_of_ours()
    assert len(words) > 800
    guessed: list[str] = []
    for word in words:
        for said in prepare([(word, False, 0.0)], str):
            tokens = driver._reader.phonemize_tokens(driver._reader.tokenize(said.markup))
            if min(token.rating for token in tokens if token.phonemes) < KNOWN:
                guessed.append(word)
    assert guessed == []


def test_every_pronunciation_is_in_the_voice_s_alphabet(driver: NeuralDriver) -> None:
    for word, phonemes in {**LETTERS, **PRONUNCIATIONS}.items():
        assert set(phonemes) <= driver._ids.keys(), word
        assert word == word.lower()
        assert any(vowel in phonemes for vowel in "AIOQWYaiuæɑɔəɛɪʊʌ"), word


@pytest.mark.parametrize("letter", sorted(LETTERS))
def test_a_letter_in_a_text_is_the_letter_by_itself(driver: NeuralDriver, letter: str) -> None:
    alone = [phonemes for _, phonemes in driver.read([(letter, True, 0.0)])]
    assert alone == [LETTERS[letter]]
    if letter != "a":
        assert read(driver, f"plus {letter}").partition(" ")[2] == LETTERS[letter]
    capital = [phonemes for _, phonemes in driver.read([("cap", False, 0.0), (letter.upper(), True, 0.0)])]
    assert capital == ["kˈæp", LETTERS[letter]]


@pytest.mark.parametrize(
    ("text", "phonemes"),
    [
        ("multiplied by x", "mˈʌltəplˌId bI ˈɛks"),
        ("the n-th root", "ði ˈɛnθ ɹˈut"),
        ("the k-th root", "ðə kˈAθ ɹˈut"),
        ("the zeroth and the 2nd", "ðə zˈɪɹOθ ænd ðə sˈɛkənd"),
        ("psi, xi, chi", "sˈI, ksˈI, kˈI"),
        ("Euler's and Cauchy-Schwarz", "ˈYləɹz ænd kOʃˈi ʃwˈɔɹz"),
        ("arcsin, sinh, ln, gcd", "ˈɑɹk sˈIn, sˈɪnʧ, ˌɛl ˈɛn, ʤˌi sˌi dˈi"),
        ("Poincaré and Erdős", "pwˌæŋkɑɹˈA ænd ˈɛɹdɪʃ"),
        ("kets and infs", "kˈɛts ænd ˈɪnfs"),
        ("α ≤ β", "ˈælfə lˈɛs ðən ɔɹ ˈikwᵊl tə bˈATə"),
    ],
)
def test_words_of_mathematics(driver: NeuralDriver, text: str, phonemes: str) -> None:
    assert read(driver, text) == phonemes


@pytest.mark.parametrize(
    ("text", "as_if"),
    [
        ("3.14", "three point one four"),
        ("2.50", "two point five zero"),
        (".5", "point five"),
        ("007", "zero zero seven"),
        ("1984", "one thousand nine hundred eighty four"),
        ("In 1984", "In nineteen eighty four"),
        ("1,234,567", "one million two hundred thirty four thousand five hundred sixty seven"),
        ("-5", "minus five"),
        ("x−1", "x minus one"),
        ("90%", "ninety percent"),
        ("5 %", "five percent"),
        ("7/3", "seven over three"),
        ("2-3", "two to three"),
        ("21st", "twenty first"),
        ("9:30", "nine thirty"),
        ("20°C", "twenty degrees Celsius"),
        ("5km", "five kilometers"),
        ("$5", "five dollars"),
        ("2024-10-05", "October fifth, twenty twenty four"),
        ("H2O", "H two O"),
        ("f(1,2)", "f one, two"),
        ("12345678901234567890", "one two three four five six seven eight nine zero " * 2),
    ],
)
def test_numbers(driver: NeuralDriver, text: str, as_if: str) -> None:
    assert read(driver, text) == read(driver, as_if)


@pytest.mark.parametrize(
    ("text", "as_if"),
    [
        ("5 m", "five m"),
        ("2 min f", "two min f"),
        ("3 sec x", "three sec x"),
        ("4 in a", "four in a"),
        ("the answer is no.", "the answer is no."),
        ("the sun.", "the sun."),
        ("in May 3 is", "in May three is"),
    ],
)
def test_words_of_formulas_are_not_rewritten(driver: NeuralDriver, text: str, as_if: str) -> None:
    assert read(driver, text) == read(driver, as_if)


@pytest.mark.parametrize(
    ("text", "as_if"),
    [
        ("e.g. this, i.e. that", "for example this, that is that"),
        ("Dr. Smith", "Doctor Smith"),
        ("See Fig. 3, Eq. (5).", "See Figure three, Equation five."),
        ("sine resp. cosine", "sine respectively cosine"),
        ("x or/and y", "x or and y"),
        ("[x](/ˈɛks/)", "x ˈɛks"),
    ],
)
def test_prose(driver: NeuralDriver, text: str, as_if: str) -> None:
    if "ˈ" in as_if:
        # Markup of the reader in somebody's text is only text.
        assert "](" not in "".join(said.markup for said in prepare([(text, False, 0.0)], str))
        return
    assert read(driver, text) == read(driver, as_if)


@pytest.mark.parametrize("text", ["数", "the дом", "x ש y"])
def test_what_it_cannot_say_is_an_error_and_no_silence(text: str) -> None:
    engine = Neural()
    with pytest.raises(EngineFailed, match="neural has no reading for") as caught:
        engine.synthesize([Segment(text)], None, 1.0)
    assert not caught.value.transient
    engine.close()


TEXTS = st.lists(
    st.text(st.sampled_from("aAxéαж數 0159.,-–/:()[]{}'’\"%&$€°²≤+−_^|~…!?\u0301ªⅧ"), min_size=1, max_size=12)
    | st.sampled_from(["the", "n-th", "1,234", "[a](/x/)", "e.g.", "9:30", "it's", "don't", "U.S.", "etc."]),
    min_size=1,
    max_size=8,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=TEXTS)
def test_whatever_comes_in_every_word_has_phonemes_or_there_is_an_error(driver: NeuralDriver, words: list[str]) -> None:
    text = " ".join(words)
    try:
        found = driver.read([(text, False, 0.0)])
    except EngineFailed as error:
        assert not error.transient
        return
    assert [said.text for said, _ in found] == [said.text for said in prepare([(text, False, 0.0)], str)]
    assert all(phonemes for _, phonemes in found)


def test_a_text_without_an_end_is_made_in_parts(driver: NeuralDriver) -> None:
    words = ["alpha", "plus", "beta"] * 60
    audio, said = driver.speak([(" ".join(words), False, 0.0)], "heart", 1.0)
    assert [word.text for word in said] == words
    assert all(one.end <= other.start + 0.001 for one, other in pairwise(said))
    assert said[-1].end <= audio.seconds


def test_at_its_own_pace_it_is_the_library_s_own_sound(driver: NeuralDriver) -> None:
    from hibari import Hibari

    from mathspeak.engines.neural.child import _OWN_PACE

    text = "n choose k"
    audio, _ = driver.speak([(text, False, 0.0)], "heart", _OWN_PACE / 170)
    theirs = Hibari(g2p=driver._reader)(text, seed=1)
    own = Recording.of(Audio((theirs * 32767).astype("<i2").tobytes(), 24000))
    assert audio.seconds == pytest.approx(own.seconds, rel=0.03)
    assert difference(Recording.of(audio), own) < ALIKE


def test_a_file_that_is_not_the_voice_is_refused(tmp_path: Path) -> None:
    content = bytearray((files("hibari") / "assets" / "hibari.onnx").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "hibari.onnx").write_bytes(content)
    with pytest.raises(EngineUnavailable, match=r"hibari\.onnx is not the voice that mathspeak knows") as caught:
        Model(tmp_path / "hibari.onnx", MODEL_SHA256)
    assert "mathspeak[neural]" in caught.value.hint
    with pytest.raises(EngineUnavailable, match="the neural voice is not in"):
        Model(tmp_path / "missing", MODEL_SHA256)


def test_the_voice_is_the_one_that_the_library_s_own_list_tells_of() -> None:
    import json

    listed = json.loads((files("hibari") / "assets" / "voices.json").read_text())["heart"]
    assert listed["sha256"] == MODEL_SHA256
    assert listed["bundled"]


def asks(engine: Neural) -> list[Callable[[], object]]:
    return [
        engine.about,
        engine.voices,
        lambda: engine.voice(None),
        lambda: engine.version,
        lambda: engine.synthesize([Segment("x")], None, 1.0),
    ]


@pytest.mark.parametrize("asked", range(5))
def test_another_version_of_the_library_is_refused(asked: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "hibari_tts-9.9.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: hibari-tts\nVersion: 9.9\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(EngineUnavailable, match=r"hibari-tts 9\.9 is installed, and mathspeak knows how 0\.2\.1"):
        asks(Neural())[asked]()


@pytest.mark.parametrize("asked", range(5))
def test_without_the_library_it_says_what_to_install(asked: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neural, "PACKAGE", "no-such-package-as-this")
    with pytest.raises(EngineUnavailable, match="the neural voice is not installed") as caught:
        asks(Neural())[asked]()
    assert caught.value.hint == 'pip install "mathspeak[neural]"'


@pytest.mark.parametrize("voice", ["emma", "en-gb", "de", "gmw/en"])
def test_other_voices_are_unknown_and_not_fetched(voice: str) -> None:
    with pytest.raises(UnknownVoice, match=f"neural has no voice '{voice}'"):
        Neural().voice(voice)


def test_nothing_is_written_for_anybody_to_collect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """onnxruntime by itself writes an identifier of the machine into the user's cache, and what it wants to send."""
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    engine = Neural()
    engine.synthesize([Segment("x plus qwertzuiop")], None, 1.0)
    engine.close()
    assert list(tmp_path.iterdir()) == []


SPEAKS = """
import sys
from mathspeak.engines.base import Segment
from mathspeak.engines.neural.engine import neural
engine = neural()
assert engine.synthesize([Segment("x plus y")], None, 1.0).seconds > 0.5
engine.close()
print(*sys.modules)
"""


def test_the_library_is_loaded_in_the_child_alone() -> None:
    done = subprocess.run([sys.executable, "-c", SPEAKS], capture_output=True, text=True, check=True, timeout=50)
    assert {"numpy", "onnxruntime", "hibari", "scipy"}.isdisjoint(done.stdout.split())
