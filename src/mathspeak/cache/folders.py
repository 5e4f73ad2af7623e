"""Where a cache lies unless somebody says otherwise, and where its archives go."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def cache_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str:
    """The user's own folder for what can be made again.

    >>> cache_folder({"XDG_CACHE_HOME": "/var/cache/me"}, "linux")
    '/var/cache/me/mathspeak'
    """
    return _within(_CACHES.get(platform, _CACHES["linux"]), environ)


def config_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str:
    """The folder of the user's settings, which is the one that ``click.get_app_dir`` gives the command line."""
    return _within(_SETTINGS.get(platform, _SETTINGS["linux"]), environ)


def expanded(folder: str | os.PathLike[str]) -> str:
    """The full path of a folder that may be written with ~ and variables, as diskcache takes them too."""
    return os.path.abspath(os.path.expandvars(os.path.expanduser(os.fspath(folder))))


def engines_file(cache: str | None) -> Path:
    """The file beside a cache in ``cache``, or the user's own, that remembers which engines could not speak."""
    return Path(cache or cache_folder()) / "engines.json"


def backup_folder(cache: str | os.PathLike[str]) -> str:
    """The folder of a cache's archives, which no clearing or pruning touches."""
    return os.path.join(cache, "backups")


# The variable that names the folder of all programs, and where that is without it.
_CACHES = {
    "linux": ("XDG_CACHE_HOME", "~/.cache"),
    "darwin": ("", "~/Library/Caches"),
    "win32": ("LOCALAPPDATA", "~"),
}
_SETTINGS = {
    "linux": ("XDG_CONFIG_HOME", "~/.config"),
    "darwin": ("", "~/Library/Application Support"),
    "win32": ("APPDATA", "~"),
}


def _within(place: tuple[str, str], environ: Mapping[str, str]) -> str:
    variable, otherwise = place
    folder = os.path.expanduser(environ.get(variable) or otherwise)
    if folder.startswith("~"):
        # A user without a home, as in some containers.
        return os.path.join(tempfile.gettempdir(), f"mathspeak-{getattr(os, 'getuid', int)()}")
    return os.path.join(folder, "mathspeak")
