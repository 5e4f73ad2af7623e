"""The online service as its client knows it, on 127.0.0.1: TLS, websockets and the list of voices, behind a proxy.

In a test the fixture ``service`` is one. For another process it runs by itself, prints the variables under which
that process reaches it, and ends when its standard input does: ``python tests/engines/edge/service.py drop``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import ssl
import sys
import tempfile
import threading
import time
from email.utils import formatdate
from pathlib import Path
from xml.sax.saxutils import escape

import trustme
from aiohttp import WSMsgType, web

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from engines.edge.tunnel import HOST, Tunnel
from engines.edge.turns import TURNS, Request, Turn, forever

ROOT = "/consumer/speech/synthesize/readaloud"
VOICES = {
    "en-US-AriaNeural": "Female",
    "en-US-GuyNeural": "Male",
    "en-GB-SoniaNeural": "Female",
    "de-DE-KatjaNeural": "Female",
    "fr-FR-DeniseNeural": "Female",
    "sw-KE-ZuriNeural": "Female",
    "iu-Latn-CA-SiqiniqNeural": "Female",
    "zh-CN-liaoning-XiaobeiNeural": "Female",
}
# Answers instead of a websocket. "skewed" is the service's own clock an hour ahead; "dateless" tells no time.
STATUSES = {"refused": 403, "dateless": 403, "unavailable": 503, "too-many": 429, "gone": 404, "portal": 200}
HANGS = ("hang-early",)
SCENARIOS = (*TURNS, *STATUSES, *HANGS, "skewed")


class Service:
    """``scenario`` is what happens to each request, ``plan`` what happens to the next ones before that."""

    def __init__(self, folder: Path, scenario: str = "normal") -> None:
        self.open = self.active = 0
        self.tunnel = Tunnel()
        self.reset()
        self.scenario = scenario
        authority = trustme.CA()
        self.ca = folder / "authority.pem"
        authority.cert_pem.write_to_path(str(self.ca))
        self._tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(HOST).configure_cert(self._tls)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(20)

    def reset(self) -> None:
        self.scenario = self.voices_scenario = "normal"
        self.plan: list[str] = []
        self.trickle = 0.3
        self.requests: list[Request] = []
        self.upgrades = self.lists = self.peak = 0
        self.faults: list[str] = []
        self.tunnel.reset()

    @property
    def environment(self) -> dict[str, str]:
        """The variables under which a process reaches this service."""
        return {"HTTPS_PROXY": self.proxy, "NO_PROXY": "", "SSL_CERT_FILE": str(self.ca)}

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(20)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(20)
        self._loop.close()

    async def _open(self) -> None:
        app = web.Application()
        app.router.add_get(f"{ROOT}/edge/v1", self._speak)
        app.router.add_get(f"{ROOT}/voices/list", self._list)
        app.on_response_prepare.append(self._dated)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self._tls)
        await site.start()
        self.proxy = await self.tunnel.open(self._runner.addresses[0][1])

    async def _close(self) -> None:
        await self.tunnel.close()
        await self._runner.cleanup()
        await self._loop.shutdown_default_executor()

    def _next(self) -> str:
        return self.plan.pop(0) if self.plan else self.scenario

    def _now(self) -> float:
        return time.time() + (3600 if self.scenario == "skewed" else 0)

    async def _dated(self, request: web.Request, response: web.StreamResponse) -> None:
        response.headers["Date"] = formatdate(self._now(), usegmt=True)
        if self.scenario == "dateless":
            del response.headers["Date"]

    def _knows(self, request: web.Request) -> bool:
        """Whether the client's token is right for the time that it is here."""
        from edge_tts.drm import generate_sec_ms_gec_v2

        token = request.query.get("Sec-MS-GEC", "")
        if not re.fullmatch(r"[0-9A-F]{16}-[0-9A-F]{64}", token):
            self.faults.append(f"the token is {token!r}")
        if not re.fullmatch(r"muid=[0-9A-F]{32};?", request.headers.get("Cookie", "")):
            self.faults.append("the cookie is missing")
        return token in (generate_sec_ms_gec_v2(self._now() + drift) for drift in (-5, 0))

    async def _list(self, request: web.Request) -> web.StreamResponse:
        self.lists += 1
        if self.voices_scenario == "hang-early":
            await forever()
        status = STATUSES.get(self.voices_scenario, 200)
        if status == 200 and not self._knows(request):
            status = 403
        if status != 200:
            return web.Response(status=status)
        if self.voices_scenario == "portal":
            return web.Response(text="<html>Log in</html>", content_type="text/html")
        return web.json_response([_described(id, gender) for id, gender in VOICES.items()])

    async def _speak(self, request: web.Request) -> web.StreamResponse:
        self.upgrades += 1
        self.active += 1
        try:
            return await self._answer(request)
        finally:
            self.active -= 1

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        scenario = self._next()
        if scenario == "hang-early":
            await forever()
        if scenario in STATUSES:
            return web.Response(status=STATUSES[scenario])
        if not self._knows(request):
            return web.Response(status=403)
        socket = web.WebSocketResponse(timeout=0.2)
        await socket.prepare(request)
        self.open += 1
        self.peak = max(self.peak, self.open)
        try:
            await self._converse(socket, request, scenario)
        except ConnectionError:
            pass  # The client went, as it may.
        finally:
            self.open -= 1
        return socket

    async def _converse(self, socket: web.WebSocketResponse, request: web.Request, scenario: str) -> None:
        async for message in socket:
            if message.type != WSMsgType.TEXT:
                self.faults.append(f"a message of type {message.type}")
                continue
            head, _, body = message.data.partition("\r\n\r\n")
            path = head.rpartition("Path:")[2]
            if path == "speech.config":
                audio = json.loads(body)["context"]["synthesis"]["audio"]
                if audio["outputFormat"] != "audio-24khz-48kbitrate-mono-mp3":
                    self.faults.append(f"the format is {audio['outputFormat']}")
                if audio["metadataoptions"]["wordBoundaryEnabled"] != "true":
                    self.faults.append("no words are asked for")
            elif path == "ssml":
                asked = Request(body)
                if len(escape(asked.text).encode()) > 4096:
                    self.faults.append("the text is too long")
                self.requests.append(asked)
                turn = Turn(socket, request, asked, self.trickle)
                await turn.begin()
                known = asked.voice_id in VOICES
                await TURNS.get(scenario if known else "no-audio", TURNS["normal"])(turn)
            else:
                self.faults.append(f"the path {path!r}")


def _described(id: str, gender: str) -> dict[str, object]:
    language, _, name = id.rpartition("-")
    first = name.removesuffix("Neural")
    return {
        "Name": f"Microsoft Server Speech Text to Speech Voice ({language}, {name})",
        "ShortName": id,
        "Gender": gender,
        "Locale": language,
        "SuggestedCodec": "audio-24khz-48kbitrate-mono-mp3",
        "FriendlyName": f"Microsoft {first} Online (Natural) - {language}",
        "Status": "GA",
        "VoiceTag": {"ContentCategories": ["General"], "VoicePersonalities": ["Friendly"]},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", nargs="?", default="normal", choices=SCENARIOS)
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder), parser.parse_args().scenario)
        print(json.dumps(service.environment), flush=True)
        sys.stdin.read()
        service.stop()


if __name__ == "__main__":
    main()
