"""The connection to Spotify: bounded, followed nowhere, and silent about what it sends."""

import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.request import getproxies

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from musicanalyser.address import is_loopback

TIMEOUT_S = 10.0
_WHOLE_S = 30.0
_LARGEST_BYTES = 4_000_000
_CHUNK_BYTES = 65_536
_TALKATIVE = ("spotipy", "urllib3", "requests")
"""They log headers and bodies, and with them tokens."""


class _Bounded(HTTPAdapter):
    """Reads a body to its end, but not for ever."""

    def send(self, *args: Any, **options: Any) -> requests.Response:  # noqa: ANN401 - passed on
        """Return a response whose body has been read.

        Raises:
            ChunkedEncodingError: If the body breaks off, is too large, or takes too long.
        """
        response = super().send(*args, **{**options, "stream": True})
        try:
            response._content = _whole(response)  # noqa: SLF001 - where requests keeps it, too
        except HTTPError as error:
            raise requests.exceptions.ChunkedEncodingError(error) from None
        finally:
            response.close()
        return response


def _whole(response: requests.Response) -> bytes:
    deadline_s = time.monotonic() + _WHOLE_S
    body = b""
    while chunk := response.raw.read1(_CHUNK_BYTES, decode_content=True):
        body += chunk
        if len(body) > _LARGEST_BYTES or time.monotonic() > deadline_s:
            raise HTTPError("the answer does not end")
    return body


def session(url: str, *, heard: Callable[[requests.Response], None]) -> requests.Session:
    """Return a session for an address; ``heard`` is told of every response.

    Credentials of a ``.netrc`` are never sent, proxies of the environment are used but for this
    machine, and no redirect is followed.
    """
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    made = requests.Session()
    made.trust_env = False
    if not is_loopback(url):
        made.proxies = dict(getproxies())
    made.max_redirects = 0
    made.mount(url, _Bounded())

    def hear(response: requests.Response, *_args: object, **_options: object) -> None:
        heard(response)

    made.hooks["response"].append(hear)
    return made
