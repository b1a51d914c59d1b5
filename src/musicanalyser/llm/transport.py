"""What goes over the wire to a provider and back: no more than is needed, and bounded.

Both SDKs are given this client instead of their own. Theirs follow redirects with the key, take
headers from the environment, tell about the machine, and wait as long as bytes trickle in.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2

from musicanalyser.llm.http_refusal import ErrorResponse
from musicanalyser.llm.provider_call import Call

_HEADERS = {
    *("accept", "authorization", "connection", "content-length", "content-type", "host"),
    *("user-agent", "x-goog-api-key"),
}
_CONNECT_S = 10.0
_LARGEST_BYTES = 8_000_000


class ProviderRefusedError(Exception):
    """The provider answered, but not with 200."""

    def __init__(self, answer: ErrorResponse) -> None:
        super().__init__(f"HTTP {answer.status}")
        self.answer = answer


class OversizedError(Exception):
    """The answer is larger than any that makes sense."""


class _Bounded(httpx2.SyncByteStream):
    """A body that ends in an error once it takes too long or grows too large."""

    def __init__(self, body: httpx2.SyncByteStream, deadline: float) -> None:
        self._body = body
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for chunk in self._body:
            size += len(chunk)
            if size > _LARGEST_BYTES:
                raise OversizedError
            if time.monotonic() > self._deadline:
                raise httpx2.ReadTimeout("the body took too long")
            yield chunk

    def close(self) -> None:
        self._body.close()


@contextmanager
def connect(call: Call) -> Iterator[httpx2.Client]:
    """Open a client for one attempt; what it sends to this machine never goes through a proxy.

    Raises:
        RefusedError: From within, when the provider answers with anything but 200.
        OversizedError: From within, when its answer does not end.
    """

    def prepare(request: httpx2.Request) -> None:
        for name in set(request.headers) - _HEADERS:
            del request.headers[name]
        timeout = httpx2.Timeout(call.timeout_s, connect=min(call.timeout_s, _CONNECT_S))
        request.extensions["timeout"] = timeout.as_dict()
        request.extensions["deadline"] = time.monotonic() + call.timeout_s

    def examine(response: httpx2.Response) -> None:
        if isinstance(response.stream, httpx2.SyncByteStream):
            deadline = response.request.extensions["deadline"]
            response.stream = _Bounded(response.stream, deadline)
        if response.status_code != httpx2.codes.OK:
            raise ProviderRefusedError(
                ErrorResponse(
                    status=response.status_code, headers=response.headers, body=response.read()
                )
            )

    logging.getLogger("httpcore2.http11").setLevel(logging.INFO)  # below, it logs all headers
    with httpx2.Client(
        trust_env=not call.address.loopback,
        event_hooks={"request": [prepare], "response": [examine]},
    ) as client:
        yield client
