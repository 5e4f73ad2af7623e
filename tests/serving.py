"""``ms serve`` as a process of its own, on a port that the system picks."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

_START_SECONDS = 30.0


class Running:
    """A server that listens and is ready. ``settings`` is the text of its settings file."""

    def __init__(self, folder: Path, settings: str = "", *arguments: str, **environ: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        config = folder / "config.toml"
        config.write_text(settings, encoding="utf-8")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("MS_")}
        cache = folder / "cache"
        self.log_file = folder / "stdout"
        self._said_file = folder / "stderr"
        with open(self.log_file, "wb") as out, open(self._said_file, "wb") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mathspeak", "serve", "--port", "0", *arguments],
                env={
                    **inherited,
                    "MS_CONFIG": str(config),
                    "MS_ENGINE": "espeak",
                    "MS_CACHE_DIR": str(cache),
                    **environ,
                },
                stdout=out,
                stderr=err,
                stdin=subprocess.DEVNULL,
            )
        self.url = self._url()
        self.port = int(self.url.rpartition(":")[2])
        self._wait_until_ready()

    def _url(self) -> str:
        end = time.monotonic() + _START_SECONDS
        while "listening on " not in self.said():
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise AssertionError(f"the server did not start: {self.said()}")
            time.sleep(0.02)
        return self.said().partition("listening on ")[2].split()[0]

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + _START_SECONDS
        while True:
            try:
                if httpx.get(f"{self.url}/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise AssertionError(f"the server is not ready: {self.said()} {self.log_file.read_text()}")
            time.sleep(0.05)

    def said(self) -> str:
        """What it told whoever started it."""
        return self._said_file.read_text(encoding="utf-8")

    def log(self) -> list[dict[str, Any]]:
        """The lines of its log, each of which must be whole and JSON."""
        text = self.log_file.read_text(encoding="utf-8")
        # The last line may be on its way.
        return [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]

    def logged(self, **fields: object) -> dict[str, Any]:
        """The last line of its log with these fields, which is written when an answer has been sent."""
        end = time.monotonic() + _START_SECONDS
        while True:
            found = [line for line in self.log() if fields.items() <= line.items()]
            if found:
                return found[-1]
            assert time.monotonic() < end, f"no line with {fields}"
            time.sleep(0.02)

    def raw(self, data: bytes, seconds: float = 5.0) -> bytes:
        """What comes back for these bytes until the server closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            connection.sendall(data)
            received = b""
            while piece := connection.recv(65_536):
                received += piece
            return received

    def memory(self) -> int:
        """Its resident memory, in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024

    def stop(self, seconds: float = 30.0) -> int:
        """Ask it to stop, and return its exit status; it is killed if it takes longer."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise AssertionError(f"the server did not stop within {seconds} seconds") from None
        return self.process.returncode
