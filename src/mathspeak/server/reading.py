"""Requests to words, by the translator: at once what is small, and on a thread what may take long."""

from __future__ import annotations

import hashlib
import json
import re
from collections import OrderedDict
from functools import partial

from mathspeak.config import serialised_preferences
from mathspeak.errors import LimitExceeded
from mathspeak.expression import read
from mathspeak.memo import MemoStats, shared
from mathspeak.server.parts import Parts
from mathspeak.translator import Translator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from mathspeak.config import Settings
    from mathspeak.expression import Words
    from mathspeak.server.metrics import Metrics
    from mathspeak.server.pool import Pool
    from mathspeak.server.requests import Reading, TextRequest

    Result = TypeVar("Result")

# The slowest formula of this length that could be found takes 3 ms, and a thread is not worth its while.
_SMALL = 256
# These make work that the length does not tell.
_DEFINES = re.compile(r"\\(?:[egx]?def|let|(?:re)?new|provide|Declare)")
_TRANSLATORS = 64
_LONGEST_KEPT = 16_384
# What the core may take beyond its own limit: it looks at the clock now and then.
_SPARE_SECONDS = 2.0


class Answer:
    """An answer in words: its JSON, and a tag that changes when it does."""

    __slots__ = ("body", "tag")

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.tag = tag(body)


def tag(*parts: bytes) -> str:
    """An entity tag for content; weak, because it stays the same when a proxy compresses it.

    >>> tag(b"x")
    'W/"2d711642b726b04401627ca9fbac32f5"'
    """
    return f'W/"{hashlib.sha256(b"|".join(parts)).hexdigest()[:32]}"'


class Reader:
    """Reads for requests; what they ask for is laid over the settings. For the event loop's own thread."""

    def __init__(self, settings: Settings, pool: Pool, metrics: Metrics) -> None:
        self._settings = settings
        self._pool = pool
        self._metrics = metrics
        self._translators: OrderedDict[object, Translator] = OrderedDict()
        self._answers: OrderedDict[object, Answer] = OrderedDict()
        # What has been counted of the formulas that are known.
        self._counted = MemoStats()

    async def text(self, request: TextRequest) -> Answer:
        """The words of a request and the warnings about it, as JSON."""
        key = request.model_dump_json()
        if self._settings.server.memo:
            known = self._answers.get(key)
            self._metrics.memo.labels("hit" if known else "miss").inc()
            if known:
                self._answers.move_to_end(key)
                return known
        answer = await self._small_or_not(request, partial(self._answer, request, self.translator(request)))
        if self._settings.server.memo and len(key) + len(answer.body) <= _LONGEST_KEPT:
            self._answers[key] = answer
            if len(self._answers) > self._settings.server.memo:
                self._answers.popitem(last=False)
        return answer

    async def words(self, request: Reading, prose: bool | None = None) -> Words:
        """The words of a request, ready to be spoken."""
        return await self._small_or_not(request, partial(self._words, request, self.translator(request), prose))

    async def parts(self, request: Reading) -> Answer:
        """The parts of the formula of a request, as JSON."""
        self._check(request)
        return await self._pool.run(partial(self._parts, request), self._seconds)

    def translator(self, request: Reading) -> Translator:
        """The translator that a request asks for; the last few are kept."""
        style, verbosity, language = self._style(request), self._verbosity(request), self._language(request)
        prefs = self._preferences(request, style)
        key = (style, verbosity, language, tuple(sorted(prefs.items())))
        found = self._translators.get(key)
        if found is None:
            found = self._translators[key] = self._another(style, verbosity, prefs, language)
            if len(self._translators) > _TRANSLATORS:
                self._translators.popitem(last=False)
        self._translators.move_to_end(key)
        return found

    def _style(self, request: Reading) -> str:
        return request.style or self._settings.style

    def _verbosity(self, request: Reading) -> str:
        return request.verbosity or self._settings.verbosity

    def _language(self, request: Reading) -> str:
        return request.language or self._settings.language

    def _preferences(self, request: Reading, style: str) -> dict[str, str]:
        given = request.prefs
        asked = serialised_preferences(given) if isinstance(given, str) else dict(given or {})
        # Another style does not know the preferences of the one that the settings choose.
        return {**self._settings.prefs, **asked} if style == self._settings.style else asked

    def _another(
        self, style: str, verbosity: str, prefs: dict[str, str], language: str, macros: str | None = None
    ) -> Translator:
        settings = self._settings
        return Translator(
            style,
            verbosity=verbosity,
            prefs=prefs,
            language=language,
            limits=settings.limits,
            macros="\n".join(filter(None, (settings.macros, macros))),
            speak=settings.speak,
            memo=settings.memo,
        )

    @property
    def _seconds(self) -> float:
        return self._settings.limits.max_seconds + _SPARE_SECONDS

    async def _small_or_not(self, request: Reading, work: Callable[[], Result]) -> Result:
        self._check(request)
        try:
            if len(request.latex) <= _SMALL and not request.macros and not _DEFINES.search(request.latex):
                return work()
            return await self._pool.run(work, self._seconds)
        finally:
            self._count()

    def _count(self) -> None:
        before, now = self._counted, shared(self._settings.memo).stats()
        self._metrics.formulas.labels("hit").inc(now.hits - before.hits)
        self._metrics.formulas.labels("miss").inc(now.misses - before.misses)
        self._counted = now

    def _check(self, request: Reading) -> None:
        most = self._settings.limits.max_bytes
        # Of prose each formula has this limit, and all of it together has it too.
        if len(request.latex) > most:
            raise LimitExceeded("max_bytes", f"latex has more than {most:,} bytes", start=most, end=len(request.latex))

    def _words(self, request: Reading, translator: Translator, prose: bool | None) -> Words:
        return read(
            translator,
            request.latex,
            request.display,
            macros=request.macros,
            prose=prose,
            seconds=self._settings.limits.max_seconds,
        )

    def _answer(self, request: TextRequest, translator: Translator) -> Answer:
        words = self._words(request, translator, None)
        return Answer(
            json.dumps(
                {
                    "speech": words.ssml(translator.language) if request.format == "ssml" else words.text,
                    "warnings": [warning.as_dict() for warning in words.warnings],
                },
                ensure_ascii=False,
            ).encode()
        )

    def _parts(self, request: Reading) -> Answer:
        style, verbosity = self._style(request), self._verbosity(request)
        prefs, language = self._preferences(request, style), self._language(request)
        # Definitions of its own make it another translator, because a walk takes a formula alone.
        translator = self._another(style, verbosity, prefs, language, request.macros)
        seconds = self._settings.limits.max_seconds
        parts = Parts(request.latex, translator, verbosity, display=request.display, seconds=seconds)
        return Answer(json.dumps(parts.as_dict(), ensure_ascii=False).encode())
