"""What the handlers of one process share: settings, readers, voices, pools, and whether it is up."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys

from mathspeak import config
from mathspeak.errors import MathspeakError
from mathspeak.server.keys import Keys
from mathspeak.server.log import LOGGER
from mathspeak.server.metrics import Metrics
from mathspeak.server.pool import Pool
from mathspeak.server.rates import Rate
from mathspeak.server.reading import Reader
from mathspeak.server.requests import TextRequest
from mathspeak.server.voice import Voices
from mathspeak.translator import preferences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.config import Settings

# How long the event loop waits for the interpreter while other threads read or encode; 5 ms is Python's own.
_SWITCH_SECONDS = 0.001
_WARM_SECONDS = 60.0
_OBJECTS_BEFORE_COLLECTION = 2_000
_STUCK_TIMES = 4
_LOOK_SECONDS = 2.0


class Service:
    """One in a process; `app.create` makes it, and handlers find it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.logger = logging.getLogger(LOGGER)
        self.metrics = Metrics()
        server = settings.server
        self.text_pool = Pool("reading", server.text_threads, server.text_queue, self.metrics.waiting)
        self.speech_pool = Pool("speech", server.speech_threads, server.speech_queue, self.metrics.waiting)
        self.reader = Reader(settings, self.text_pool, self.metrics)
        self.voices = Voices(settings, self.metrics, self.logger)
        self.keys = Keys(server.keys_file, self.logger.error) if server.keys_file else None
        self.address_rate = Rate(server.rate, settings.cache_url, self.logger.warning)
        self.key_rate = Rate(server.key_rate, settings.cache_url, self.logger.warning)
        # Who guesses at keys is slowed down whatever the settings allow.
        self.guess_rate = Rate("10/m burst 20" if self.keys else "", settings.cache_url, self.logger.warning)
        self.sockets = 0
        self.warm = False
        self.draining = False

    async def start(self) -> None:
        """Load what the first request would wait for; without a voice, words are served all the same."""
        sys.setswitchinterval(_SWITCH_SECONDS)
        for style in config.STYLES:
            preferences(style)
            await self.reader.text(
                TextRequest.model_validate({"latex": r"\frac{a}{b}", "style": style, "language": "en"})
            )
        try:
            engine = await self.speech_pool.run(self.voices.warm, _WARM_SECONDS)
            self.logger.info("ready", extra={"fields": {"engine": engine}})
        except MathspeakError as error:
            self.logger.error("nothing can speak here", extra={"fields": {"code": error.code, "detail": error.message}})
        except Exception as error:
            self.logger.error("nothing can speak here", exc_info=error)
        # What is loaded by now stays: looking through it for garbage would hold requests up for a tenth of a second.
        gc.collect()
        gc.freeze()
        # A short run of ms is spared from looking at all; connections leave circles behind that must not pile up.
        gc.set_threshold(_OBJECTS_BEFORE_COLLECTION)
        self.warm = True

    async def watch(self) -> None:
        """Take down what changes without a request, in each process: Prometheus may only ever ask one of them."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            self.voices.look()

    @property
    def stuck(self) -> bool:
        """Whether reading has been at something for far longer than any limit allows."""
        return self.text_pool.oldest() > _STUCK_TIMES * max(self.settings.limits.max_seconds, 1.0)

    def stop(self) -> None:
        self.text_pool.close()
        self.speech_pool.close()
        self.voices.close()
