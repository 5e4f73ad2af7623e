from __future__ import annotations

import os

import click
import pytest

from mathspeak.cache.cache import open_cache
from mathspeak.cache.folders import backup_folder, cache_folder, config_folder


@pytest.mark.parametrize(
    ("environ", "platform", "folder"),
    [
        ({"XDG_CACHE_HOME": "/c"}, "linux", "/c/mathspeak"),
        ({"XDG_CACHE_HOME": ""}, "linux", "~/.cache/mathspeak"),
        ({}, "freebsd14", "~/.cache/mathspeak"),
        ({"XDG_CACHE_HOME": "/c"}, "darwin", "~/Library/Caches/mathspeak"),
        ({"LOCALAPPDATA": "/l"}, "win32", "/l/mathspeak"),
    ],
)
def test_the_cache_lies_where_the_system_keeps_caches(environ: dict[str, str], platform: str, folder: str) -> None:
    assert cache_folder(environ, platform) == os.path.expanduser(folder)


def test_a_user_without_a_home_has_a_cache_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert cache_folder({}, "linux").endswith(f"mathspeak-{os.getuid()}")
    assert os.path.isabs(cache_folder({}, "linux"))


def test_the_settings_are_where_the_command_line_has_them() -> None:
    assert config_folder() == click.get_app_dir("mathspeak")


def test_a_cache_without_a_place_is_in_the_users_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_cache().store.place == cache_folder()
    assert backup_folder("/c") == os.path.join("/c", "backups")
