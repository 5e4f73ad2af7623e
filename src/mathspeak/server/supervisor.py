"""uvicorn's supervisor of workers, with a bound on how long it waits for them, and an exit status."""

from __future__ import annotations

import time

from uvicorn.supervisors.multiprocess import Multiprocess

TYPE_CHECKING = False
if TYPE_CHECKING:
    from socket import socket

    from uvicorn import Config


class Supervisor(Multiprocess):
    """``seconds`` is what workers may take to end; one that takes longer is killed. ``status`` is known at the end."""

    def __init__(self, config: Config, sockets: list[socket], seconds: float) -> None:
        super().__init__(config, sockets)
        self._seconds = seconds
        self.status = 0
        self._asked = False

    def handle_int(self) -> None:
        self._asked = True
        super().handle_int()

    def handle_term(self) -> None:
        self._asked = True
        super().handle_term()

    def join_all(self) -> None:
        end = time.monotonic() + self._seconds
        for process in self.processes:
            process.process.join(max(0.0, end - time.monotonic()))
            if process.process.is_alive():
                process.kill()
                process.process.join()
        # It ends by itself only where no worker could start.
        self.status = 0 if self._asked else 1
