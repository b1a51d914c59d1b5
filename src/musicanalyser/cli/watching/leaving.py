"""Leaving at once, and in order, whichever way a watch is ended."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class _Leave(BaseException):
    """Somebody wants it to end; nothing between here and there may take that for an error."""


@contextmanager
def leaving() -> Iterator[None]:
    """End the block without an error when the process is told to terminate or loses its terminal.

    What is in the middle of a transaction is rolled back, and what it was about is asked again the
    next time. Ctrl-C stays what it is everywhere.
    """

    def leave(_number: int, _frame: FrameType | None) -> None:
        raise _Leave

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]  # Windows has one
    numbers = [getattr(signal, name) for name in names]
    before = [signal.signal(number, leave) for number in numbers]
    try:
        yield
    except _Leave:
        pass
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
