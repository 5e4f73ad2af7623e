"""What keeps a cache on disk within its limit and sound: pruning, files that no row names, counts that are wrong."""

from __future__ import annotations

import os
import time
from contextlib import suppress

from mathspeak.cache.key import is_key
from mathspeak.cache.values import is_file_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mathspeak.cache.database import Database

_ROWS_AT_A_TIME = 100
# A young file without a row is one whose row is still to come, an old one had its writer killed.
_UNCLAIMED_SECONDS = 600.0
_SIZE = "SELECT CAST(TOTAL(value) AS INTEGER) FROM Settings WHERE key = 'size'"
_OLDEST = f"SELECT rowid, IFNULL(size, 0), filename FROM Cache ORDER BY access_time LIMIT {_ROWS_AT_A_TIME}"
_COUNT = "SELECT COUNT(*) FROM Cache"
_SUM = "SELECT CAST(TOTAL(size) AS INTEGER) FROM Cache"


def prune(cache: Any, to_bytes: int) -> int:
    """Remove the least recently used until the rest has so many bytes; how many were removed."""
    removed = 0
    while cache._sql(_SIZE).fetchone()[0] > to_bytes:
        with cache.transact():
            rows = _enough(cache._sql(_OLDEST).fetchall(), cache._sql(_SIZE).fetchone()[0] - to_bytes)
            cache._sql(f"DELETE FROM Cache WHERE rowid IN ({','.join(str(row) for row, *_ in rows)})")
        for *_, name in rows:
            cache.disk.remove(name)
        removed += len(rows)
        if not rows:
            break
    return removed


def _enough(rows: list[tuple[int, int, str]], excess: int) -> list[tuple[int, int, str]]:
    taken = []
    for row in rows:
        if excess <= 0:
            break
        taken.append(row)
        excess -= row[1]
    return taken


def check(database: Database, *, repair: bool) -> list[str]:
    """What is wrong with the table and the files beside it, in words."""
    ((verdict,),) = database.rows("PRAGMA integrity_check(1)")
    if verdict != "ok":
        if repair:
            database.begin_anew()
        return [f"the index is damaged: {verdict}"]
    faults = _foreign_rows(database, repair) + _wrong_counts(database, repair)
    unclaimed = remove_unclaimed(database) if repair else len(_unclaimed(database))
    return faults + ([f"{unclaimed} files belong to no entry"] if unclaimed else [])


def remove_unclaimed(database: Database) -> int:
    """Remove the files of writers that were killed; how many there were."""
    unclaimed = _unclaimed(database)
    for path in unclaimed:
        with suppress(OSError):
            os.remove(path)
    return len(unclaimed)


def _unclaimed(database: Database) -> list[str]:
    old = time.time() - _UNCLAIMED_SECONDS
    with os.scandir(database.entries) as files:
        found = [file for file in files if is_file_name(file.name) and _written(file) < old]
    # After the files, so that no row of one of them is missed.
    claimed = {name for (name,) in database.rows("SELECT filename FROM Cache WHERE filename IS NOT NULL")}
    return [file.path for file in found if file.name not in claimed]


def _written(file: os.DirEntry[str]) -> float:
    """When a file was written; never, if somebody has just removed it."""
    try:
        return file.stat(follow_symlinks=False).st_mtime
    except FileNotFoundError:
        return float("inf")


def _foreign_rows(database: Database, repair: bool) -> list[str]:
    foreign = [
        row for row, raw, key in database.rows("SELECT rowid, raw, key FROM Cache") if raw != 1 or not is_key(key)
    ]
    if foreign and repair:
        sql = f"DELETE FROM Cache WHERE rowid IN ({','.join(map(str, foreign))})"
        database.run(lambda cache: cache._sql(sql), changes=True)
    return [f"{len(foreign)} rows of the index are not of this cache"] if foreign else []


def _wrong_counts(database: Database, repair: bool) -> list[str]:
    ((count, size, counted, summed),) = database.rows(
        f"SELECT ({_COUNT}), ({_SUM}), (SELECT value FROM Settings WHERE key = 'count'), ({_SIZE})"
    )
    if (count, size) == (counted, summed):
        return []
    if repair:
        for name, question in (("count", _COUNT), ("size", _SUM)):
            sql = f"UPDATE Settings SET value = ({question}) WHERE key = '{name}'"
            database.run(lambda cache, sql=sql: cache._sql(sql), changes=True)  # type: ignore[misc]
    return [f"the index counts {counted} entries of {summed} bytes, and has {count} of {size}"]
