"""Leaving at once, and in order, whichever way a watch is ended."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class _Leave(BaseException):
    """Somebody wants it to end; nothing between here and there may take that for an error."""


@contextmanager
def leaving() -> Iterator[None]:
    """End the block without an error when the process is told to terminate or to hang up.

    What is in the middle of a transaction is rolled back, and what it was about is asked again the
    next time. Whoever is told twice still tidies up, and what breaks on the way out is no error.
    Ctrl-C stays what it is everywhere.
    """
    told = False

    def leave(_number: int, _frame: FrameType | None) -> None:
        nonlocal told
        if not told:
            told = True
            raise _Leave

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]  # Windows has one
    numbers = [getattr(signal, name) for name in names]
    before = [signal.signal(number, leave) for number in numbers]
    try:
        yield
    except _Leave:
        pass
    except Exception:
        if not told:
            raise
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
