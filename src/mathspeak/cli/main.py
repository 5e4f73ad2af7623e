"""The entry of ``ms``: whatever happens ends in an exit status and a sentence, never in a traceback."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


# Modules and tables are nearly all that a short run allocates. Looking through them for garbage, while they are loaded
# and again at the end, takes longer than reading the formula.
_OBJECTS_BEFORE_COLLECTION = 100_000


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION)
    try:
        # Inside the try, so that an interrupt while modules are loading ends as quietly as any other.
        from mathspeak.cli.group import run

        code = run(arguments)
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        code = 141
    if code == 141 and sys.stdout is not None:
        # What is still in the buffer has no reader; the interpreter would complain about it on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if code == 130:
        # Whatever is still being made, nobody waits for it; children end when this process does.
        for stream in filter(None, (sys.stdout, sys.stderr)):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)
    gc.freeze()
    sys.exit(code)
