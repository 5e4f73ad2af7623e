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

    ``borrowed`` counts the bytes of its sound that lie in frames before it, ``room`` those of its own that hold sound,
    its own or a successor's. ``side`` is where its side information begins.
    """

    __slots__ = ("borrowed", "channels", "kilobits", "rate", "room", "side", "size", "start")

    def __init__(self, data: bytes, start: int) -> None:
        try:
            self.rate, self.channels, self.kilobits, self.size, side, self.room, shift = _shape(data[start : start + 4])
        except AudioError:
            # The same with the place.
            _header(data, start)
            raise
        self.start = start
        self.side = start + side
        self.borrowed = int.from_bytes(data[self.side : self.side + 2].ljust(2, b"\0"), "big") >> shift

    @property
    def format(self) -> tuple[int, int]:
        return self.rate, self.channels


# Of a long recording every frame asks, and nearly all are alike.
@lru_cache(maxsize=256)
def _shape(head: bytes) -> tuple[int, int, int, int, int, int, int]:
    """What four bytes say of their frame: rate, channels, bit rate, size, the side information's place, room for sound
    and how many bits follow the count of borrowed bytes."""
    version, protected, index, padding, mono = _header(head, 0)
    shift = 7 if version == _MPEG_1 else 8
    rate = _RATES[version][head[2] >> 2 & 3]
    channels = 1 if mono else 2
    kilobits = (_KILOBITS_1 if version == _MPEG_1 else _KILOBITS_2)[index]
    size = frame_bytes(rate, kilobits) + padding
    side = _HEADER_BYTES + (_CRC_BYTES if protected else 0)
    return rate, channels, kilobits, size, side, size - side - side_bytes(rate, channels), shift


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


def _header(data: bytes, at: int) -> tuple[int, bool, int, int, bool]:
    """Version, whether there is a check sum, the index of the bit rate, padding, and whether it is mono."""
    if len(data) - at < _HEADER_BYTES and data[at] == 0xFF:
        raise AudioError(f"the MP3 is cut short: of its last frame there are {len(data) - at} bytes")
    if len(data) - at < _HEADER_BYTES or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        raise AudioError(f"at byte {at} of the MP3 there is no frame but something else")
    first, second, third = data[at + 1 : at + 4]
    version, layer, index = first >> 3 & 3, first >> 1 & 3, second >> 4
    if layer != _LAYER_3 or version not in _RATES or second >> 2 & 3 == 3 or index == 15:
        raise AudioError(f"at byte {at} of the MP3 there is no frame of MPEG Layer III")
    if index == 0:
        raise AudioError("the MP3 has a free bit rate, which cannot be joined")
    return version, not first & 1, index, second >> 1 & 1, third >> 6 == _MONO


def _said(frame: Frame) -> str:
    return f"{frame.rate} Hz x {frame.channels}"
