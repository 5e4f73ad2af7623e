"""Engines that stand in for one another: the first that can speaks, and what cannot is let rest."""

from __future__ import annotations

import threading
import weakref

from mathspeak.engines.chain.breaker import Breaker
from mathspeak.engines.chain.clock import Clock
from mathspeak.engines.chain.deadline import left
from mathspeak.engines.chain.pace import Pace
from mathspeak.engines.chain.rests import Rests
from mathspeak.engines.chain.retry import Retry, reworded
from mathspeak.errors import EngineFailed, EngineUnavailable, ServiceFailed, UnknownVoice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import TypeVar

    from mathspeak.engines.base import Engine
    from mathspeak.engines.chain.watch import Watch
    from mathspeak.errors import MathspeakError

    Result = TypeVar("Result")
    Cause = tuple[Engine, MathspeakError]

# What an online engine may take for a phrase, all tries together, when another could speak instead.
PATIENCE = 6.0
# The first rest of an engine that could not speak, and of one that said it would not.
REST = 15.0
REST_REFUSED = 300.0
# What a service that asks for no money is asked for: so many phrases a second, so many at once after a quiet time.
ONLINE_RATE = 5.0
ONLINE_BURST = 10


class Chain:
    """Engines in the order in which they are asked; an engine by itself is a chain of one.

    ``notify`` is told in one sentence when another engine speaks than before. ``memory`` is a file in which it is kept
    which online engines rest, so that a later process does not wait for them. ``watch`` counts. For several threads at
    once.
    """

    def __init__(
        self,
        engines: Sequence[Engine],
        *,
        notify: Callable[[str], None] | None = None,
        memory: Path | None = None,
        watch: Watch | None = None,
        retry: Retry | None = None,
        clock: Clock | None = None,
    ) -> None:
        if not engines:
            raise ValueError("a chain has at least one engine")
        self.engines = tuple(engines)
        self._notify = notify
        self._rests = Rests(memory) if memory is not None else None
        self._watch = watch
        self._retry = retry or Retry()
        self._clock = clock or Clock()
        self._lock = threading.Lock()
        self._restored: set[str] = set()
        self._silent: set[str] = set()

    def first(self, work: Callable[[Engine], Result]) -> Result:
        """What ``work`` gives for the first engine that can.

        Raises the error of the only engine, or one that tells of all of them. Errors that another engine would meet as
        well pass through.
        """
        causes: list[Cause] = []
        for engine in self.engines:
            try:
                result = work(engine)
            except (EngineUnavailable, EngineFailed, UnknownVoice) as error:
                causes.append((engine, error))
                # A voice that nobody has is its caller's fault, and who asks too often is at fault itself.
                if self._watch is not None and not isinstance(error, UnknownVoice | _TooMany):
                    self._watch.failed(engine.name, error)
            else:
                self._speaks(engine, causes)
                return result
        if len(causes) == 1:
            raise causes[0][1]
        raise _summed_up(causes) from causes[-1][1]

    def attempt(self, engine: Engine, make: Callable[[], Result]) -> Result:
        """What ``make`` gives: one synthesis that is really asked for, tried again where that may help.

        Raises the engine's error, at once while the engine rests.
        """
        guard = self._guard(engine)
        probe = guard.breaker.enter()
        if probe is None:
            raise _resting(engine, guard)
        try:
            result = self._policy(engine, probe).call(lambda: self._asked(engine, guard, make), self._clock)
        except (EngineUnavailable, EngineFailed) as error:
            self._failed(engine, guard, error, probe)
            raise
        except BaseException:
            guard.breaker.leave(probe=probe)
            raise
        guard.breaker.succeed()
        guard.error = None
        self._remember(engine, guard)
        self._speaks_again(engine)
        return result

    def rests(self, engine: Engine) -> bool:
        """Whether the engine is left alone for a while because it failed."""
        return self._guard(engine).breaker.resting() > 0

    def close(self) -> None:
        """End the waits of all threads; the engines stay as they are."""
        self._clock.stop()

    def _is_followed(self, engine: Engine) -> bool:
        return engine is not self.engines[-1]

    def _policy(self, engine: Engine, probe: bool) -> Retry:
        if engine.capabilities.offline or not self._is_followed(engine):
            return self._retry
        return self._retry.within(tries=1 if probe else self._retry.tries, seconds=PATIENCE)

    def _asked(self, engine: Engine, guard: _Guard, make: Callable[[], Result]) -> Result:
        if guard.pace is not None:
            wait = guard.pace.reserve(left())
            if wait is None:
                raise _TooMany(f"{engine.name} is asked for more than it may be asked at the moment")
            if wait:
                self._clock.sleep(wait)
        began, worked = self._clock.steady(), False
        try:
            result = make()
            worked = True
            return result
        finally:
            if self._watch is not None:
                self._watch.tried(engine.name, self._clock.steady() - began, worked)

    def _failed(self, engine: Engine, guard: _Guard, error: EngineUnavailable | EngineFailed, probe: bool) -> None:
        if isinstance(error, _TooMany):
            guard.breaker.leave(probe=probe)
            return
        refused = isinstance(error, EngineFailed) and not error.transient
        # A phrase that fails may be the phrase's fault; what is wrong with the service would meet the next one as well,
        # and that one need not wait for it again if another engine can speak.
        opens = refused or isinstance(error, EngineUnavailable)
        opens = opens or (isinstance(error, ServiceFailed) and self._is_followed(engine))
        guard.error = reworded(error, error.message)
        guard.breaker.fail(error.message, rest=REST_REFUSED if refused else REST, opens=opens, probe=probe)
        self._remember(engine, guard)

    def _guard(self, engine: Engine) -> _Guard:
        with _lock:
            guard = _guards.get(engine)
            if guard is None:
                guard = _guards[engine] = _Guard(engine, self._clock)
        if self._rests is not None and not engine.capabilities.offline and self._is_followed(engine):
            # An engine that nothing can stand in for is better asked than believed to rest still.
            with self._lock:
                if engine.name not in self._restored:
                    self._restored.add(engine.name)
                    guard.breaker.restore(self._rests.read().get(engine.name, {}))
        return guard

    def _remember(self, engine: Engine, guard: _Guard) -> None:
        if self._rests is None or engine.capabilities.offline:
            return
        with self._lock:
            self._rests.write(engine.name, guard.breaker.state())

    def _speaks(self, engine: Engine, causes: Sequence[Cause]) -> None:
        with self._lock:
            news = [(other, error) for other, error in causes if other.name not in self._silent]
            self._silent |= {other.name for other, _ in news}
        if news:
            self._tell(f"{_listed(news)}: {engine.name} speaks instead")

    def _speaks_again(self, engine: Engine) -> None:
        with self._lock:
            back = engine.name in self._silent
            self._silent.discard(engine.name)
        if back:
            self._tell(f"{engine.name} speaks again")

    def _tell(self, message: str) -> None:
        if self._notify is not None:
            self._notify(message)


class _Guard:
    """What holds for an engine in the whole process, whichever chains it is in."""

    __slots__ = ("breaker", "error", "pace")

    def __init__(self, engine: Engine, clock: Clock) -> None:
        online = not engine.capabilities.offline
        self.breaker = Breaker(clock)
        self.pace = Pace(ONLINE_RATE, ONLINE_BURST, clock) if online else None
        self.error: EngineUnavailable | EngineFailed | None = None


_guards: weakref.WeakKeyDictionary[Engine, _Guard] = weakref.WeakKeyDictionary()
_lock = threading.Lock()


class _TooMany(EngineFailed):
    """This process asks too often: nothing is wrong with the engine."""


def _resting(engine: Engine, guard: _Guard) -> EngineUnavailable | EngineFailed:
    seconds = guard.breaker.resting()
    when = f"in {seconds:.0f} seconds" if seconds else "when it is known whether it is back"
    error = guard.error or EngineFailed(guard.breaker.cause, transient=True)
    return reworded(error, f"{error.message}; {engine.name} is asked again {when}")


def _listed(causes: Sequence[Cause]) -> str:
    (engine, error), *others = causes
    return f"{engine.name} cannot speak now ({error.message})" + "".join(
        f", nor can {other.name} ({why.message})" for other, why in others
    )


def _summed_up(causes: Sequence[Cause]) -> MathspeakError:
    # What may pass is worth more to know than what is not installed here.
    failed = [error for _, error in causes if isinstance(error, EngineFailed)]
    kind = next((error for error in failed if error.transient), (*failed, causes[-1][1])[0])
    summed = reworded(kind, "nothing can speak: " + "; ".join(f"{e.name}: {error.message}" for e, error in causes))
    summed.hint = next((error.hint for _, error in causes if error.hint), "")
    return summed
