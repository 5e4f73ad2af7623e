"""The cache as its users see it: what was made once is given again, and whatever happens to a store, speech goes on."""

from __future__ import annotations

import os
import random
import threading
import time
from contextlib import suppress

from mathspeak.cache import entry
from mathspeak.cache.health import Health
from mathspeak.cache.single_flight import Flights
from mathspeak.cache.store import FreeLock, StoreRefuses, StoreUnavailable
from mathspeak.config import CACHE_BYTES
from mathspeak.errors import CacheError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.cache.store import Lock, Store

_FIRST_LOOK_SECONDS = 0.01
_LAST_LOOK_SECONDS = 0.2


class Counters:
    """What this process did: requests that were served or not, makings, and bytes of payload put in and given out."""

    __slots__ = ("bytes_in", "bytes_out", "hits", "made", "misses")

    def __init__(self) -> None:
        self.hits = self.misses = self.made = self.bytes_in = self.bytes_out = 0

    def as_dict(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in self.__slots__}


class Cache:
    """Payloads under keys, over one store, for any number of threads.

    ``notify`` takes one sentence when the store fails, once until it works again. ``patience`` is how many seconds a
    request waits for another one that is making the same before it makes it itself, ``rest`` how many a store that
    failed is left alone.

    >>> from mathspeak.cache.key import key
    >>> from mathspeak.cache.memory import MemoryStore
    >>> cache = Cache(MemoryStore())
    >>> name = key(text="a over b")
    >>> cache.get_or_make(name, lambda: b"sound"), cache.get(name), cache.counters.made
    (b'sound', b'sound', 1)
    """

    def __init__(
        self,
        store: Store,
        notify: Callable[[str], None] | None = None,
        *,
        patience: float = 60.0,
        rest: float = 15.0,
    ) -> None:
        self.store = store
        self.counters = Counters()
        self._patience = patience
        self._notify = notify
        self._rest = rest
        self._begin()

    def get(self, key: str) -> bytes | None:
        """The payload of the key, or None. Never raises for what is wrong with the store or in it."""
        self._after_fork()
        value = self._look(key)
        if value is None:
            self._missed()
        else:
            self._tally(hits=1, bytes_out=len(value))
        return value

    def put(self, key: str, payload: bytes) -> None:
        """Keep the payload if that can be. Raises CacheError if it is empty."""
        self._after_fork()
        raw = entry.encode(key, _require(payload))
        if len(raw) > entry.LARGEST or self._reading.rests or (began := self._writing.attempt()) is None:
            return
        try:
            self.store.put(key, raw)
        except StoreUnavailable as error:
            self._failed(error, began)
        else:
            self._reading.works(began)
            self._writing.works(began)
            self._tally(bytes_in=len(payload))

    def get_or_make(self, key: str, make: Callable[[], bytes], waited: Callable[[], object] | None = None) -> bytes:
        """The payload of the key; what ``make`` gives, and that is kept, if there is none.

        However many ask at once, in this process or in others, one of them makes it. Where that fails, the error goes
        to that one, nothing is kept, and the next one who waits may try. ``waited`` is called where somebody else made
        it meanwhile. Raises CacheError if ``make`` gives nothing, and whatever ``make`` raises.
        """
        self._after_fork()
        value = self._look(key)
        if value is None:
            end = time.monotonic() + self._patience
            with self._flights.join(key, end) as flight:
                if flight.value is None:
                    flight.value, made = self._look_or_make(key, make, end)
                    if made:
                        return flight.value
                else:
                    self._keep_count(hits=1)
                value = flight.value
            if waited is not None:
                waited()
        self._tally(hits=1, bytes_out=len(value))
        return value

    @property
    def rests(self) -> bool:
        """Whether the store failed a short while ago, so that it is not asked, or not for everything."""
        return self._reading.rests or self._writing.rests

    def close(self) -> None:
        """Let go of the store, once nobody uses it any more; a later use opens it again."""
        self.store.close()

    def _look_or_make(self, key: str, make: Callable[[], bytes], end: float) -> tuple[bytes, bool]:
        """The payload and whether it was made here; until ``end``, others who have the lock of the key go first."""
        pause = _FIRST_LOOK_SECONDS
        lock = self._try_lock(key)
        while lock is None and time.monotonic() < end:
            # Not all at the same moments.
            time.sleep(pause * random.uniform(0.5, 1.5))
            pause = min(pause * 1.5, _LAST_LOOK_SECONDS)
            value = self._look(key)
            if value is not None:
                return value, False
            lock = self._try_lock(key)
        try:
            value = self._look(key)
            if value is not None:
                return value, False
            self._missed()
            made = _require(make())
            self._tally(made=1)
            self.put(key, made)
            return made, True
        finally:
            if lock is not None:
                lock.release()

    def _look(self, key: str) -> bytes | None:
        if (began := self._reading.attempt()) is None:
            return None
        try:
            raw = self.store.get(key)
        except StoreUnavailable as error:
            self._failed(error, began)
            return None
        self._reading.works(began)
        if raw is None:
            return None
        value = entry.decode(key, raw)
        if value is None:
            with suppress(StoreUnavailable):
                self.store.delete(key)
        return value

    def _try_lock(self, key: str) -> Lock | None:
        if self._reading.rests:
            return FreeLock()
        began = time.monotonic()
        try:
            return self.store.lock(key)
        except StoreUnavailable as error:
            self._failed(error, began)
            return FreeLock()

    def _failed(self, error: StoreUnavailable, began: float) -> None:
        health = self._writing if isinstance(error, StoreRefuses) else self._reading
        health.failed(error, began)

    def _missed(self) -> None:
        self._tally(misses=1)
        self._keep_count(misses=1)

    def _keep_count(self, *, hits: int = 0, misses: int = 0) -> None:
        if not (self._reading.rests or self._writing.rests):
            with suppress(StoreUnavailable):
                self.store.count(hits=hits, misses=misses)

    def _tally(self, **more: int) -> None:
        with self._lock:
            for name, number in more.items():
                setattr(self.counters, name, getattr(self.counters, name) + number)

    def _begin(self) -> None:
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._flights = Flights()
        self._reading, self._writing = (Health(self._notify, self._rest) for _ in range(2))

    def _after_fork(self) -> None:
        """In a fork, the threads that had the locks are gone."""
        if self._process != os.getpid():
            self._begin()


def open_cache(
    url: str | None = None,
    folder: str | os.PathLike[str] | None = None,
    max_bytes: int = CACHE_BYTES,
    notify: Callable[[str], None] | None = None,
    *,
    connections: int = 10,
) -> Cache:
    """The cache on the Redis server at ``url``, or else in ``folder``, or else in the user's own folder for caches.

    Nothing is opened before it is used. Raises ConfigError if the address makes no sense.
    """
    if url:
        from mathspeak.cache.redis import RedisStore

        return Cache(RedisStore(url, max_bytes, connections=connections), notify)
    from mathspeak.cache.disk import DiskStore
    from mathspeak.cache.folders import cache_folder

    return Cache(DiskStore(folder or cache_folder(), max_bytes, notify), notify)


def _require(payload: bytes) -> bytes:
    if not payload:
        raise CacheError("nothing was made, and nothing is kept of that", hint="try again, or with another voice")
    return payload
