"""A request is given up after so long, whichever library waits for it."""

import signal
import sys
import threading
import time
from collections.abc import Callable

import httpx
import httpx2
import pytest
import requests

from musicanalyser.deadline import deadline
from tests.simulators.hostile import hostile

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has no timer that interrupts")
LIBRARIES: dict[str, Callable[[str], object]] = {
    "requests": lambda url: requests.get(url, timeout=30),
    "httpx": lambda url: httpx.get(url, timeout=30),
    "httpx2": lambda url: httpx2.get(url, timeout=30),
}


@pytest.mark.parametrize("library", LIBRARIES)
def test_headers_that_trickle_are_not_waited_for(library: str) -> None:
    errors = (OSError, httpx.TransportError, httpx2.TransportError)
    with hostile("drip") as url:
        began = time.monotonic()
        with pytest.raises(errors), deadline(0.3):
            LIBRARIES[library](url)
        assert 0.3 <= time.monotonic() - began < 5


def test_a_block_that_ends_in_time_is_left_alone_and_nothing_rings_later() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with deadline(0.05):
        pass
    threading.Event().wait(0.1)
    assert signal.getsignal(signal.SIGALRM) == before


def test_an_error_of_the_block_comes_through_and_stops_the_timer() -> None:
    with pytest.raises(KeyError), deadline(0.05):
        raise KeyError
    threading.Event().wait(0.1)


def test_outside_of_the_main_thread_a_block_is_not_limited() -> None:
    done: list[float] = []

    def work() -> None:
        with deadline(0.01) as until:
            threading.Event().wait(0.05)
            done.append(until)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(done) == 1
