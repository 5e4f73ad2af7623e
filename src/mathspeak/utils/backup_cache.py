"""``python -m mathspeak.utils.backup_cache``: a backup of the cache that the settings name, for scheduled jobs.

It prints the path of the file and nothing else on standard output, and ends with the exit codes of ``ms``.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
import time
from contextlib import closing

from mathspeak import config
from mathspeak.cache.folders import backup_folder, cache_folder, config_folder, expanded
from mathspeak.errors import CacheError, ConfigError, MathspeakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_CONFIG, _FILE, _INTERRUPTED, _ENDED = 5, 7, 130, 143
_OURS = re.compile(r"mathspeak-cache-(\d{8}-\d{6})(?:-(\d+))?\.tar")


def main(arguments: Sequence[str] | None = None) -> int:
    asked = parser()
    given = asked.parse_args(arguments)
    if given.output and given.keep:
        asked.error("--keep is for backups in the cache's folder, and --output names another place")
    try:
        path = back_up(given.output)
        print(path, flush=True)
        if given.keep:
            rotate(path, given.keep)
    except ConfigError as error:
        return _failed(error, _CONFIG)
    except CacheError as error:
        return _failed(error, _FILE)
    except KeyboardInterrupt:
        return _INTERRUPTED
    return 0


def parser() -> argparse.ArgumentParser:
    """What the command takes."""
    asked = argparse.ArgumentParser(
        prog="python -m mathspeak.utils.backup_cache",
        description="Back up the cache of recordings to one file, while others use it.",
        epilog="ms cache restore reads the file.",
    )
    asked.add_argument("--output", metavar="PATH", help="the file; unless told, one in backups in the cache's folder")
    asked.add_argument("--keep", metavar="N", type=_count, help="remove all but the N newest of backups")
    return asked


def back_up(output: str | None = None) -> str:
    """Write the backup and return its path."""
    from mathspeak.cache import keeping
    from mathspeak.cache.cache import open_cache

    settings = config.load(os.environ, os.path.join(config_folder(), "config.toml"))
    folder = expanded(settings.cache_dir or cache_folder())
    cache = open_cache(
        settings.cache_url, folder, settings.cache_max_bytes, _say, connections=settings.connection_pool_size
    )
    path = output or _free_name(backup_folder(folder))
    with closing(cache):
        outcome = keeping.backup(cache.store, path)
    for key, wrong in outcome.faults:
        _say(f"the entry {key} was left out: {wrong}")
    _say(f"{outcome.entries} entries were written")
    return path


def rotate(newest: str, keep: int) -> None:
    """Remove all but the ``keep`` newest backups beside ``newest``, which stays whatever its name says of its age.

    What others put there stays as well. Raises CacheError if one cannot be removed.
    """
    folder, kept = os.path.split(newest)
    found = sorted((name for name in os.listdir(folder) if _OURS.fullmatch(name) and name != kept), key=_made)
    for name in found[: max(0, len(found) + 1 - keep)]:
        path = os.path.join(folder, name)
        try:
            os.remove(path)
        except OSError as error:
            raise CacheError(f"{path} cannot be removed: {error.strerror}", hint="remove it by hand") from error
        _say(f"{path} was removed")


def _made(name: str) -> tuple[str, int]:
    found = _OURS.fullmatch(name)
    assert found is not None
    return found[1], int(found[2] or 0)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)


def _free_name(folder: str) -> str:
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError as error:
        raise CacheError(f"{folder} cannot be made: {error.strerror}", hint="name a file with --output") from error
    name = os.path.join(folder, time.strftime("mathspeak-cache-%Y%m%d-%H%M%S"))
    path, number = name + ".tar", 1
    while os.path.exists(path):
        path, number = f"{name}-{number}.tar", number + 1
    return path


def _failed(error: MathspeakError, code: int) -> int:
    _say(f"Error: {error.message}" + (f"\nHint: {error.hint}" if error.hint else ""))
    return code


def _say(message: str) -> None:
    print(message, file=sys.stderr)


if __name__ == "__main__":
    # The first process of a container gets no help from the system: without this it would go on until it is killed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_ENDED))
    sys.exit(main())
