"""nginx before servers, rendered as the image does it, and a name server that knows where the servers are."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import trustme

DEPLOY = Path(__file__).parent.parent.parent / "deploy" / "nginx"
DOMAIN = "mathspeak.test"


def defaults() -> dict[str, str]:
    """What nginx.env says."""
    lines = (DEPLOY / "nginx.env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def rendered(template: str, values: dict[str, str]) -> str:
    """The template with values for the names that it has, and with nothing else changed: as envsubst of the image."""
    return re.sub(r"\$\{(\w+)\}", lambda found: values.get(found[1], found[0]), template)


class Names:
    """A name server that answers every name with the addresses that it is told."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        threading.Thread(target=self._answer, daemon=True).start()

    def _answer(self) -> None:
        while True:
            try:
                asked, client = self._socket.recvfrom(512)
            except OSError:
                return
            end = asked.index(b"\0", 12) + 5
            answers = b"".join(
                b"\xc0\x0c\0\x01\0\x01\0\0\0\x01\0\x04" + socket.inet_aton(address) for address in self.addresses
            )
            counts = b"\0\x01" + len(self.addresses).to_bytes(2, "big") + b"\0\0\0\0"
            self._socket.sendto(asked[:2] + b"\x81\x80" + counts + asked[12:end] + answers, client)

    def close(self) -> None:
        self._socket.close()


class Gate:
    """nginx on free ports of this machine before servers that all have ``port`` and the addresses that names know."""

    def __init__(self, folder: Path, names: Names, port: int, program: str = "nginx", **values: str) -> None:
        # Debian has it where only root looks.
        found = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin")
        assert found, "nginx is not installed: apt-get install nginx-light"
        folder.mkdir(parents=True, exist_ok=True)
        # Its workers are somebody else, and its folder is theirs as well.
        folder.chmod(0o755)
        self.authority = trustme.CA()
        issued = self.authority.issue_cert(DOMAIN, "localhost", "127.0.0.1")
        issued.cert_chain_pems[0].write_to_path(str(folder / "tls.crt"))
        issued.private_key_pem.write_to_path(str(folder / "tls.key"))
        self.http, self.https = free_port(), free_port()
        own = {
            "GATE_DOMAIN": DOMAIN,
            "GATE_HTTP": f"127.0.0.1:{self.http}",
            "GATE_HTTPS": f"127.0.0.1:{self.https}",
            "GATE_CERTIFICATE": str(folder / "tls.crt"),
            "GATE_CERTIFICATE_KEY": str(folder / "tls.key"),
            "GATE_UPSTREAM": f"mathspeak.test:{port}",
            "GATE_RESOLVER": f"127.0.0.1:{names.port}",
            "GATE_RUN": str(folder),
        }
        template = (DEPLOY / "nginx.conf.template").read_text(encoding="utf-8")
        config = folder / "nginx.conf"
        config.write_text(rendered(template, {**defaults(), **own, **values}), encoding="utf-8")
        self.log_file = folder / "log"
        self.said_file = folder / "said"
        with open(self.log_file, "wb") as log, open(self.said_file, "wb") as said:
            self.process = subprocess.Popen(
                [found, "-c", str(config), "-e", "stderr", "-g", "daemon off;"], stdout=log, stderr=said
            )
        self.url = f"https://localhost:{self.https}"
        self.tls = ssl.create_default_context()
        self.authority.configure_trust(self.tls)
        wait_until(lambda: is_listening(self.https), f"nginx: {self.said_file.read_text()}", self.process)

    def client(self, **named: Any) -> httpx.Client:
        return httpx.Client(base_url=self.url, verify=self.tls, timeout=30, **named)

    def open(self, seconds: float = 5.0) -> ssl.SSLSocket:
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=seconds)
        return self.tls.wrap_socket(plain, server_hostname="localhost")

    def raw(self, data: bytes, seconds: float = 5.0) -> bytes:
        """What comes back over TLS for these bytes until the connection is closed."""
        with self.open(seconds) as connection:
            connection.sendall(data)
            received = b""
            try:
                while piece := connection.recv(65_536):
                    received += piece
            except TimeoutError:
                pass
            return received

    def log(self) -> list[dict[str, Any]]:
        text = self.log_file.read_text(encoding="utf-8")
        return [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]

    def stop(self) -> str:
        """End it, and return what it said on standard error."""
        self.process.terminate()
        self.process.wait(20)
        return self.said_file.read_text(encoding="utf-8")


def wait_until(there: Callable[[], bool], what: str, process: subprocess.Popen[bytes] | None = None) -> None:
    end = time.monotonic() + 20
    while not there():
        assert time.monotonic() < end and (process is None or process.poll() is None), what
        time.sleep(0.02)


def is_listening(port: int, address: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((address, port)) == 0


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
