"""Many documents at once: each by itself in some process, so that one that cannot be read stops no other."""

from __future__ import annotations

import math
import multiprocessing
import signal
import sys
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from mathspeak.audio import partials
from mathspeak.documents.policy import Policy
from mathspeak.errors import DocumentError, MathspeakError
from mathspeak.narration import manifest, transcript
from mathspeak.narration.composer import compose
from mathspeak.narration.files import write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from concurrent.futures import Future
    from typing import Any

    from mathspeak.documents.blocks import Document
    from mathspeak.narration.manifest import Entry
    from mathspeak.narration.plan import Job
    from mathspeak.narration.sound import Sound
    from mathspeak.translator import Translator

# What the voices say at their own pace.
WORDS_PER_MINUTE = 170
# Documents that wait for each process: it always has one, and results that are held stay few.
_AHEAD = 2


class Making:
    """How documents are read and said: what every process of a batch is told.

    ``options`` are arguments of a translator; ``reads`` is a function of a module, since processes have to find it.
    With ``sound`` there is more than transcripts, and all documents are made in this process: what speaks has processes
    of its own.
    """

    __slots__ = ("language", "options", "output", "policies", "reads", "sound")

    def __init__(
        self,
        output: Path,
        *,
        options: Mapping[str, Any] | None = None,
        policies: Mapping[str, str] | None = None,
        language: str | None = None,
        reads: Callable[[Path], Document] | None = None,
        sound: Sound | None = None,
    ) -> None:
        from mathspeak.documents.reading import read

        self.output = output
        self.options = dict(options or {})
        self.policies = dict(policies or {})
        self.language = language
        self.reads = reads or read
        self.sound = sound

    def translator(self) -> Translator:
        """The translator that documents are read with; raises ConfigError if there is none like that."""
        from mathspeak.translator import Translator

        return Translator(**self.options)


def rehearse(job: Job, making: Making) -> tuple[int, int, int, str]:
    """What would be made of a document: its sentences and formulas, the minutes it would last, what is made already.

    Without sound the last is empty. Raises DocumentError for what cannot be read.
    """
    job.check()
    script = compose(
        making.reads(job.source),
        making.translator(),
        Policy(job.source.suffix, making.policies),
        language=making.language,
    )
    counts = script.counts()
    seconds = counts["words"] / WORDS_PER_MINUTE * 60 + sum(sentence.pause for sentence in script.sentences)
    kept = f"{making.sound.kept(script)} %" if making.sound else ""
    return counts["sentences"], counts["formulas"], math.ceil(seconds / 60), kept


def make(job: Job, making: Making) -> Entry:
    """Write what is made of one document, and tell what became of it; an error is told as well."""
    try:
        translator = making.translator()
        policy = Policy(job.source.suffix, making.policies)
        job.check()
        document = making.reads(job.source)
        script = compose(document, translator, policy, language=making.language)
        files = {f"{job.name}.txt": transcript.words(script), f"{job.name}.md": transcript.markdown(script)}
        for name, text in files.items():
            write(making.output / name, text)
        entry = manifest.entry(job, script, files, policy.as_dict(), translator.style)
        if making.sound:
            seconds, more = making.sound.make(script, job.name, making.output, document.macros)
            entry["seconds"] = round(seconds, 3)
            entry["files"] += more
        return entry
    except MathspeakError as error:
        return manifest.failure(job, error)
    except OSError as error:
        reason = f"{error.filename or job.title}: {error.strerror or error}"
        return manifest.failure(job, DocumentError(reason, hint="see whether it can be read and written"))
    except MemoryError:
        return manifest.failure(job, DocumentError("the document takes more memory than there is", hint="split it"))
    except RecursionError:
        return manifest.failure(job, DocumentError("the document is nested too deep", hint="split it"))
    except Exception as error:
        # A fault of ours in one document is no reason to lose the others.
        fault = MathspeakError(
            f"a fault in mathspeak ({type(error).__name__}: {error})", hint="please report it with the document"
        )
        fault.code = "internal"
        return manifest.failure(job, fault)


def make_all(jobs: Sequence[Job], making: Making, workers: int = 1) -> Generator[Entry, None, None]:
    """What became of each document, in their order, made in as many processes."""
    # A run that was killed may have left beginnings of these.
    partials.sweep(making.output / f"{name}.txt" for name in (*(job.name for job in jobs), "manifest", "playlist"))
    if workers < 2 or len(jobs) < 2 or making.sound:
        yield from (make(job, making) for job in jobs)
        return
    waiting = deque(jobs)
    while waiting:
        yield from _in_pool(waiting, making, min(workers, len(waiting)))
        if waiting:
            # The process of one of these ended. Alone, each takes nothing but itself along.
            yield _alone(waiting.popleft(), making)


def _in_pool(waiting: deque[Job], making: Making, workers: int) -> Generator[Entry, None, None]:
    """Make documents until there are none or a process ends; those that are not made are left in ``waiting``."""
    pool = _pool(workers)
    running: deque[Future[Entry]] = deque()
    position = 0
    ended = False
    try:
        while waiting:
            while position < len(waiting) and len(running) < workers * _AHEAD:
                running.append(pool.submit(make, waiting[position], making))
                position += 1
            entry = running[0].result()
            running.popleft()
            waiting.popleft()
            position -= 1
            yield entry
        ended = True
    except BrokenProcessPool:
        ended = True
    finally:
        if not ended:
            _stop(pool)
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(job: Job, making: Making) -> Entry:
    pool = _pool(1)
    try:
        return pool.submit(make, job, making).result()
    except BrokenProcessPool:
        error = DocumentError("the process that read this document ended", hint="there may be too little memory for it")
        return manifest.failure(job, error)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, since a fork of a process with threads, which sound has, can hang.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_quietly_when_told)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the processes of a pool with the documents that they are at; a file is whole or not there."""
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.terminate()


def _end_quietly_when_told() -> None:
    """A terminal sends an interrupt to all processes: each ends with its files put away and without a traceback."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(1))
