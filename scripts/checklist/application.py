"""The application before a deployment: its settings, its keys, its cache, and whether it speaks."""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from checklist.given import Failed, Given, NotChecked, ran

SPARE_BYTES = 1 << 30
MOST_SECONDS_OFF = 5.0


class Application(Given):
    def check_01_settings(self) -> str:
        settings = self.settings()
        server = settings.server
        bounds = "keys" if server.keys_file else server.rate and f"a rate of {server.rate}"
        return f"engine {settings.engine}, {bounds or 'nothing bounds who asks but nginx'}"

    def check_03_keys(self) -> str:
        from mathspeak.server.keys import Keys

        file = self.settings().server.keys_file
        if not file:
            raise NotChecked("no file of keys is set, so that anybody may ask: MS_API_KEYS_FILE names one")
        if not Path(file).exists():
            raise Failed(f"{file} is not there: ms serve --keys-file {file} --new-key NAME makes it")
        keys = Keys(file, lambda _: None)
        if Path(file).stat().st_mode & 0o022:
            raise Failed(f"others may write {file}: chmod go-w {file}")
        lines = sum(bool(line.strip()) and not line.startswith("#") for line in Path(file).read_text().splitlines())
        if not lines:
            raise Failed(f"{file} has no key, so that nobody may ask: ms serve --keys-file {file} --new-key NAME")
        del keys
        return f"{lines} in {file}, as hashes"

    def check_07_redis(self) -> str:
        redis, url = self._redis()
        try:
            with redis.Redis.from_url(url, socket_timeout=3, socket_connect_timeout=3) as client:
                client.ping()
                policy = client.config_get("maxmemory-policy").get("maxmemory-policy", "")
        except redis.AuthenticationError:
            raise Failed("Redis refuses the password of MS_CACHE_URL: give both the same") from None
        except redis.RedisError as error:
            raise Failed(
                f"Redis does not answer: {type(error).__name__}: is it running, and may it be reached?"
            ) from None
        if self._is_open(redis, url):
            raise Failed("Redis lets everybody in: set requirepass")
        return f"it answers, asks for its password, and does {policy or 'as it likes'} when it is full"

    def _is_open(self, redis: Any, url: str) -> bool:
        bare = re.sub(r"//[^@/]*@", "//", url)
        try:
            with redis.Redis.from_url(bare, socket_timeout=3) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def _redis(self) -> tuple[Any, str]:
        url = self.settings().cache_url
        if not url:
            raise NotChecked("MS_CACHE_URL is not set here: inside compose it is, and its healthcheck asks")
        try:
            import redis
        except ImportError:
            raise NotChecked("the package redis is not installed here: pip install 'mathspeak[redis]'") from None
        return redis, url

    def check_08_cache(self) -> str:
        from mathspeak.cache.cache import open_cache

        settings = self.settings()
        if not settings.cache_enabled:
            raise NotChecked("MS_CACHE_ENABLED is false")
        told: list[str] = []
        cache = open_cache(settings.cache_url, settings.cache_dir, settings.cache_max_bytes, told.append)
        with contextlib.closing(cache):
            name = "0" * 64
            if cache.get_or_make(name, lambda: b"preflight") != b"preflight" or cache.store.peek(name) is None or told:
                raise Failed(f"nothing can be kept: {' '.join(told) or 'look at MS_CACHE_DIR and MS_CACHE_URL'}")
            cache.store.delete(name)
            return f"what is put there is kept; {cache.store.stats().entries} recordings"

    def check_09_disk_space(self) -> str:
        from mathspeak.cache.folders import cache_folder, expanded

        settings = self.settings()
        folder = Path(expanded(settings.cache_dir or cache_folder(self.environ)))
        there = next(place for place in (folder, *folder.parents) if place.exists())
        free, needed = shutil.disk_usage(there).free, settings.cache_max_bytes + SPARE_BYTES
        if free < needed:
            raise Failed(
                f"{there} has {free >> 20} MiB, and {needed >> 20} are needed: make room, or set MS_CACHE_MAX_BYTES"
            )
        return f"{free >> 20} MiB in {there}"

    def check_10_clock(self) -> str:
        if shutil.which("timedatectl"):
            done = ran("timedatectl", "show", "-p", "NTPSynchronized", "--value")
            if done.stdout.strip() == "yes":
                return "it follows a time server"
            if done.returncode == 0:
                raise Failed("it follows no time server: timedatectl set-ntp true")
        redis, url = self._redis()
        with redis.Redis.from_url(url, socket_timeout=3, socket_connect_timeout=3) as client:
            seconds, millionths = client.time()
        off = abs(time.time() - seconds - millionths / 1e6)
        if off > MOST_SECONDS_OFF:
            raise Failed(f"it differs by {off:.0f} s from that of the machine with Redis: set both by a time server")
        return f"within {off:.1f} s of that of the machine with Redis"

    def check_11_engine(self) -> str:
        from mathspeak.speaker import Speaker

        settings = self.settings()
        speaker = Speaker(settings.engine, settings.voice, language=settings.language)
        seconds = speaker.synthesize("x plus y equals z").seconds
        return f"{speaker.recorder.spoke} spoke for {seconds:.1f} s"

    def check_17_backup(self) -> str:
        from mathspeak.cache import keeping
        from mathspeak.cache.cache import open_cache
        from mathspeak.cache.folders import backup_folder, cache_folder, expanded

        folder = Path(backup_folder(expanded(self.settings().cache_dir or cache_folder(self.environ))))
        kept = sorted(folder.glob("*.tar"), key=lambda path: path.stat().st_mtime) if folder.is_dir() else []
        file = self.given.backup or (kept[-1] if kept else None)
        if file is None:
            raise NotChecked(f"there is none in {folder}, and --backup names none")
        with tempfile.TemporaryDirectory() as place, contextlib.closing(open_cache(folder=place)) as cache:
            outcome = keeping.restore(cache.store, file)
            faults = keeping.verify(cache.store).faults
        if faults or not outcome.entries:
            raise Failed(f"{file} holds {outcome.entries} recordings, {len(faults)} damaged: make another one")
        return f"{outcome.entries} recordings of {file} were restored to a folder and are whole"
