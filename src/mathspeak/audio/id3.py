"""ID3v2.4 tags, chapters included, as players of MP3 read them at the start of a file."""

from __future__ import annotations

from mathspeak.audio.tags import Tags, encoded_by, spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mathspeak.audio.tags import Chapter

_UTF_8 = b"\x03"
_TOP_LEVEL_IN_ORDER = b"\x03"
# A table of contents counts its chapters in one byte.
_MOST_LISTED = 255
_NO_BYTE_OFFSETS = b"\xff" * 8
_UNKNOWN_LANGUAGE = b"und"


def tag(tags: Tags, chapters: Sequence[Chapter] = (), seconds: float = 0.0) -> bytes:
    """The whole tag; ``seconds`` is the length of the file, where the last chapter ends."""
    language = tags.language_code
    body = b"".join(
        _text(name, text)
        for name, text in (
            (b"TIT2", tags.title),
            (b"TPE1", tags.artist),
            (b"TALB", tags.album),
            (b"TLAN", language),
            (b"TSSE", encoded_by()),
        )
        if text
    )
    if tags.comment:
        content = _UTF_8 + (language.encode() or _UNKNOWN_LANGUAGE) + b"\0" + tags.comment.encode()
        body += _frame(b"COMM", content)
    if chapters:
        body += _chapters(spans(chapters, seconds))
    return b"ID3\x04\x00\x00" + _synchsafe(len(body)) + body


def _chapters(parts: list[tuple[str, int, int]]) -> bytes:
    names = [b"ch%d\0" % number for number in range(len(parts))]
    listed = names[:_MOST_LISTED]
    contents = b"toc\0" + _TOP_LEVEL_IN_ORDER + bytes([len(listed)]) + b"".join(listed)
    frames = [_frame(b"CTOC", contents)]
    for name, (title, start, end) in zip(names, parts, strict=True):
        times = start.to_bytes(4, "big") + end.to_bytes(4, "big")
        frames.append(_frame(b"CHAP", name + times + _NO_BYTE_OFFSETS + _text(b"TIT2", title)))
    return b"".join(frames)


def _text(name: bytes, text: str) -> bytes:
    return _frame(name, _UTF_8 + text.encode())


def _frame(name: bytes, content: bytes) -> bytes:
    return name + _synchsafe(len(content)) + b"\0\0" + content


def _synchsafe(number: int) -> bytes:
    """A number in four bytes of seven bits, so that nothing in it looks like the start of a frame of sound."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
