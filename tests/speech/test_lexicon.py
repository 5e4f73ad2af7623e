from __future__ import annotations

from pathlib import Path

import pytest

from mathspeak.errors import ConfigError
from mathspeak.speech.lexicon import NO_WORDS, Entry, Lexicon, read_lexicon


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("by Euler", "by oiler"),
        ("EULER, euler", "oiler, oiler"),
        ("Eulerian", "Eulerian"),
        ("Euler's", "oiler's"),
        ("the Gauss Bonnet theorem", "the gowss bonnay theorem"),
        ("Gauss", "gouse"),
        ("l.u.b. of", "least upper bound of"),
    ],
)
def test_whole_words_are_said_as_the_user_says_them(text: str, said: str) -> None:
    entries = [
        ("Euler", "oiler"),
        ("Gauss", "gouse"),
        ("gauss bonnet", "gowss bonnay"),
        ("l.u.b.", "least upper bound"),
    ]
    assert Lexicon(Entry(*entry) for entry in entries).said(text, "espeak", "en") == said


def test_what_an_entry_says_is_not_looked_up_again() -> None:
    swapped = Lexicon([Entry("one", "two"), Entry("two", "one")])
    assert swapped.said("one two", "espeak", "en") == "two one"


@pytest.mark.parametrize(
    ("engine", "language", "said"),
    [
        ("espeak", "en", "every"),
        ("neural", "en", "of the engine"),
        ("espeak", "de-at", "of German"),
        ("neural", "de", "of both"),
    ],
)
def test_the_entry_that_says_most_about_where_wins(engine: str, language: str, said: str) -> None:
    lexicon = Lexicon(
        [
            Entry("x", "of both", "neural", "de"),
            Entry("x", "of German", language="de"),
            Entry("x", "of the engine", "neural"),
            Entry("x", "every"),
        ]
    )
    assert lexicon.said("x", engine, language) == said


def test_a_file_holds_simple_words_and_entries(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text(
        'Euler = "oiler"\n"sup norm" = "supremum norm"\n[[entry]]\nword = "z"\nspoken = "zed"\nlanguage = "en-GB"\n'
    )
    lexicon = read_lexicon(str(path))
    assert lexicon.said("Euler z sup norm", "espeak", "en-gb") == "oiler zed supremum norm"
    assert lexicon.said("z", "espeak", "en-us") == "z"
    assert lexicon and not NO_WORDS


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Euler = ", "is not TOML"),
        ("Euler = 3", "cannot be used"),
        ('Euler = ""', "cannot be used"),
        ('[[entry]]\nword = "z"', "cannot be used"),
        ('[[entry]]\nword = "z"\nspoken = "zed"\nvoice = "x"', "cannot be used"),
        ("entry = [1]", "cannot be used"),
    ],
)
def test_what_cannot_be_used_is_an_error_that_names_the_file(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text(content)
    with pytest.raises(ConfigError, match=message) as caught:
        read_lexicon(str(path))
    assert str(path) in caught.value.message


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_lexicon(str(tmp_path / "none.toml"))
