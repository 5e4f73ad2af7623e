"""A script with its sound: times, chapters, subtitles and the page, from a real engine."""

from __future__ import annotations

import base64
import re
import wave
from array import array
from itertools import pairwise
from pathlib import Path

import mutagen.id3
import pytest
from bs4 import BeautifulSoup

from mathspeak.narration.composer import compose
from mathspeak.narration.narrate import Narration, narrate
from mathspeak.narration.page.writing import page
from mathspeak.narration.script import Script
from mathspeak.speaker import Speaker
from mathspeak.translator import Translator
from narration.building import document

TEXT = """# The title

Let $x^2$ be, so $$[3] y = 1.$$ Then.

## 2.1 :: Parts

- one
- two `a < b`

| $n$ | b |
|---|---|
| 1 | x&y |

```python
x = "</script>"
```
"""


def script(text: str = TEXT, **about: str) -> Script:
    return compose(document(text, **about), Translator())


@pytest.fixture(scope="module")
def narration(tmp_path_factory: pytest.TempPathFactory) -> Narration:
    return narrate(script(), Speaker("espeak"), tmp_path_factory.mktemp("sound") / "notes.wav")


def loudness(path: Path, start: float, end: float) -> int:
    with wave.open(str(path)) as file:
        file.setpos(round(start * file.getframerate()))
        return max(map(abs, array("h", file.readframes(round((end - start) * file.getframerate())))), default=0)


def test_each_sentence_sounds_in_its_time_and_is_followed_by_its_silence(narration: Narration) -> None:
    assert len(narration.spans) == len(narration.script.sentences) > 8
    for sentence, span in zip(narration.script.sentences, narration.spans, strict=True):
        assert loudness(narration.sound, span.start, span.end) > 1000, sentence.text
        if sentence is not narration.script.sentences[-1]:
            assert loudness(narration.sound, span.end + 0.02, span.end + sentence.pause - 0.02) == 0
    for (sentence, one), two in pairwise(zip(narration.script.sentences, narration.spans, strict=True)):
        assert two[1].start - one.end == pytest.approx(sentence.pause, abs=0.002)


def test_the_sound_ends_with_the_last_word(narration: Narration) -> None:
    with wave.open(str(narration.sound)) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(narration.spans[-1].end, abs=0.02)


def test_the_recording_is_told_the_title_and_where_its_chapters_begin(narration: Narration, tmp_path: Path) -> None:
    first, second = narration.chapters()
    assert (first.text, second.text) == ("The title", "Section 2.1: Parts")
    assert (first.end, second.end) == (narration.spans[3].start, narration.seconds)
    book = tmp_path / "notes.mp3"
    narrate(narration.script, Speaker("espeak"), book)
    tags = mutagen.id3.ID3(book)
    assert [str(tags[name]) for name in ("TIT2", "TLAN")] == ["The title", "eng"]
    found = [(str(chapter.sub_frames["TIT2"]), chapter.start_time / 1000) for chapter in tags.getall("CHAP")]
    assert [title for title, _ in found] == ["The title", "Section 2.1: Parts"]
    assert found[1][1] == pytest.approx(second.start, abs=0.5)


def test_subtitles_have_the_words_or_what_was_written(narration: Narration) -> None:
    said = list(narration.subtitles())
    assert [cue.text for cue in said[:4]] == [
        "The title.",
        "Let x squared be,\nso equation 3: y equals 1.",
        "Then.",
        "Section 2.1: Parts.",
    ]
    assert said[1].start == narration.spans[1].start
    assert all(one.end <= two.start for one, two in pairwise(said))
    assert any("$x^2$" in cue.text for cue in narration.subtitles(written=True))


def test_the_page_has_the_times_of_every_sentence_and_loads_nothing(narration: Narration) -> None:
    text = narration.page()
    soup = BeautifulSoup(text, "html5lib")
    assert len(soup.select(".sentence")) == len(narration.spans)
    assert soup.audio["src"] == "notes.wav"
    assert not re.search(r"(?:https?:)?//(?!www\.w3\.org/1998)\w", re.sub(r"//[^\n]*\n", "\n", text))
    assert [element.name for element in soup.select("[src],link,img,iframe")] == ["audio"]
    assert soup.html["lang"] == "en"
    assert "unsafe" not in soup.meta.find_next("meta")["content"]
    assert len(soup.select("[style],[onclick]")) == 0


def test_sound_can_be_in_the_page(narration: Narration) -> None:
    source = BeautifulSoup(narration.page(embed=True), "html5lib").audio["src"]
    assert source.startswith("data:audio/wav;base64,")
    assert base64.b64decode(source.partition(",")[2]) == narration.sound.read_bytes()


def test_a_page_without_sound_is_text_with_mathematics() -> None:
    soup = BeautifulSoup(page(script()), "html5lib")
    assert soup.audio is None
    assert soup.select(".listen") == []
    assert [heading.get_text() for heading in soup.select("h1,h2")] == ["The title", "2.1 Parts"]
    assert soup.find("msup").get_text() == "x2"
    assert soup.find("math", display="block").find_parent(class_="display").get_text() == "y=1.(3)"
    assert [math["alttext"] for math in soup.select("p math")] == ["x squared", "y equals 1"]
    assert [cell.get_text() for cell in soup.select("th,td")] == ["nn", "b", "1", "x&y"]
    assert soup.pre.get_text() == 'x = "</script>"'
    assert [code.get_text() for code in soup.select("p code")] == ["a < b"]
    assert "Let x squared be, so equation 3: y equals 1." in [w.get_text() for w in soup.select(".words")]
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))


def test_a_page_in_another_language_marks_what_is_left_out_and_shows_what_cannot_be_read() -> None:
    made = compose(document("Sei $\\input{x}$.\n\n```\nx\n```", language="de"), Translator())
    soup = BeautifulSoup(page(made), "html5lib")
    assert (soup.html["lang"], soup.select_one("p code").get_text()) == ("de", r"\input{x}")
    assert "Gesprochene Worte zeigen" in soup.get_text()


def test_macros_and_the_words_of_a_title_reach_the_page() -> None:
    found = document("Let $\\R$ be.", macros=r"\def\R{\mathbb{R}}", title="A & B")
    soup = BeautifulSoup(page(compose(found, Translator())), "html5lib")
    assert (soup.mi.get_text(), soup.title.get_text(), soup.h1.get_text()) == ("ℝ", "A & B", "A & B")
