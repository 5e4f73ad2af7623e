"""How a Redis server is reached: short waits, few connections, and locks that do not outlive their holder."""

from __future__ import annotations

import threading
from contextlib import suppress
from urllib.parse import urlsplit

from mathspeak.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_CONNECT_SECONDS = 1.0
_ANSWER_SECONDS = 2.0
# As long as a dead holder keeps others waiting.
LEASE_SECONDS = 5.0


def connect(url: str, connections: int) -> Any:
    """A client for the address; it connects when it is first used."""
    try:
        import redis
        from redis.backoff import NoBackoff
        from redis.retry import Retry
    except ImportError:
        raise ConfigError(
            "a cache on a Redis server needs the package redis", hint='pip install "mathspeak[redis]"'
        ) from None
    try:
        pool = redis.BlockingConnectionPool.from_url(
            url,
            max_connections=connections,
            timeout=_ANSWER_SECONDS,
            socket_connect_timeout=_CONNECT_SECONDS,
            socket_timeout=_ANSWER_SECONDS,
            health_check_interval=30,
            # A connection of yesterday is made anew once; one that gives no answer is not worth the wait.
            retry=Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
        )
        # Made, and not connected: what the address asks for is looked at here and not when somebody wants to speak.
        connect: Callable[[], object] = pool.make_connection
        connect()
    except (ValueError, TypeError) as error:
        raise ConfigError(f"the address of the cache, {without_password(url)}, makes no sense: {error}") from None
    # Whatever the address says, entries are bytes.
    pool.connection_kwargs["decode_responses"] = False
    return redis.Redis(connection_pool=pool)


def without_password(url: str) -> str:
    """The address as it may be shown.

    >>> without_password("redis://user:secret@host:6379/2?ssl_cert_reqs=none")
    'redis://host:6379/2'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.partition("://")[0] + "://…"
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


class Lease:
    """A lock that ends by itself a while after its holder does, and is renewed as long as the holder works."""

    def __init__(self, lock: Any) -> None:
        self._lock = lock
        self._released = threading.Event()
        threading.Thread(target=self._renew, name="mathspeak-lease", daemon=True).start()

    def release(self) -> None:
        from redis.exceptions import RedisError

        self._released.set()
        with suppress(RedisError, OSError):
            self._lock.release()

    def _renew(self) -> None:
        from redis.exceptions import LockError, RedisError

        while not self._released.wait(LEASE_SECONDS / 3):
            try:
                self._lock.reacquire()
            except LockError:
                return
            except (RedisError, OSError):
                continue
