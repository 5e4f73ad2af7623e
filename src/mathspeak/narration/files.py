"""Text files that are either whole or not there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from mathspeak.audio import partials


def write(path: Path, text: str) -> None:
    """Write a text as UTF-8 under a temporary name and rename it; the folder is made if there is none.

    OSError names the file that it was to become.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = partials.partial(path)
    try:
        with open(partial, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(partial, path)
    except OSError as error:
        # A full disk names no file, and nobody knows the temporary one.
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        with suppress(OSError):
            partial.unlink()
