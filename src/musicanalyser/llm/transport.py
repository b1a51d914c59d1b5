"""The HTTP client that both SDKs use: it sends only what is needed, and limits what it reads.

Their own clients follow redirects with the key, take headers from the environment, describe the
machine, and wait as long as single bytes arrive.
"""

import logging
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2

from musicanalyser.llm.http_refusal import ErrorResponse
from musicanalyser.llm.provider_call import ProviderCall

_HEADERS = {
    *("accept", "authorization", "connection", "content-length", "content-type", "host"),
    *("user-agent", "x-goog-api-key"),
}
_CONNECT_S = 10.0
"""A server that does not accept connections for so long is reported as unreachable, not as slow."""
_ZLIB_BITS = {"gzip": 31, "deflate": 15}
"""How `zlib` unpacks each encoding; others are refused, as none was asked for."""
_LARGEST_BYTES = 8_000_000
"""A faulty server cannot fill the memory; a roast has some thousand characters."""


class ProviderRefusedError(Exception):
    """The provider answered, but not with 200."""

    def __init__(self, answer: ErrorResponse) -> None:
        super().__init__(f"HTTP {answer.status}")
        self.answer = answer


class OversizedError(Exception):
    """The answer is larger than any sensible one."""


class _Bounded(httpx2.SyncByteStream):
    """A body, unpacked, that raises an error once it takes too long or grows too large."""

    def __init__(self, body: httpx2.SyncByteStream, deadline: float, encoding: str) -> None:
        self._body = body
        self._deadline = deadline
        self._encoding = encoding

    def __iter__(self) -> Iterator[bytes]:
        unpacked = zlib.decompressobj(_ZLIB_BITS[self._encoding]) if self._encoding else None
        size = 0
        for packed in self._body:
            chunk = unpacked.decompress(packed, _LARGEST_BYTES + 1) if unpacked else packed
            size += len(chunk)
            if size > _LARGEST_BYTES:
                raise OversizedError
            if time.monotonic() > self._deadline:
                raise httpx2.ReadTimeout("the body took too long")
            yield chunk

    def close(self) -> None:
        self._body.close()


@contextmanager
def open_client(call: ProviderCall) -> Iterator[httpx2.Client]:
    """Yield a client for one attempt, which uses no proxy to reach this machine.

    Its requests raise:
        ProviderRefusedError: If the provider answers with anything but 200.
        OversizedError: If its answer does not end.
    """

    def limit_request(request: httpx2.Request) -> None:
        for name in set(request.headers) - _HEADERS:
            del request.headers[name]
        timeout = httpx2.Timeout(call.timeout_s, connect=min(call.timeout_s, _CONNECT_S))
        request.extensions["timeout"] = timeout.as_dict()
        request.extensions["deadline"] = time.monotonic() + call.timeout_s

    def limit_response(response: httpx2.Response) -> None:
        if isinstance(response.stream, httpx2.SyncByteStream):
            deadline = response.request.extensions["deadline"]
            # Taken out, so that the SDK does not unpack the body again, without a limit.
            encoding = response.headers.pop("content-encoding", "").strip().lower()
            if encoding not in {"", "identity", *_ZLIB_BITS}:
                raise OversizedError
            packing = encoding if encoding in _ZLIB_BITS else ""
            response.stream = _Bounded(response.stream, deadline, packing)
        if response.status_code != httpx2.codes.OK:
            raise ProviderRefusedError(
                ErrorResponse(
                    status=response.status_code, headers=response.headers, body=response.read()
                )
            )

    logging.getLogger("httpcore2.http11").setLevel(logging.INFO)  # its debug log holds all headers
    with httpx2.Client(
        trust_env=not call.address.is_loopback,
        event_hooks={"request": [limit_request], "response": [limit_response]},
    ) as client:
        yield client
