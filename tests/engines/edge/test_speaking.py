from __future__ import annotations

import miniaudio
import pytest

from engines.edge.service import VOICES, Service
from engines.edge.speech import TICKS, speech
from mathspeak.audio.recording import MP3, Recording
from mathspeak.engines.base import Segment
from mathspeak.engines.edge.engine import MAX_CHARS, Edge
from mathspeak.engines.edge.engine import edge as make
from mathspeak.engines.edge.voices import DEFAULTS, full_name, is_id
from mathspeak.engines.phrases import phrases
from mathspeak.errors import AudioError, ConfigError, UnknownVoice


def test_a_phrase_comes_as_the_service_made_it(edge: Edge, service: Service) -> None:
    recording = edge.synthesize([Segment("x over y")], None, 1.0)
    made, boundaries = speech("x over y", 1.0)
    assert (recording.coding, recording.data) == (MP3, made)
    sound = miniaudio.mp3_read_s16(made)
    assert (recording.rate, recording.channels, recording.frames) == (24_000, 1, sound.num_frames)
    assert 0 < recording.onset < recording.offset < recording.frames
    assert [
        (word.text, round(word.start * TICKS), round((word.end - word.start) * TICKS)) for word in recording.words
    ] == [(text, start, length) for start, length, text in boundaries]
    assert Recording.from_bytes(recording.to_bytes()).words == recording.words


def test_nothing_is_sent_before_it_must_be(edge: Edge, service: Service) -> None:
    edge.about()
    assert edge.version
    assert edge.capabilities.max_chars == MAX_CHARS
    for wanted in (None, "en", "de", "EN_gb", "pt-PT", "cy-GB-NiaNeural", "en-us-arianeural", "Katja"):
        edge.voice(wanted)
    with pytest.raises(ConfigError):
        edge.synthesize([Segment("x")], None, 9)
    with pytest.raises(AudioError, match="nothing to say"):
        edge.synthesize([Segment("... "), Segment("\0\n")], None, 1)
    assert (service.tunnel.count, service.upgrades, service.lists) == (0, 0, 0)


def test_a_letter_is_never_the_article_and_is_told_as_it_was(edge: Edge, service: Service) -> None:
    phrase = [Segment("A", letter=True), Segment("over"), Segment("ab", letter=True), Segment("is a part of a, A")]
    recording = edge.synthesize(phrase, "en-GB-SoniaNeural", 1.0)
    assert service.requests[0].text == "eigh over eigh b is a part of a, A"
    assert [word.text for word in recording.words] == "A over a b is a part of a A".split()


def test_other_languages_have_their_own_letters(edge: Edge, service: Service) -> None:
    phrase = [Segment("a", letter=True), Segment("y", letter=True)]
    said = {}
    for voice in ("de", "fr-FR-DeniseNeural"):
        recording = edge.synthesize(phrase, voice, 1.0)
        said[voice] = service.requests[-1].text
        assert [word.text for word in recording.words] == ["a", "y"]
    assert said == {"de": "a y", "fr-FR-DeniseNeural": "a i grec"}


@pytest.mark.parametrize(
    ("rate", "asked"), [(0.5, "-50%"), (1.0, "+0%"), (1.005, "+0%"), (1.25, "+25%"), (2.999, "+200%"), (3, "+200%")]
)
def test_the_rate_is_a_part_of_the_voices_own(edge: Edge, service: Service, rate: float, asked: str) -> None:
    edge.synthesize([Segment("one two three")], None, rate)
    assert (service.requests[0].rate, service.requests[0].pitch) == (asked, "+0Hz")


def test_text_arrives_as_it_is_whatever_is_in_it(edge: Edge, service: Service) -> None:
    text = "if a < b & b > c then </prosody> \"quoted\" 'x' naïve α ∑ 数 😀 end"
    recording = edge.synthesize([Segment(text + "\x00\x0b\ud800")], None, 1.0)
    assert service.requests[0].text == text
    assert recording.words[-1].text == "end"


def test_the_longest_phrase_is_one_request_whatever_it_is_made_of(edge: Edge, service: Service) -> None:
    for segment in (Segment("& " * 300), Segment("y" * 600, letter=True), Segment("😀 <x> " * 100)):
        longest = next(phrases([segment], edge.capabilities.max_chars))
        assert len(longest.text) > MAX_CHARS - 10
        service.requests.clear()
        edge.synthesize([*longest.segments, Segment("x")], "fr", 3.0)
        assert len(service.requests) == 1


def test_a_longer_text_is_still_said_whole(edge: Edge, service: Service) -> None:
    words = [f"word{number}" for number in range(700)]
    recording = edge.synthesize([Segment(" ".join(words))], None, 3.0)
    assert len(service.requests) == 2
    assert [word.text for word in recording.words] == words
    starts = [word.start for word in recording.words]
    assert starts == sorted(starts)


def test_a_longer_text_whose_first_part_is_cut_short_is_noticed(edge: Edge, service: Service) -> None:
    from mathspeak.errors import AudioCutShort

    service.plan = ["half-then-close", "normal"]
    with pytest.raises(AudioCutShort):
        edge.synthesize([Segment("word " * 900)], None, 3.0)
    assert len(service.requests) == 2


@pytest.mark.parametrize(
    ("wanted", "id"),
    [
        ("guy", "en-US-GuyNeural"),
        ("Siqiniq", "iu-Latn-CA-SiqiniqNeural"),
        ("EN-US-GUYNEURAL", "en-US-GuyNeural"),
        ("sw", "sw-KE-ZuriNeural"),
        ("sw_ke", "sw-KE-ZuriNeural"),
        ("liaoning", None),
        ("zh-CN-liaoning", "zh-CN-liaoning-XiaobeiNeural"),
    ],
)
def test_other_names_are_looked_for_in_the_list(edge: Edge, service: Service, wanted: str, id: str | None) -> None:
    if id is None:
        with pytest.raises(UnknownVoice, match="edge has no voice 'liaoning'; near to it: "):
            edge.voice(wanted)
    else:
        assert edge.voice(wanted).id == id
    edge.voice("guy")
    assert service.lists == 1


@pytest.mark.parametrize("id", VOICES)
def test_every_voice_of_the_list_can_speak(edge: Edge, service: Service, id: str) -> None:
    voice = next(voice for voice in edge.voices() if voice.id == id)
    assert (voice.engine, voice.gender) == ("edge", VOICES[id].lower())
    edge.synthesize([Segment("x")], voice.id, 1.0)
    assert service.requests[0].voice == full_name(id)


def test_the_voices_that_are_known_are_voices() -> None:
    assert all(is_id(id) for id in DEFAULTS.values())
    assert all(id.casefold().startswith(tag.partition("-")[0]) for tag, id in DEFAULTS.items())
    assert "en" in DEFAULTS
    assert len(DEFAULTS) > 20


@pytest.mark.parametrize("name", ["x'/><break/>-XX-Neural", "en-US-Aria Neural", "../../etc/passwd", "en-US-1Neural"])
def test_no_name_of_a_voice_becomes_markup(edge: Edge, service: Service, name: str) -> None:
    with pytest.raises(UnknownVoice):
        edge.synthesize([Segment("x")], name, 1.0)
    assert service.requests == []


def test_what_it_can_do() -> None:
    engine = make()
    can = engine.capabilities
    assert (engine.name, can.offline, can.coding, can.words, can.pitch, can.ssml) == (
        "edge",
        False,
        MP3,
        True,
        False,
        False,
    )
    assert engine.about().startswith("edge-tts ")


def test_the_pool_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MS_CONNECTION_POOL_SIZE", "2")
    assert Edge().capabilities.parallel == 2
    assert Edge(pool_size=1).capabilities.parallel == 1
    monkeypatch.setenv("MS_CONNECTION_POOL_SIZE", "none")
    with pytest.raises(ConfigError, match="MS_CONNECTION_POOL_SIZE"):
        _ = Edge().capabilities
