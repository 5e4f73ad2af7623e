"""What a file says about itself: its title and whose voice it is, and where its chapters begin."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_CODES_639_2 = {
    "ar": "ara", "bg": "bul", "ca": "cat", "cs": "ces", "cy": "cym", "da": "dan", "de": "deu", "el": "ell",
    "en": "eng", "es": "spa", "et": "est", "eu": "eus", "fa": "fas", "fi": "fin", "fr": "fra", "ga": "gle",
    "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "id": "ind", "is": "isl", "it": "ita", "ja": "jpn",
    "ko": "kor", "lt": "lit", "lv": "lav", "nb": "nob", "nl": "nld", "nn": "nno", "no": "nor", "pl": "pol",
    "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sr": "srp", "sv": "swe", "th": "tha",
    "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "zho",
}  # fmt: skip


class Tags:
    """What is told of a file; what is empty is left out. ``artist`` is the voice, ``language`` a tag such as ``en-gb``.

    >>> Tags(title="Lecture 3", language="de-at").language_code
    'deu'
    """

    __slots__ = ("album", "artist", "comment", "language", "title")

    def __init__(
        self, *, title: str = "", artist: str = "", album: str = "", language: str = "", comment: str = ""
    ) -> None:
        self.title = _clean(title)
        self.artist = _clean(artist)
        self.album = _clean(album)
        self.language = _clean(language)
        self.comment = _clean(comment)

    @property
    def language_code(self) -> str:
        """The language in the three letters that ID3 and MP4 want, empty where it has none."""
        name = self.language.partition("-")[0].partition("_")[0].lower()
        return _CODES_639_2.get(name, name if len(name) == 3 and name.isascii() and name.isalpha() else "")


class Chapter:
    """A part of a file and the second at which it begins; it ends where the next one begins."""

    __slots__ = ("start", "title")

    def __init__(self, title: str, start: float) -> None:
        self.title = _clean(title)
        self.start = start

    def __repr__(self) -> str:
        return f"Chapter({self.title!r}, {self.start:.3f})"


def spans(chapters: Sequence[Chapter], seconds: float) -> list[tuple[str, int, int]]:
    """Title, start and end of each chapter in milliseconds, in a file of that length.

    >>> spans([Chapter("One", 0), Chapter("Two", 1.5)], 4)
    [('One', 0, 1500), ('Two', 1500, 4000)]
    """
    length = round(seconds * 1000)
    starts = [min(max(0, round(chapter.start * 1000)), length) for chapter in chapters]
    ends = [*starts[1:], length]
    return [(chapter.title, start, end) for chapter, start, end in zip(chapters, starts, ends, strict=True)]


def encoded_by() -> str:
    """What wrote the file."""
    from mathspeak import __version__

    return f"mathspeak {__version__}"


def _clean(text: str) -> str:
    # What UTF-8 cannot hold, and what ends a text in some formats.
    return " ".join(text.encode("utf-8", "replace").decode().replace("\0", " ").split())
