"""What the service does with a request, well or badly: one function for each way."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from array import array
from collections.abc import Awaitable, Callable
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from aiohttp import web

from engines.edge.speech import FRAME_BYTES, RATE, TICKS, Boundary, encode, speech

_BLOCK_BYTES = 5 * FRAME_BYTES
_BYTES_PER_SECOND = 6000


class Request:
    """What the service was asked to say."""

    def __init__(self, ssml: str) -> None:
        root = ElementTree.fromstring(ssml)
        voice = root[0]
        prosody = voice[0]
        self.text = prosody.text or ""
        self.voice = voice.get("name", "")
        self.rate = prosody.get("rate", "")
        self.pitch = prosody.get("pitch", "")

    @property
    def pace(self) -> float:
        return 1 + int(self.rate.rstrip("%")) / 100

    @property
    def voice_id(self) -> str:
        language, name = re.fullmatch(
            r"Microsoft Server Speech Text to Speech Voice \((.+), (.+)\)", self.voice
        ).groups()  # type: ignore[union-attr]
        return f"{language}-{name}"


class Turn:
    """One answer on a websocket: the messages of the service, one after another."""

    def __init__(self, socket: web.WebSocketResponse, http: web.Request, asked: Request, trickle: float) -> None:
        self.socket = socket
        self.http = http
        self.asked = asked
        self.trickle = trickle
        self.audio, self.boundaries = speech(asked.text, asked.pace)

    @property
    def connection(self) -> asyncio.Transport:
        assert self.http.transport is not None
        return self.http.transport

    async def begin(self) -> None:
        await self.text("turn.start", '{"context":{"serviceTag":"1"}}')
        await self.text("response", '{"context":{"serviceTag":"1"},"audio":{"type":"inline","streamId":"A"}}')

    async def text(self, path: str, body: str) -> None:
        kind = "application/json; charset=utf-8"
        await self.socket.send_str(f"X-RequestId:1\r\nContent-Type:{kind}\r\nPath:{path}\r\n\r\n{body}")

    async def sound(self, data: bytes, head: str = "Content-Type:audio/mpeg\r\n", path: str = "audio") -> None:
        header = f"X-RequestId:1\r\n{head}X-StreamId:A\r\nPath:{path}\r\n".encode()
        await self.socket.send_bytes(len(header).to_bytes(2, "big") + header + data)

    async def boundary(self, boundary: Boundary) -> None:
        start, length, word = boundary
        text = {"Text": escape(word), "Length": len(word), "BoundaryType": "WordBoundary"}
        data = {"Offset": start, "Duration": length, "text": text}
        await self.text("audio.metadata", json.dumps({"Metadata": [{"Type": "WordBoundary", "Data": data}]}))

    async def say(self, *, share: float = 1.0, words: float = 1.0, pause: float = 0.0) -> None:
        """That share of the audio, in whole frames, with that share of the words."""
        boundaries = list(self.boundaries[: round(len(self.boundaries) * words)])
        frames = round(len(self.audio) // FRAME_BYTES * share)
        audio = self.audio[: frames * FRAME_BYTES]
        for at in range(0, len(audio), _BLOCK_BYTES):
            until = (at + _BLOCK_BYTES) * TICKS // _BYTES_PER_SECOND
            while boundaries and boundaries[0][0] < until:
                await self.boundary(boundaries.pop(0))
            await self.sound(audio[at : at + _BLOCK_BYTES])
            if pause:
                await asyncio.sleep(pause)
        if share == 1:
            for boundary in boundaries:
                await self.boundary(boundary)

    async def end(self) -> None:
        await self.sound(b"", head="")
        await self.text("turn.end", "{}")


async def normal(turn: Turn) -> None:
    await turn.say()
    await turn.end()


async def no_audio(turn: Turn) -> None:
    await turn.end()


async def drop(turn: Turn) -> None:
    """The connection breaks in the middle."""
    await turn.say(share=0.5, words=0.5)
    turn.connection.close()


async def drop_early(turn: Turn) -> None:
    turn.connection.close()


async def abort(turn: Turn) -> None:
    await turn.say(share=0.5, words=0.5)
    turn.connection.abort()


async def close_without_end(turn: Turn) -> None:
    """All of it, and then a proper good-bye that is no turn.end."""
    await turn.say()
    await turn.socket.close()


async def half_then_close(turn: Turn) -> None:
    await turn.say(share=0.5, words=0.5)
    await turn.socket.close()


async def silence_without_end(turn: Turn) -> None:
    await turn.say()
    await forever()


async def hang_midway(turn: Turn) -> None:
    await turn.say(share=0.5, words=0.5)
    await forever()


async def end_and_hang(turn: Turn) -> None:
    """All said, and the connection is not let go."""
    await normal(turn)
    await forever()


async def half_with_end(turn: Turn) -> None:
    """The service says that it is done, and is not."""
    await turn.say(share=0.5, words=0.5)
    await turn.end()


async def half_audio(turn: Turn) -> None:
    """All of the words, half of the sound."""
    await turn.say(share=0.5)
    for boundary in turn.boundaries[len(turn.boundaries) // 2 :]:
        await turn.boundary(boundary)
    await turn.end()


async def half_metadata(turn: Turn) -> None:
    await turn.say(words=0.5)
    await turn.end()


async def no_metadata(turn: Turn) -> None:
    await turn.say(words=0)
    await turn.end()


async def broken_metadata(turn: Turn) -> None:
    await turn.say(share=0.5, words=0.5)
    await turn.text("audio.metadata", '{"Metadata":[{"Type":"WordBoundary","Data":{"Off')


async def strange_metadata(turn: Turn) -> None:
    await turn.text("audio.metadata", '{"Metadata":[{"Type":"Viseme","Data":{}}]}')


async def odd_times(turn: Turn) -> None:
    data = '{"Offset":NaN,"Duration":1,"text":{"Text":"x"}}'
    await turn.text("audio.metadata", f'{{"Metadata":[{{"Type":"WordBoundary","Data":{data}}}]}}')


async def trickle(turn: Turn) -> None:
    await turn.say(pause=turn.trickle)
    await turn.end()


async def endless(turn: Turn) -> None:
    while not turn.socket.closed:
        await turn.sound(turn.audio * 10)


async def long_header(turn: Turn) -> None:
    await turn.say(share=0.3, words=0.3)
    await turn.socket.send_bytes(b"\xff\xffX-RequestId:1\r\nPath:audio\r\n" + turn.audio[:_BLOCK_BYTES])


async def no_header(turn: Turn) -> None:
    await turn.socket.send_bytes(b"\x00")


async def wrong_path(turn: Turn) -> None:
    await turn.sound(turn.audio[:_BLOCK_BYTES], path="video")


async def wrong_kind(turn: Turn) -> None:
    await turn.sound(turn.audio[:_BLOCK_BYTES], head="Content-Type:audio/ogg\r\n")


async def unknown_path(turn: Turn) -> None:
    await turn.text("turn.around", "{}")


async def garbage_text(turn: Turn) -> None:
    await turn.socket.send_str("<html>502 Bad Gateway</html>")


async def garbage_frame(turn: Turn) -> None:
    """What is no websocket frame."""
    await turn.say(share=0.3, words=0.3)
    turn.connection.write(b"\xff" * 200)
    await forever()


async def not_mp3(turn: Turn) -> None:
    turn.audio = bytes(at * 7 % 251 for at in range(len(turn.audio)))
    await normal(turn)


async def part_of_a_frame(turn: Turn) -> None:
    await turn.say()
    await turn.sound(turn.audio[-FRAME_BYTES : -FRAME_BYTES // 2])
    await turn.end()


async def silent(turn: Turn) -> None:
    """Frames of nothing: as long as the text takes, and nothing to hear."""
    turn.audio = encode(array("h", bytes(2 * len(turn.audio) * RATE // _BYTES_PER_SECOND)))
    await normal(turn)


async def forever() -> None:
    await asyncio.Event().wait()


TURNS: dict[str, Callable[[Turn], Awaitable[None]]] = {
    name.replace("_", "-"): function
    for name, function in list(globals().items())
    if inspect.iscoroutinefunction(function) and function is not forever
}
