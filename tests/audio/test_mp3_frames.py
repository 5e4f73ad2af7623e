from __future__ import annotations

import io
import math

import av
import miniaudio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.sounds import heard, lame, voice
from mathspeak.audio.decoding import pcm
from mathspeak.audio.encoding import encode
from mathspeak.audio.mp3_frames import (
    RATES,
    bare,
    frame_bytes,
    frame_samples,
    frames,
    header,
    kilobits_for,
    side_bytes,
    silent_frame,
    whole_frames,
)
from mathspeak.audio.pcm import Audio
from mathspeak.audio.recording import MP3, Recording, Word
from mathspeak.errors import AudioError

SOUND = voice(1.0, 24000, quiet=0.2)
SPEECH = encode(SOUND).data


def file_of_ffmpeg(audio: Audio, **options: str) -> bytes:
    """An MP3 file as programs write it: an ID3 tag, a frame that tells the length, and sound."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp3") as container:
        container.metadata["title"] = "Somebody else's"
        stream = container.add_stream("libmp3lame", rate=audio.rate, layout="mono", options=options)
        frame = av.AudioFrame(format="s16", layout="mono", samples=audio.frames)
        frame.planes[0].update(audio.samples)
        frame.sample_rate = audio.rate
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("channels", [1, 2])
def test_the_frames_are_those_that_a_decoder_finds(rate: int, channels: int) -> None:
    mono = voice(0.5, rate)
    audio = Audio(
        b"".join(mono.samples[at : at + 2] * channels for at in range(0, len(mono.samples), 2)), rate, channels
    )
    data = lame(audio, bit_rate=64 * channels).data
    found = whole_frames(data)
    assert {frame.format for frame in found} == {(rate, channels)}
    assert sum(frame.size for frame in found) == len(data)
    assert len(found) * frame_samples(rate) == miniaudio.mp3_read_s16(data).num_frames
    with av.open(io.BytesIO(data)) as container:
        assert [(frame.start, frame.size) for frame in found] == [
            (packet.pos, packet.size) for packet in container.demux() if packet.size
        ]


def test_the_bits_of_a_quiet_moment_are_lent_to_a_loud_one_and_never_to_the_first() -> None:
    borrowed = [frame.borrowed for frame in frames(SPEECH)]
    assert borrowed[0] == 0
    assert max(borrowed) > 100


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("channels", [1, 2])
def test_a_silent_frame_is_zeros_to_every_decoder(rate: int, channels: int) -> None:
    silent = silent_frame(header(rate, channels, 64) + bytes(2))
    assert len(silent) == frame_bytes(rate, 64)
    assert next(iter(frames(silent))).borrowed == 0
    decoded = miniaudio.mp3_read_s16(silent * 5)
    assert decoded.samples.tobytes() == bytes(5 * frame_samples(rate) * channels * 2)
    audio = heard(io.BytesIO(silent * 5))
    assert (audio.frames, audio.rate, audio.channels) == (5 * frame_samples(rate), rate, channels)
    assert audio.peak == 0


def test_a_silent_frame_takes_the_format_of_any_frame() -> None:
    protected = bytes([0xFF, 0xF2]) + header(24000, 1, 48)[2:]
    padded = bytes([0xFF, 0xFB, header(44100, 2, 128)[2] | 2, 0x64])
    for start, rate, channels, kilobits in ((protected, 24000, 1, 48), (padded, 44100, 2, 128)):
        frame = next(iter(frames(silent_frame(start + bytes(4)))))
        assert (frame.rate, frame.channels, frame.kilobits) == (rate, channels, kilobits)


def test_silence_inside_speech_ends_what_sounds_and_lets_the_next_begin_as_if_alone() -> None:
    silent = silent_frame(SPEECH)
    alone = miniaudio.mp3_read_s16(SPEECH).samples
    both = miniaudio.mp3_read_s16(SPEECH + silent * 3 + SPEECH).samples
    assert both[: len(alone)] == alone
    assert both[-len(alone) :] == alone
    assert not any(both[len(alone) + 1056 : -len(alone)])


def test_a_bit_rate_is_the_lowest_at_which_a_frame_is_large_enough() -> None:
    assert frame_bytes(24000, kilobits_for(24000, 170)) >= 170
    assert kilobits_for(24000, 144) == 48
    assert kilobits_for(24000, 145) == 56


def test_a_recording_of_mp3_knows_its_frames_and_where_it_is_heard() -> None:
    words = [Word("x", 0.2, 0.4)]
    recording = Recording.of_mp3(SPEECH, words)
    decoded = miniaudio.mp3_read_s16(SPEECH)
    assert (recording.coding, recording.rate, recording.channels) == (MP3, 24000, 1)
    assert (recording.data, recording.frames) == (SPEECH, decoded.num_frames)
    audio = Audio.of(decoded.samples, 24000)
    assert (recording.onset, recording.offset) == audio.heard()
    assert recording.onset / 24000 == pytest.approx(0.2 + 1105 / 24000, abs=0.03)
    assert recording.words == (words[0],)
    assert pcm(recording).samples == audio.samples
    assert pcm(Recording.from_bytes(recording.to_bytes())).samples == audio.samples


@pytest.mark.parametrize("constant", [True, False])
def test_what_is_no_sound_is_taken_off_a_file(constant: bool) -> None:
    file = file_of_ffmpeg(SOUND, **({"b": "48000"} if constant else {"flags": "+qscale", "global_quality": "472"}))
    assert file[:3] == b"ID3"
    assert (b"Info" if constant else b"Xing") in file[:400]
    recording = Recording.of_mp3(file + b"TAG" + bytes(125))
    assert file.endswith(recording.data)
    assert recording.data[:2] == b"\xff\xf3"
    with av.open(io.BytesIO(recording.data)) as container:
        assert sum(1 for packet in container.demux() if packet.size) == recording.frames // 576
    assert pcm(recording).heard() == (recording.onset, recording.offset)


def test_a_tag_with_a_footer_and_one_after_another_are_taken_off() -> None:
    tag = b"ID3\x04\x00\x10" + bytes([0, 0, 1, 2]) + bytes(130) + b"3DI\x04\x00\x10" + bytes([0, 0, 1, 2])
    assert bare(tag * 2 + SPEECH) == SPEECH


def test_every_cut_of_the_last_frame_is_noticed() -> None:
    last = list(frames(SPEECH))[-1]
    for size in range(1, last.size):
        with pytest.raises(AudioError, match="cut short: of its last frame there are"):
            Recording.of_mp3(SPEECH[: last.start + size])


def test_the_beginning_of_an_mp3_cannot_be_missing() -> None:
    second = next(frame for frame in frames(SPEECH) if frame.borrowed > 100)
    with pytest.raises(AudioError, match="lacks its beginning"):
        Recording.of_mp3(SPEECH[second.start :])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"ID3\x04\0\0\0\0\0\x05hello", "is empty"),
        (b"ID3\x04\0\0\x7f\x7f\x7f\x7fhello", "is empty"),
        (b"not sound at all", "at byte 0 of the MP3 there is no frame but something else"),
        (SPEECH + b"\0", f"at byte {len(SPEECH)} of the MP3 there is no frame"),
        (SPEECH + bytes(1000), f"at byte {len(SPEECH)} of the MP3 there is no frame"),
        (SPEECH + bytes(10) + SPEECH, f"at byte {len(SPEECH)} of the MP3 there is no frame"),
        (SPEECH + encode(voice(0.2)).data, f"changes at byte {len(SPEECH)} from 24000 Hz x 1 to 22050 Hz x 1"),
        (SPEECH + silent_frame(header(24000, 2, 64) + bytes(2)), "from 24000 Hz x 1 to 24000 Hz x 2"),
        (b"\xff\xfd\x80\x00" + bytes(500), "no frame of MPEG Layer III"),
        (b"\xff\xeb\x80\x00" + bytes(500), "no frame of MPEG Layer III"),
        (b"\xff\xfb\xf0\x00" + bytes(500), "no frame of MPEG Layer III"),
        (b"\xff\xfb\x8c\x00" + bytes(500), "no frame of MPEG Layer III"),
        (b"\xff\xfb\x00\x00" + bytes(500), "free bit rate"),
    ],
)
def test_what_is_not_whole_frames_of_one_format_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(AudioError, match=message):
        Recording.of_mp3(data)


def test_frames_that_hold_nonsense_are_refused_or_decode_to_their_length() -> None:
    size = next(iter(frames(SPEECH))).size
    nonsense = header(24000, 1, 64) + b"\0" + bytes(at * 89 % 256 for at in range(size - 5))
    try:
        recording = Recording.of_mp3(nonsense * 20)
    except AudioError as error:
        assert "decodes to" in str(error)
    else:
        assert pcm(recording).frames == recording.frames


def test_a_recording_that_is_not_what_it_says_is_an_error() -> None:
    recording = Recording.of_mp3(SPEECH)
    recording.frames += 576
    with pytest.raises(AudioError, match="decodes to"):
        pcm(recording)
    recording.data = b""
    with pytest.raises(AudioError, match="does not decode"):
        pcm(recording)


def test_side_information_has_the_size_of_the_standard() -> None:
    assert [side_bytes(rate, channels) for rate in (44100, 24000) for channels in (1, 2)] == [17, 32, 9, 17]


def test_the_tables_hold_what_the_formula_of_the_standard_gives() -> None:
    # 417 bytes of 128 kb/s at 44.1 kHz are known to everybody.
    assert frame_bytes(44100, 128) == 417
    assert all(math.isclose(frame_bytes(rate, 64), frame_samples(rate) * 8000 / rate, abs_tol=1) for rate in RATES)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SPEECH) - 1), st.integers(0, 255)), max_size=6), st.integers(0, 700))
def test_damaged_bytes_are_an_error_or_another_sound_of_the_same_length(
    changes: list[tuple[int, int]], cut: int
) -> None:
    damaged = bytearray(SPEECH[: len(SPEECH) - cut])
    for at, byte in changes:
        if at < len(damaged):
            damaged[at] = byte
    try:
        recording = Recording.of_mp3(bytes(damaged))
    except AudioError:
        return
    assert pcm(recording).frames == recording.frames == len(list(frames(recording.data))) * 576


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(AudioError):
        Recording.of_mp3(b"ID3\x04\0\0\0\0\0\0" * (len(data) % 3) + b"\xff" * (len(data) % 2) + data)
