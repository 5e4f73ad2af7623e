"""A proxy that leads to the service whoever asks for its host, and nobody anywhere else."""

from __future__ import annotations

import asyncio

HOST = "speech.platform.bing.com"


class Tunnel:
    """Answers CONNECT with ``status``; ``strangers`` are what it was asked for and does not lead to."""

    def __init__(self) -> None:
        self.reset()
        self._tasks: set[asyncio.Task[None]] = set()

    def reset(self) -> None:
        self.status = 200
        self.count = 0
        self.strangers: list[str] = []

    async def open(self, port: int) -> str:
        """The address of the proxy, which leads to that port of this machine."""
        self._port = port
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            target = head.split()[1]
            if target != f"{HOST}:443" or not head.startswith("CONNECT "):
                self.strangers.append(target)
                writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            elif self.status != 200:
                writer.write(f"HTTP/1.1 {self.status} No\r\nContent-Length: 0\r\n\r\n".encode())
            else:
                self.count += 1
                there, back = await asyncio.open_connection("127.0.0.1", self._port)
                writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
                await asyncio.gather(_pour(reader, back), _pour(there, writer))
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            self._tasks.discard(task)


async def _pour(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(1 << 16):
            target.write(data)
            await target.drain()
    except ConnectionError:
        pass
    finally:
        target.close()
