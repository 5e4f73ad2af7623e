"""MP3 as what it is made of: frames that each hold a fixed number of samples, with nothing between them."""

from __future__ import annotations

from functools import lru_cache

from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER_BYTES = 4
_CRC_BYTES = 2
_LAYER_3 = 1
_MONO = 3
_MPEG_1 = 3
# By the two bits of the version: 2.5, nothing, 2, 1.
_RATES: dict[int, tuple[int, int, int]] = {
    0: (11025, 12000, 8000),
    2: (22050, 24000, 16000),
    _MPEG_1: (44100, 48000, 32000),
}
_KILOBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KILOBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
RATES = tuple(sorted(rate for rates in _RATES.values() for rate in rates))


class Frame:
    """One frame: where it starts and how many bytes it has, what it decodes to, and how it leans on its predecessors.

    ``format`` is its rate and channels. ``borrowed`` counts the bytes of its sound that lie in frames before it,
    ``room`` those of its own that hold sound, its own or a successor's. ``side`` is where its side information begins.
    """

    __slots__ = ("borrowed", "format", "kilobits", "room", "side", "size", "start")

    def __init__(self, data: bytes, start: int) -> None:
        told = _told(data[start : start + _HEADER_BYTES])
        if isinstance(told, str):
            raise AudioError(told.format(at=start))
        self.start = start
        self.format, self.kilobits, self.size, before_side, self.room, bits_after = told
        self.side = side = start + before_side
        self.borrowed = int.from_bytes(data[side : side + 2].ljust(2, b"\0"), "big") >> bits_after

    @property
    def rate(self) -> int:
        return self.format[0]

    @property
    def channels(self) -> int:
        return self.format[1]


def frame_samples(rate: int) -> int:
    """How many samples of one channel a frame holds.

    >>> frame_samples(44100), frame_samples(24000)
    (1152, 576)
    """
    return 1152 if rate in _RATES[_MPEG_1] else 576


def frame_bytes(rate: int, kilobits: int) -> int:
    """The size of a frame, without a byte of padding."""
    return frame_samples(rate) // 8 * kilobits * 1000 // rate


def side_bytes(rate: int, channels: int) -> int:
    """The size of the side information, which tells how a frame's sound is coded."""
    if frame_samples(rate) == 1152:
        return 17 if channels == 1 else 32
    return 9 if channels == 1 else 17


def frames(data: bytes) -> Iterator[Frame]:
    """Frame after frame of one format; AudioError for anything else: another format, a cut, something in between."""
    at = 0
    first: Frame | None = None
    while at < len(data):
        frame = Frame(data, at)
        first = first or frame
        if frame.format != first.format:
            raise AudioError(f"the MP3 changes at byte {at} from {_said(first)} to {_said(frame)}")
        at += frame.size
        if at > len(data):
            there = frame.size - (at - len(data))
            raise AudioError(f"the MP3 is cut short: of its last frame there are {there} of {frame.size} bytes")
        yield frame


def whole_bytes(data: bytes) -> int:
    """How many bytes from the start are whole frames."""
    at = 0
    while at + _HEADER_BYTES <= len(data) and (end := at + Frame(data, at).size) <= len(data):
        at = end
    return at


def whole_frames(data: bytes) -> list[Frame]:
    """The frames of what an encoder gave from its start to its end; AudioError when any of their sound is missing."""
    found: list[Frame] = []
    lent = 0
    for frame in frames(data):
        if frame.borrowed > lent:
            raise AudioError(f"the MP3 lacks its beginning: frame {len(found)} needs what was said before it")
        lent += frame.room
        found.append(frame)
    if not found:
        raise AudioError("the MP3 is empty")
    return found


def bare(data: bytes) -> bytes:
    """The frames with sound in them: without ID3 tags, and without the frame that tells players of a file's length."""
    start, end = 0, len(data)
    while data[start : start + 3] == b"ID3" and end - start >= 10:
        # A footer like the header follows where the flag for it is set.
        start += 10 + _seven_bits(data[start + 6 : start + 10]) + (10 if data[start + 5] & 0x10 else 0)
    if end - start >= 128 and data[end - 128 : end - 125] == b"TAG":
        end -= 128
    if start >= end:
        return b""
    frame = Frame(data, start)
    content = frame.side + side_bytes(frame.rate, frame.channels)
    if data[content : content + 4] in (b"Xing", b"Info") or data[start + 36 : start + 40] == b"VBRI":
        start += frame.size
    return data[start:end]


def silent_frame(data: bytes) -> bytes:
    """A frame of nothing but zeros, in the format and of the bit rate of the frame that ``data`` begins with.

    Its side information is zeros: nothing is coded, and nothing is borrowed from a frame before it.
    """
    frame = Frame(data, 0)
    # Without check sum and padding.
    start = bytes((data[0], data[1] | 1, data[2] & ~2, data[3]))
    return start + bytes(frame_bytes(frame.rate, frame.kilobits) - _HEADER_BYTES)


def header(rate: int, channels: int, kilobits: int) -> bytes:
    """The four bytes that begin a frame without check sum and padding.

    >>> header(24000, 1, 48).hex()
    'fff364c0'
    """
    version, index = next((version, rates.index(rate)) for version, rates in _RATES.items() if rate in rates)
    bits = (_KILOBITS_1 if version == _MPEG_1 else _KILOBITS_2).index(kilobits)
    mode = _MONO if channels == 1 else 0
    return bytes((0xFF, 0xE0 | version << 3 | _LAYER_3 << 1 | 1, bits << 4 | index << 2, mode << 6))


def kilobits_for(rate: int, size: int) -> int:
    """The lowest bit rate at which a frame has that many bytes."""
    table = _KILOBITS_1 if frame_samples(rate) == 1152 else _KILOBITS_2
    return next(kilobits for kilobits in table if frame_bytes(rate, kilobits) >= size)


def _seven_bits(data: bytes) -> int:
    """A number of which each byte holds seven bits."""
    number = 0
    for byte in data:
        number = number << 7 | byte & 0x7F
    return number


# Hours of sound have a handful of headers, and hundreds of thousands of frames.
@lru_cache(256)
def _told(header: bytes) -> tuple[tuple[int, int], int, int, int, int, int] | str:
    """What the first bytes of a frame tell: its format, kilobits and size, how many bytes stand before the side
    information and how many after it, and the bits after the number it begins with; or why there is no frame."""
    if len(header) < _HEADER_BYTES and header[:1] == b"\xff":
        return f"the MP3 is cut short: of its last frame there are {len(header)} bytes"
    if len(header) < _HEADER_BYTES or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return "at byte {at} of the MP3 there is no frame but something else"
    _, first, second, third = header
    version, layer, index = first >> 3 & 3, first >> 1 & 3, second >> 4
    if layer != _LAYER_3 or version not in _RATES or second >> 2 & 3 == 3 or index == 15:
        return "at byte {at} of the MP3 there is no frame of MPEG Layer III"
    if index == 0:
        return "the MP3 has a free bit rate, which cannot be joined"
    rate, channels = _RATES[version][second >> 2 & 3], 1 if third >> 6 == _MONO else 2
    kilobits = (_KILOBITS_1 if version == _MPEG_1 else _KILOBITS_2)[index]
    size = frame_bytes(rate, kilobits) + (second >> 1 & 1)
    before = _HEADER_BYTES + (0 if first & 1 else _CRC_BYTES)
    room = size - before - side_bytes(rate, channels)
    return (rate, channels), kilobits, size, before, room, 7 if version == _MPEG_1 else 8


def _said(frame: Frame) -> str:
    return f"{frame.rate} Hz x {frame.channels}"
