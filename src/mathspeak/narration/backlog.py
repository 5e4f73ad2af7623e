"""How much waits in the queue, for who only looks: quick to give up, and it changes nothing there."""

from __future__ import annotations

from mathspeak.errors import ConfigError, QueueError
from mathspeak.narration.queue import NAMESPACE, QUEUE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SECONDS = 1.0
_LIST = f"{NAMESPACE}:{QUEUE}"
_MESSAGES = f"{_LIST}.msgs"


class Backlog:
    """The queue on the Redis server at ``url``, which is asked for nothing before it is looked at.

    Raises ConfigError if the address makes no sense, or if there is no package to speak to the server with.
    """

    def __init__(self, url: str) -> None:
        try:
            import redis
            from redis.backoff import NoBackoff
            from redis.retry import Retry
        except ImportError:
            raise ConfigError("a queue needs the package redis", hint='pip install "mathspeak[distributed]"') from None
        try:
            self._client: Any = redis.Redis.from_url(
                url,
                socket_connect_timeout=_SECONDS,
                socket_timeout=_SECONDS,
                # A connection of yesterday is made anew once.
                retry=Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
            )
        except ValueError as error:
            raise ConfigError(f"the address of the queue makes no sense: {error}") from None
        self._failures: tuple[type[Exception], ...] = (redis.RedisError, OSError)

    def jobs(self) -> dict[str, int]:
        """How many documents are ``waiting``, and how many are ``taken`` by a worker; QueueError if nobody answers."""
        try:
            with self._client.pipeline(transaction=True) as pipeline:
                waiting, all_of_them = pipeline.llen(_LIST).hlen(_MESSAGES).execute()
        except self._failures as error:
            raise QueueError("the queue cannot be reached", hint="see whether its Redis server runs") from error
        return {"waiting": waiting, "taken": max(0, all_of_them - waiting)}
