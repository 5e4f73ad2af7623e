"""What files say about themselves, read back by other libraries."""

from __future__ import annotations

import struct
import wave
from pathlib import Path

import av
import miniaudio
import mutagen.mp3
import mutagen.wave
import pytest

from audio.sounds import heard, voice, written
from mathspeak import __version__
from mathspeak.audio import formats, writing
from mathspeak.audio.pcm import silence
from mathspeak.audio.tags import Chapter, Tags

RATE = 22050
SOUND = voice(2.0, seed=4).part(0, 2 * RATE - 77)
TITLE = "Grüße, \u03b1 and \U0001d4d0"
TAGS = Tags(title=TITLE, artist="hibari", album="Lectures", language="en-gb", comment="Said by a machine")
CHAPTERS = [Chapter("One", 0.0), Chapter("Zwei ß", 0.5), Chapter("Three", 1.25)]
SUFFIXES = writing.formats()
WITH_CHAPTERS = (".mp3", ".m4a", ".m4b")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_tells_its_title_and_whose_voice_it_is(tmp_path: Path, suffix: str) -> None:
    path = written(SOUND, tmp_path / f"x{suffix}", TAGS)
    with av.open(str(path)) as container:
        found = {**container.streams.audio[0].metadata, **container.metadata}
    assert found["title"] == TITLE
    assert found["artist"] == "hibari"
    assert found["album"] == "Lectures"
    assert found["comment"] == "Said by a machine"
    assert found["language"] == ("eng" if suffix in WITH_CHAPTERS else "en-gb")
    name = "encoded_by" if suffix == ".flac" else "encoder"
    assert {found[name], container.metadata.get(name, "")} >= {f"mathspeak {__version__}"}


def test_the_tags_of_an_mp3_are_read_by_another_library(tmp_path: Path) -> None:
    tags = mutagen.mp3.MP3(written(SOUND, tmp_path / "x.mp3", TAGS, CHAPTERS)).tags
    assert tags.version == (2, 4, 0)
    assert [str(tags[name]) for name in ("TIT2", "TPE1", "TALB", "TLAN", "TSSE", "COMM::eng")] == [
        TITLE,
        "hibari",
        "Lectures",
        "eng",
        f"mathspeak {__version__}",
        "Said by a machine",
    ]
    assert tags["CTOC:toc"].child_element_ids == ["ch0", "ch1", "ch2"]
    assert tags["CTOC:toc"].flags == mutagen.id3.CTOCFlags.TOP_LEVEL | mutagen.id3.CTOCFlags.ORDERED
    chapters = tags.getall("CHAP")
    assert [(c.start_time, c.end_time) for c in chapters] == [(0, 500), (500, 1250), (1250, 1997)]
    assert [str(chapter.sub_frames["TIT2"]) for chapter in chapters] == ["One", "Zwei ß", "Three"]


@pytest.mark.parametrize("suffix", WITH_CHAPTERS)
def test_chapters_are_shown_by_a_player(tmp_path: Path, suffix: str) -> None:
    with av.open(str(written(SOUND, tmp_path / f"x{suffix}", chapters=CHAPTERS))) as container:
        chapters = container.chapters()
    found = [(chapter["metadata"]["title"], float(chapter["start"] * chapter["time_base"])) for chapter in chapters]
    assert found == [(chapter.title, chapter.start) for chapter in CHAPTERS]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_chapters_do_not_change_what_is_heard(tmp_path: Path, suffix: str) -> None:
    without = heard(written(SOUND, tmp_path / f"a{suffix}"))
    assert heard(written(SOUND, tmp_path / f"b{suffix}", chapters=CHAPTERS)).samples == without.samples


def test_many_chapters_of_a_long_mp3_find_room(tmp_path: Path) -> None:
    path = tmp_path / "x.mp3"
    chapters = [Chapter(f"Chapter {number} " + "x" * 200, number * 0.5) for number in range(400)]
    with formats.saving(path) as writer:
        for _ in range(4):
            writer.write(silence(60.0, RATE))
        writer.close(chapters)
    file = mutagen.mp3.MP3(path)
    assert len(file.tags.getall("CHAP")) == 400
    # A table of contents has one byte for their number.
    assert len(file.tags["CTOC:toc"].child_element_ids) == 255
    assert file.info.length == pytest.approx(240, abs=0.001)
    assert miniaudio.mp3_read_file_s16(str(path)).num_frames == 240 * RATE


def test_a_wav_file_has_its_tags_before_its_samples(tmp_path: Path) -> None:
    path = written(SOUND, tmp_path / "x.wav", TAGS)
    content = path.read_bytes()
    assert struct.unpack_from("<I", content, 4) == (len(content) - 8,)
    assert content.index(b"LIST") < content.index(b"data")
    assert b"INAM" + struct.pack("<I", len(TITLE.encode()) + 1) + TITLE.encode() + b"\0" in content
    with wave.open(str(path)) as standard:
        assert standard.readframes(standard.getnframes()) == SOUND.samples
    assert mutagen.wave.WAVE(path).info.length == pytest.approx(SOUND.seconds)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_title_that_no_file_could_hold_is_cleaned(tmp_path: Path, suffix: str) -> None:
    path = written(
        SOUND, tmp_path / f"x{suffix}", Tags(title="a\0b\ud800c\nd=e", language="klingon"), [Chapter("\0", 0)]
    )
    with av.open(str(path)) as container:
        assert {**container.streams.audio[0].metadata, **container.metadata}["title"] == "a b?c d=e"


def test_a_chapter_ends_where_the_next_begins_and_none_is_outside(tmp_path: Path) -> None:
    path = written(SOUND, tmp_path / "x.mp3", chapters=[Chapter("before", -1), Chapter("in", 1), Chapter("after", 99)])
    chapters = mutagen.mp3.MP3(path).tags.getall("CHAP")
    assert [(c.start_time, c.end_time) for c in chapters] == [(0, 1000), (1000, 1997), (1997, 1997)]


@pytest.mark.parametrize(
    ("language", "code"),
    [("en", "eng"), ("de-AT", "deu"), ("zh_Hans", "zho"), ("gmw", "gmw"), ("", ""), ("klingon", ""), ("x1", "")],
)
def test_a_language_has_three_letters_where_a_format_wants_them(language: str, code: str) -> None:
    assert Tags(language=language).language_code == code
