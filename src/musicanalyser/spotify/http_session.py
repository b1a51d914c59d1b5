"""The HTTP session to Spotify: limited, without redirects, and without logs of what it sends."""

import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.request import getproxies

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from musicanalyser.address import is_loopback
from musicanalyser.deadline import deadline

TIMEOUT_S = 10.0
"""For the connection, and for each read; a whole answer may take longer."""
_WHOLE_ANSWER_S = 30.0
_LARGEST_BYTES = 4_000_000
"""Neither a slow nor an endless answer can hold up a watch; 50 plays take some 100 kB."""
_CHUNK_BYTES = 65_536
_VERBOSE_LOGGERS = ("spotipy", "urllib3", "requests")
"""They log headers and bodies, which hold tokens."""


class _BoundedAdapter(HTTPAdapter):
    """Reads a body to its end, within limits of size and time."""

    def send(self, *args: Any, **options: Any) -> requests.Response:  # noqa: ANN401 - passed on
        """Return a response whose body has been read.

        Raises:
            ChunkedEncodingError: If the body breaks off, is too large, or takes too long.
        """
        with deadline(_WHOLE_ANSWER_S) as until:
            response = super().send(*args, **{**options, "stream": True})
            try:
                response._content = _read_body(response, until)  # noqa: SLF001 - as requests does
            except (HTTPError, TimeoutError):
                raise requests.exceptions.ChunkedEncodingError("it does not end") from None
            finally:
                response.close()
        return response


def open_session(url: str, *, on_response: Callable[[requests.Response], None]) -> requests.Session:
    """Return a session for an address; ``on_response`` gets every response.

    It never sends credentials of a ``.netrc`` and follows no redirect. It uses the proxies of the
    environment, but none to reach this machine.
    """
    for name in _VERBOSE_LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    session = requests.Session()
    session.trust_env = False
    if not is_loopback(url):
        session.proxies = dict(getproxies())
    session.max_redirects = 0
    session.mount(url, _BoundedAdapter())

    def pass_on(response: requests.Response, *_args: object, **_options: object) -> None:
        on_response(response)

    session.hooks["response"].append(pass_on)
    return session


def _read_body(response: requests.Response, until: float) -> bytes:
    body = b""
    while chunk := response.raw.read1(_CHUNK_BYTES, decode_content=True):
        body += chunk
        if len(body) > _LARGEST_BYTES or time.monotonic() > until:
            raise HTTPError("the answer does not end")
    return body
