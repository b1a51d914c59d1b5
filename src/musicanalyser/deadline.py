"""A limit on how long a request may take in all, whatever it waits for.

The timeouts of HTTP libraries are for each read: a server that sends a byte now and then passes
every one of them, above all in headers, which the libraries read on their own.
"""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def deadline(seconds: float) -> Iterator[float]:
    """Raise `TimeoutError` within the block once it has taken so long; yield when that will be.

    A timer interrupts the read itself, which only the main thread of a POSIX system allows:
    elsewhere a block takes as long as it does. Blocks are not nested.

    Raises:
        TimeoutError: In the midst of the block, where it is.
    """
    until = time.monotonic() + seconds
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not hasattr(signal, "setitimer"):
        yield until
        return
    before = signal.signal(signal.SIGALRM, _expire)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield until
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _expire(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError("it took too long")
