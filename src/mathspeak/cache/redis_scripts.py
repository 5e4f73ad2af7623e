"""What has to happen as one step on the Redis server: an entry and the bookkeeping beside it.

``used`` is a sorted set of keys by the time of their last use in microseconds, ``sizes`` a hash of their bytes, and
``counts`` a hash of ``bytes``, ``hits``, ``misses`` and ``evicted``. The server may remove any of them by itself when
its memory is full; ``ADOPT``, ``FORGET`` and ``SUM`` put right what it left behind.
"""

from __future__ import annotations

# KEYS: the entry, used, sizes, counts. ARGV: the key, …
_NOW = "local time = redis.call('TIME') local now = time[1] * 1000000 + time[2]\n"
_DROP = """
local function drop(key)
  redis.call('ZREM', KEYS[2], key)
  local size = redis.call('HGET', KEYS[3], key)
  if size then
    redis.call('HDEL', KEYS[3], key)
    redis.call('HINCRBY', KEYS[4], 'bytes', -size)
  end
end
"""

GET = (
    _NOW
    + _DROP
    + """
local value = redis.call('GET', KEYS[1])
if value then
  redis.call('ZADD', KEYS[2], 'XX', now, ARGV[1])
  redis.call('HINCRBY', KEYS[4], 'hits', 1)
else
  drop(ARGV[1])
end
return value
"""
)

# Gives the number removed, and -1 if the bookkeeping does not add up: then nobody knows what was used least recently.
_PRUNE = """
local function prune(prefix, bytes, most)
  local removed = 0
  if redis.call('ZCARD', KEYS[2]) ~= redis.call('HLEN', KEYS[3]) then return -1 end
  while removed < most and tonumber(redis.call('HGET', KEYS[4], 'bytes') or 0) > bytes do
    local oldest = redis.call('ZPOPMIN', KEYS[2])
    if not oldest[1] then return -1 end
    drop(oldest[1])
    redis.call('UNLINK', prefix .. oldest[1])
    removed = removed + 1
  end
  return removed
end
"""

# ARGV: the key, the prefix of entries, the bytes to keep, the most to remove, the entry, the time of last use or ''.
PUT = (
    _NOW
    + _DROP
    + _PRUNE
    + """
redis.call('SET', KEYS[1], ARGV[5])
local old = redis.call('HGET', KEYS[3], ARGV[1]) or 0
redis.call('HSET', KEYS[3], ARGV[1], #ARGV[5])
redis.call('HINCRBY', KEYS[4], 'bytes', #ARGV[5] - old)
redis.call('ZADD', KEYS[2], ARGV[6] == '' and now or ARGV[6], ARGV[1])
return prune(ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]))
"""
)

# ARGV: the key, the prefix of entries, the bytes to keep, the most to remove.
PRUNE = _DROP + _PRUNE + "return prune(ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]))"

# ARGV: the key.
DELETE = _DROP + "redis.call('UNLINK', KEYS[1]) drop(ARGV[1])"

# ARGV: the key. An entry that the bookkeeping does not know, which is the first to go.
ADOPT = """
local size = redis.pcall('STRLEN', KEYS[1])
if type(size) == 'number' and size > 0 then
  redis.call('HSET', KEYS[3], ARGV[1], size)
  redis.call('ZADD', KEYS[2], 'NX', 0, ARGV[1])
end
"""

# ARGV: the key. An entry that only the bookkeeping knows.
FORGET = _DROP + "if redis.call('EXISTS', KEYS[1]) == 0 then drop(ARGV[1]) end"

SUM = """
local bytes = 0
for _, size in ipairs(redis.call('HVALS', KEYS[3])) do bytes = bytes + size end
redis.call('HSET', KEYS[4], 'bytes', bytes)
"""
