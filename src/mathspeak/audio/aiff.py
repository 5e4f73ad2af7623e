"""AIFF files, which is what the speech of macOS writes whatever name the file is given."""

from __future__ import annotations

import struct
from array import array

from mathspeak.audio.pcm import SAMPLE_BYTES, Audio
from mathspeak.errors import AudioError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

_BIG_ENDIAN = {b"NONE", b"twos"}
_LITTLE_ENDIAN = {b"sowt"}
_COMMON = struct.Struct(">hIhHQ")
_EXPONENT_BIAS = 16383 + 63


def read(file: BinaryIO) -> Audio:
    """The audio of an AIFF or uncompressed AIFF-C file with 16-bit samples; AudioError for anything else."""
    content = file.read()
    if content[:4] != b"FORM" or content[8:12] not in (b"AIFF", b"AIFC"):
        raise AudioError("this is not an AIFF file")
    chunks = _chunks(content)
    common, sound = chunks.get(b"COMM", b""), chunks.get(b"SSND", b"")
    if len(common) < _COMMON.size or len(sound) < 8:
        raise AudioError("the AIFF file is cut short")
    channels, frames, bits, exponent, mantissa = _COMMON.unpack_from(common)
    # The rate is an 80-bit float; rates are whole numbers, so shifting its mantissa is exact.
    rate = mantissa >> max(0, _EXPONENT_BIAS - exponent)
    coding = common[_COMMON.size :][:4] or b"NONE"
    if bits != 8 * SAMPLE_BYTES or coding not in _BIG_ENDIAN | _LITTLE_ENDIAN or rate <= 0 or channels <= 0:
        raise AudioError("the AIFF file does not hold plain 16-bit samples")
    start = 8 + struct.unpack_from(">I", sound)[0]
    samples = sound[start : start + frames * channels * SAMPLE_BYTES]
    if len(samples) != frames * channels * SAMPLE_BYTES:
        raise AudioError("the AIFF file is cut short")
    if coding in _BIG_ENDIAN:
        swapped = array("h", samples)
        swapped.byteswap()
        samples = swapped.tobytes()
    return Audio(samples, rate, channels)


def _chunks(content: bytes) -> dict[bytes, bytes]:
    chunks: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(content):
        name, size = struct.unpack_from(">4sI", content, at)
        chunks.setdefault(name, content[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    return chunks
