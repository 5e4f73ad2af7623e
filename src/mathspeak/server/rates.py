"""How often a key or an address may ask: a bucket that fills at a steady rate, in Redis if there is one."""

from __future__ import annotations

import asyncio
import ipaddress
import math
import time
from importlib.util import find_spec

from throttled.asyncio import MemoryStore, RedisStore, Throttled

from mathspeak.errors import ConfigError
from mathspeak.server.problems import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from throttled.asyncio import BaseStore

# The generic cell rate algorithm: a token bucket that keeps one number for each caller.
_ALGORITHM = "gcra"
_PREFIX = "mathspeak"
_MOST_CALLERS = 20_000
_REDIS_SECONDS = 0.25
_WITHOUT_REDIS_SECONDS = 10.0


class Rate:
    """Counts the requests of callers against one quota, such as ``10/s burst 40``; an empty one bounds nothing."""

    def __init__(self, quota: str, redis_url: str | None = None, complain: Callable[[str], None] | None = None) -> None:
        self._complain = complain or (lambda _: None)
        self._here = self._shared = None
        self._shared_again = 0.0
        if quota:
            self._here = _throttled(quota, MemoryStore(options={"MAX_SIZE": _MOST_CALLERS}))
            if redis_url:
                self._shared = _throttled(quota, _redis(redis_url))

    async def take(self, caller: str, cost: int = 1) -> None:
        """Count ``cost`` requests of a caller; Problem 429 with the seconds to wait where they are too many."""
        if self._here is None or cost <= 0:
            return
        # More than the bucket holds would never pass.
        wait = await self._wait(caller, min(cost, self._here.limiter.quota.burst))
        if wait is not None:
            seconds = max(1, math.ceil(wait))
            raise Problem(429, "too-many-requests", f"too many requests: try again in {seconds} s", retry=seconds)

    async def _wait(self, caller: str, cost: int) -> float | None:
        if self._shared is not None and time.monotonic() >= self._shared_again:
            try:
                async with asyncio.timeout(_REDIS_SECONDS):
                    return await _ask(self._shared, caller, cost)
            except Exception as error:
                # Whatever a store that is ill may raise: each worker counts by itself until it is well again.
                self._shared_again = time.monotonic() + _WITHOUT_REDIS_SECONDS
                self._complain(f"requests are counted in each worker alone: {type(error).__name__}")
        assert self._here is not None
        return await _ask(self._here, caller, cost)


async def _ask(throttled: Throttled, caller: str, cost: int) -> float | None:
    result = await throttled.limit(caller, cost)
    return result.state.retry_after if result.limited else None


def _throttled(quota: str, store: BaseStore) -> Throttled:
    return Throttled(using=_ALGORITHM, quota=quota, store=store, key_prefix=_PREFIX)


def _redis(url: str) -> BaseStore:
    if find_spec("redis") is None:
        raise ConfigError(
            "requests cannot be counted in Redis: redis is missing", hint="pip install 'mathspeak[redis]'"
        )
    return RedisStore(server=url, options={"SOCKET_TIMEOUT": _REDIS_SECONDS, "SOCKET_CONNECT_TIMEOUT": _REDIS_SECONDS})


def address_key(host: str) -> str:
    """Who an address belongs to, as far as one can tell: an IPv6 network of 64 bits is one subscriber's.

    >>> address_key("192.0.2.7"), address_key("2001:db8:1:2:3:4:5:6")
    ('192.0.2.7', '2001:db8:1:2::/64')
    """
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host[:64]
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
