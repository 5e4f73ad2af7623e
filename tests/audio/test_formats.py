from __future__ import annotations

import gc
import io
import os
import struct
import subprocess
import sys
import wave
from pathlib import Path

import miniaudio
import pytest

from mathspeak.audio import aiff, formats, wav, writing
from mathspeak.audio.pcm import Audio, silence
from mathspeak.errors import AudioError

SUFFIXES = writing.formats()
RAMP = Audio(struct.pack("<6h", 0, 1, -2, 300, -32768, 32767), 22050)


def wav_bytes(audio: Audio) -> bytes:
    file = io.BytesIO()
    wav.write(audio, file)
    return file.getvalue()


def test_a_wav_file_comes_back_as_it_was(tmp_path: Path) -> None:
    target = formats.save(RAMP, tmp_path / "ramp.WAV")
    assert target == tmp_path / "ramp.WAV"
    again = formats.read(target)
    assert (again.samples, again.rate, again.channels) == (RAMP.samples, 22050, 1)
    with wave.open(str(target)) as standard:
        assert standard.getnframes() == 6


def test_an_mp3_file_has_the_length_and_the_loudness_of_its_source(tmp_path: Path) -> None:
    tone = Audio(struct.pack("<44100h", *(int(9000 * ((at // 25) % 2 * 2 - 1)) for at in range(44100))), 22050)
    target = formats.save(tone, tmp_path / "tone.mp3")
    decoded = miniaudio.mp3_read_file_s16(str(target))
    assert (decoded.sample_rate, decoded.nchannels) == (22050, 1)
    assert decoded.num_frames == 44100
    assert max(decoded.samples) > 6000


@pytest.mark.parametrize("name", ["x.aac", "x", ".wav", "x.wav.txt"])
def test_other_suffixes_are_refused_with_those_that_work(tmp_path: Path, name: str) -> None:
    with pytest.raises(AudioError, match=r"written as \.wav, \.mp3, .* or \.m4b, not as") as caught:
        formats.check_target(tmp_path / name)
    assert caught.value.hint.startswith("end the file's name in .wav")


@pytest.mark.parametrize("suffix", [".flac", ".opus", ".ogg", ".m4a", ".m4b"])
def test_a_format_that_needs_pyav_is_refused_with_what_to_install(tmp_path: Path, suffix: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PYAV, str(tmp_path / f"x{suffix}")],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stdout.splitlines() == [
        f"{tmp_path / 'x'}{suffix}: {suffix} cannot be written: PyAV is missing",
        'pip install "mathspeak[formats]", or use .mp3 or .wav',
        "and .wav and .mp3 can",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.mp3", "x.wav"]


WITHOUT_PYAV = """
import sys
sys.modules["av"] = None
from mathspeak.audio import formats
from mathspeak.audio.pcm import silence
from mathspeak.errors import AudioError
try:
    formats.save(silence(0.1, 22050), sys.argv[1])
except AudioError as error:
    print(error)
    print(error.hint)
for suffix in (".wav", ".mp3"):
    formats.save(silence(0.1, 22050), sys.argv[1].rpartition(".")[0] + suffix)
print("and .wav and .mp3 can")
"""


def test_targets_that_cannot_be_are_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match=r"folder .*missing does not exist"):
        formats.check_target(tmp_path / "missing" / "x.wav")
    (tmp_path / "folder.wav").mkdir()
    with pytest.raises(AudioError, match="is not a file"):
        formats.check_target(tmp_path / "folder.wav")
    with pytest.raises(AudioError, match="cannot be a file's name"):
        formats.check_target("x\0.wav")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    with pytest.raises(AudioError, match="is not a file"):
        formats.save(RAMP, tmp_path / "pipe.wav")
    assert (tmp_path / "pipe.wav").is_fifo()


def test_saving_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "link.wav").symlink_to(tmp_path / "real.wav")
    formats.save(RAMP, tmp_path / "link.wav")
    assert (tmp_path / "link.wav").is_symlink()
    assert formats.read(tmp_path / "real.wav").frames == 6


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("reason", [KeyboardInterrupt, AudioError, OSError])
def test_what_is_interrupted_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, suffix: str, reason: type[BaseException]
) -> None:
    target = tmp_path / f"old{suffix}"
    target.write_bytes(b"old")
    with pytest.raises(reason, match="in the middle"), formats.saving(target) as writer:
        writer.write(silence(3.0, 22050))
        assert len(list(tmp_path.iterdir())) == 2
        raise reason("in the middle")
    gc.collect()
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_cannot_be_encoded_leaves_nothing(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(AudioError), formats.saving(tmp_path / f"x{suffix}") as writer:
        writer.write(silence(0.1, 22050))
        writer.write(silence(0.1, 44100))
    with pytest.raises(AudioError, match="there is no audio to write"), formats.saving(tmp_path / f"x{suffix}"):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix != ".wav"])
def test_three_channels_are_refused_where_they_cannot_be(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(AudioError, match="made of 3 channels"):
        formats.save(Audio(bytes(600), rate=22050, channels=3), tmp_path / f"x{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_a_failure_of_the_caller_is_not_taken_for_one_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), formats.saving(tmp_path / "x.wav") as writer:
        writer.write(RAMP)
        (tmp_path / "transcript" / "x.txt").write_text("words")


FULL_DISK = """
import resource, sys
from audio.sounds import voice
from mathspeak.audio import formats
from mathspeak.audio.pcm import silence
from mathspeak.errors import AudioError
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    formats.save(voice(5, 22050), sys.argv[1])
except AudioError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size to stand for a full disk")
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"big{suffix}"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}\n{FULL_DISK}", str(target)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stdout.strip() == f"{target} cannot be written: there is no room left for it"
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "ends too soon"),
        (b"not audio at all, but long enough to have a header in it", "not a WAV file"),
        (wav_bytes(RAMP)[:-4], "cut short"),
        (wav_bytes(RAMP)[:20], "not a WAV file"),
        (wav_bytes(RAMP).replace(struct.pack("<HH", 2, 16), struct.pack("<HH", 1, 8)), "8-bit samples"),
        (b"FORM\0\0\0\x04AIFF", "cut short"),
        (b"FORM\0\0\0\x048SVX", "not an AIFF file"),
    ],
)
def test_files_that_are_no_audio_are_refused(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(AudioError, match=message):
        formats.read(tmp_path / "x")


def test_every_cut_of_a_wav_file_is_noticed() -> None:
    whole = wav_bytes(silence(0.01, 8000))
    for size in range(len(whole)):
        with pytest.raises(AudioError):
            wav.read(io.BytesIO(whole[:size]))


def aiff_bytes(coding: bytes, samples: bytes) -> bytes:
    # 22050 as an 80-bit float: its exponent is 2^14.
    rate = struct.pack(">HQ", 16383 + 14, 22050 << (63 - 14))
    common = struct.pack(">hIh", 1, len(samples) // 2, 16) + rate + (coding + b"\0\0" if coding else b"")
    chunks = [(b"COMM", common), (b"ODD ", b"abc"), (b"SSND", struct.pack(">II", 0, 0) + samples)]
    body = b"".join(name + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2) for name, data in chunks)
    kind = b"AIFC" if coding else b"AIFF"
    return b"FORM" + struct.pack(">I", 4 + len(body)) + kind + body


@pytest.mark.parametrize(("coding", "order"), [(b"", ">"), (b"NONE", ">"), (b"twos", ">"), (b"sowt", "<")])
def test_aiff_files_are_read_in_either_byte_order(coding: bytes, order: str) -> None:
    values = struct.unpack("<6h", RAMP.samples)
    audio = aiff.read(io.BytesIO(aiff_bytes(coding, struct.pack(f"{order}6h", *values))))
    assert (audio.samples, audio.rate, audio.channels) == (RAMP.samples, 22050, 1)


def test_compressed_and_cut_aiff_files_are_refused() -> None:
    with pytest.raises(AudioError, match="plain 16-bit"):
        aiff.read(io.BytesIO(aiff_bytes(b"ima4", RAMP.samples)))
    with pytest.raises(AudioError, match="cut short"):
        aiff.read(io.BytesIO(aiff_bytes(b"", RAMP.samples)[:-2]))
