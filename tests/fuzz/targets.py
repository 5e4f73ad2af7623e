"""What is fuzzed: each target takes any bytes, and raises only where a promise is broken.

The errors that mathspeak raises on purpose are answers; anything else that comes out is a finding.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from fuzz.invariants import check_document, check_places, check_reading, check_script
from mathspeak import MathspeakError, Translator
from mathspeak.cache import archive, entry
from mathspeak.cache.key import key as key_of
from mathspeak.cli.jsonl import Answers
from mathspeak.cli.options import ReadingSettings
from mathspeak.config import LANGUAGES, STYLES, VERBOSITIES, load
from mathspeak.documents.blocks import Document
from mathspeak.documents.decoding import decode
from mathspeak.documents.reading import read as read_document
from mathspeak.errors import ConfigError
from mathspeak.expression import read as read_expression
from mathspeak.latex.reader import read as read_formula
from mathspeak.limits import Limits
from mathspeak.mathml.reader import read_mathml
from mathspeak.mathml.writer import write as write_mathml
from mathspeak.narration import subtitles, transcript
from mathspeak.narration.composer import compose
from mathspeak.narration.orders import read_job, read_order
from mathspeak.narration.page.writing import page
from mathspeak.speech.lexicon import read_lexicon

Target = Callable[[bytes], None]
LIMITS = Limits()


def text_of(data: bytes) -> str:
    """Any bytes as a text; what is not UTF-8 becomes lone surrogates, as it does on a command line."""
    return data.decode("utf-8", "surrogateescape")


@cache
def scratch() -> Path:
    """A folder for what has to be a file; it goes with the process."""
    _scratch.append(tempfile.TemporaryDirectory())
    return Path(_scratch[0].name)


_scratch: list[tempfile.TemporaryDirectory[str]] = []


def file_of(data: bytes, suffix: str) -> Path:
    path = scratch() / f"document{suffix}"
    path.write_bytes(data)
    return path


def fuzz_latex(data: bytes) -> None:
    latex = text_of(data)
    for as_printed in (False, True):
        try:
            source = read_formula(latex, limits=LIMITS, as_printed=as_printed)
        except MathspeakError as error:
            assert error.start is None or 0 <= error.start <= len(latex)
            continue
        check_places(source.node, len(latex))
        assert all(0 <= warning.start <= warning.end <= len(latex) for warning in source.warnings)


@cache
def translator_for(number: int) -> Translator:
    style = STYLES[number % 3]
    verbosity = VERBOSITIES[number // 3 % 3] if style == "mathspeak" else "verbose"
    # There is no German MathSpeak.
    language = "en" if style == "mathspeak" else LANGUAGES[number // 9 % 2]
    return Translator(style, verbosity=verbosity, language=language)


def fuzz_styles(data: bytes) -> None:
    latex = text_of(data[1:])
    translator = translator_for(data[0] % 18 if data else 0)
    try:
        reading = translator.read(latex)
    except MathspeakError:
        return
    check_reading(reading, len(latex))
    assert translator.read(latex).text == reading.text


def fuzz_expression(data: bytes) -> None:
    text = text_of(data[1:])
    try:
        words = read_expression(translator_for(data[0] % 18 if data else 0), text)
    except MathspeakError as error:
        assert error.start is None or 0 <= error.start <= len(text)
        return
    assert all(0 <= w.start <= w.end <= len(text) for w in words.warnings if w.start is not None and w.end is not None)
    words.ssml("en")
    words.explain()


def fuzz_mathml(data: bytes) -> None:
    try:
        latex = read_mathml(text_of(data), limits=LIMITS)
        source = read_formula(latex, limits=LIMITS)
        read_mathml(write_mathml(source.node, display=False, words=""), limits=LIMITS)
    except MathspeakError:
        return


def _document(data: bytes, suffix: str) -> tuple[Document, int] | None:
    path = file_of(data, suffix)
    try:
        document = read_document(path)
        length = len(data) if suffix == ".tex" else len(decode(data, path)[0])
    except MathspeakError:
        return None
    return document, length


def _reader_of(suffix: str) -> Target:
    def fuzz(data: bytes) -> None:
        found = _document(data, suffix)
        if found is None:
            return
        check_document(*found)
        again = _document(data, suffix)
        assert again is not None and repr(again[0]) == repr(found[0])

    return fuzz


SUFFIXES = (".md", ".tex", ".html", ".txt", ".ipynb")


def fuzz_narration(data: bytes) -> None:
    choice = data[0] if data else 0
    found = _document(data[1:], SUFFIXES[choice % 5])
    if found is None:
        return
    document, length = found
    try:
        script = compose(document, translator_for(choice // 5 % 18))
    except MathspeakError:
        return
    check_script(script, length)
    transcript.words(script)
    transcript.markdown(script)
    page(script)
    # A second for each word, and the words at the same time where there are many.
    cues = [cue for i, one in enumerate(script.sentences) for cue in subtitles.cues(one.text, i, i + 1.0)]
    subtitles.webvtt(cues)
    subtitles.subrip(cues)


def fuzz_archive(data: bytes) -> None:
    try:
        found = list(archive.read(io.BytesIO(data), "a backup"))
    except MathspeakError:
        return
    # One that is right is one that we would have written.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "again.tar")
        with archive.write(path) as writer:
            for key, used, raw in found:
                writer.add(key, used, raw)
        assert len(list(archive.read(path.open("rb"), "again"))) == len(found)


def fuzz_entry(data: bytes) -> None:
    from mathspeak.audio.recording import Recording

    key = key_of(text="a")
    payload = entry.decode(key, data)
    assert payload is None or entry.encode(key, payload) == data
    if data:
        assert entry.decode(key, entry.encode(key, data)) == data
    # Whoever can write to a shared cache can write entries that are sound.
    try:
        recording = Recording.from_bytes(data)
    except MathspeakError:
        return
    assert recording.seconds >= 0 and recording.heard_seconds >= 0
    assert Recording.from_bytes(recording.to_bytes()).to_bytes() == recording.to_bytes()


def fuzz_lexicon(data: bytes) -> None:
    try:
        lexicon = read_lexicon(str(file_of(data, ".toml")))
    except ConfigError:
        return
    for engine, language in (("espeak", "en"), ("neural", "en-gb")):
        lexicon.said("Euler said that e to the x is z, and Gauß that it is not.", engine, language)


def fuzz_settings(data: bytes) -> None:
    try:
        settings = load({"MS_CONFIG": str(file_of(data, ".toml"))})
        translator = Translator(settings.style, prefs=settings.prefs, macros=settings.macros, speak=settings.speak)
        translator.read("x^2")
    except MathspeakError:
        return


def fuzz_orders(data: bytes) -> None:
    folders = [scratch()]
    try:
        asked = json.loads(data.replace(b"FOLDER", str(folders[0]).encode()))
    except (ValueError, RecursionError):
        return
    fields = asked if isinstance(asked, dict) else {}
    try:
        order = read_order(fields.get("order"), folders)
        assert order.output.is_relative_to(folders[0])
        job = read_job(fields.get("job"), order, folders)
    except MathspeakError:
        return
    assert job.source.resolve().is_relative_to(folders[0])
    assert (order.output / job.name).resolve().is_relative_to(folders[0])


@cache
def _answers() -> Answers:
    options = {"style": None, "verbosity": None, "pref": (), "language": None, "macros": None}
    return Answers(ReadingSettings(load({}), options), None, False)


def fuzz_jsonl(data: bytes) -> None:
    answer = _answers().answer(data, 1)
    assert answer.endswith(b"\n") and answer.count(b"\n") == 1
    given = json.loads(answer)
    assert ("error" in given) != ("speech" in given)
    assert "a fault in mathspeak" not in str(given.get("error", ""))


def fuzz_http(data: bytes) -> None:
    from fuzz.service import ask

    ask(data)


def fuzz_live(data: bytes) -> None:
    from fuzz.service import converse

    converse(data)


TARGETS: dict[str, Target] = {
    "latex": fuzz_latex,
    "styles": fuzz_styles,
    "expression": fuzz_expression,
    "mathml": fuzz_mathml,
    "tex": _reader_of(".tex"),
    "markdown": _reader_of(".md"),
    "html": _reader_of(".html"),
    "notebook": _reader_of(".ipynb"),
    "text": _reader_of(".txt"),
    "narration": fuzz_narration,
    "archive": fuzz_archive,
    "entry": fuzz_entry,
    "lexicon": fuzz_lexicon,
    "settings": fuzz_settings,
    "orders": fuzz_orders,
    "jsonl": fuzz_jsonl,
    "http": fuzz_http,
    "live": fuzz_live,
}
