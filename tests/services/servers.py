"""A Redis server of a test's own."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import redis


class Server:
    """A Redis server on a port that it picks, in a folder of its own; ``options`` are those of its configuration."""

    def __init__(self, folder: Path, **options: object) -> None:
        program = shutil.which("redis-server")
        assert program, "redis-server is not installed: apt-get install redis-server"
        self.port = free_port()
        self.folder = folder
        self.socket = folder / "redis.sock"
        settings = {"port": self.port, "bind": "127.0.0.1", "save": "", "dir": folder, "unixsocket": self.socket}
        settings |= {name.replace("_", "-"): value for name, value in options.items()}
        self._command = [program, *(word for name, value in settings.items() for word in (f"--{name}", str(value)))]
        self._password = options.get("requirepass")
        self.start()

    @property
    def url(self) -> str:
        return f"redis://{f':{self._password}@' if self._password else ''}127.0.0.1:{self.port}/0"

    @property
    def client(self) -> Any:
        return redis.Redis.from_url(f"unix://{self.socket}", password=self._password)

    def start(self) -> None:
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(self._command, stdout=log, stderr=log)
        while True:
            assert self.process.poll() is None, (self.folder / "log").read_text(encoding="utf-8")
            try:
                with self.client as client:
                    client.ping()
                return
            except redis.RedisError:
                time.sleep(0.02)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """Keep connections, and answer none of them."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.process.send_signal(signal.SIGCONT)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
