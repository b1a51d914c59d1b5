"""A clean and immediate end of a watch, whatever ends it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class _ShutdownRequest(BaseException):
    """The process was told to end. It is no `Exception`, so that no handler takes it for one."""


@contextmanager
def graceful_shutdown() -> Iterator[None]:
    """End the block without an error on SIGTERM or SIGHUP; Ctrl-C works as everywhere.

    A transaction that is under way is rolled back, and the next watch makes up for it. A second
    signal does not interrupt the cleaning up, and errors in the cleaning up are ignored.
    """
    is_requested = False

    def request(_number: int, _frame: FrameType | None) -> None:
        nonlocal is_requested
        if not is_requested:
            is_requested = True
            raise _ShutdownRequest

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]  # Windows has one
    numbers = [getattr(signal, name) for name in names]
    before = [signal.signal(number, request) for number in numbers]
    try:
        yield
    except _ShutdownRequest:
        pass
    except Exception:
        if not is_requested:
            raise
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
