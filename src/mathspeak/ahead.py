"""Work done ahead of whoever waits for it: several items at a time, the results in order."""

from __future__ import annotations

from collections import deque
from itertools import chain, islice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from typing import TypeVar

    Item = TypeVar("Item")
    Result = TypeVar("Result")


def ahead(items: Iterable[Item], work: Callable[[Item], Result], workers: int) -> Iterator[Result]:
    """The results of ``work`` in the order of the items, ``workers`` of which are worked at while one is waited for.

    At most twice as many results as workers are held, so memory does not grow with the number of items. A lone item is
    worked at here and now, in the thread of the caller. After an error nothing new is begun.

    >>> list(ahead("abc", str.upper, 2))
    ['A', 'B', 'C']
    """
    source = iter(items)
    first = list(islice(source, 2))
    if len(first) < 2 or workers < 2:
        yield from map(work, chain(first, source))
        return
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(workers, thread_name_prefix="mathspeak")
    begun: deque[Future[Result]] = deque()
    try:
        for item in chain(first, source):
            begun.append(pool.submit(work, item))
            if len(begun) >= 2 * workers:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
