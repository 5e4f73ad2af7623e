"""The entry of ``ms``: whatever happens ends in an exit status and a sentence, never in a traceback."""

from __future__ import annotations

import gc
import os
import sys

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
    gc.freeze()
    sys.exit(code)
