"""One service over HTTP: one request at a time, at its pace, with limits on every answer."""

from collections.abc import Mapping
from contextlib import closing
from importlib.metadata import version
from itertools import count
from time import monotonic
from types import TracebackType
from typing import Self

import httpx

from musicanalyser.address import Address
from musicanalyser.deadline import deadline
from musicanalyser.net.failures import AccessDeniedError, UnavailableError
from musicanalyser.net.http_answer import HttpAnswer, outage_error
from musicanalyser.net.http_protocol import Parameters, RequestClock
from musicanalyser.net.retry_policy import LONGEST_PAUSE_S, RequestBudget, pause_s, window_s

USER_AGENT = f"musicanalyser/{version('musicanalyser')} (+https://pypi.org/project/musicanalyser/)"
"""MusicBrainz rejects generic ones: https://musicbrainz.org/doc/MusicBrainz_API/Rate_Limiting"""
_TIMEOUT = httpx.Timeout(30, connect=5)
_LONGEST_S = 90.0
"""An answer that takes longer is given up, even if bytes keep arriving."""
LARGEST_BYTES = 16 * 1024 * 1024
"""A faulty service cannot fill the memory with one answer."""
_ATTEMPTS = 5  # docs/decisions/030-limits-on-services.md
_ATTEMPTS_IF_BUSY = 8
"""The pauses of a service that answers "busy" add up to more than a minute, as bursts last."""
_LONGEST_WAITS_S = 600.0
"""How long a run waits for one service in all, beyond its pace."""
_MOST_REDIRECTS = 3
"""More are taken for a circle."""


class HttpClient:
    """A connection as `Http` describes it; once a service is unavailable, it gets no request."""

    def __init__(
        self,
        address: Address,
        *,
        pace_s: float,
        budget: RequestBudget,
        clock: RequestClock,
        headers: Mapping[str, str] | None = None,
        parameters: Parameters = (),
    ) -> None:
        """Prepare a connection; every request carries ``headers`` and ``parameters``."""
        self._base = httpx.URL(address.url.rstrip("/"))
        self.pace_s = pace_s
        self._budget = budget
        self._clock = clock
        self._parameters = tuple(parameters)
        self._not_before = clock.monotonic()
        self._waits_left_s = _LONGEST_WAITS_S
        self._unavailable = ""
        self._client = httpx.Client(
            headers={"User-Agent": USER_AGENT, "Accept": "application/json", **(headers or {})},
            timeout=_TIMEOUT,
            limits=httpx.Limits(max_connections=1),
            trust_env=not address.is_loopback,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def get(self, path: str, parameters: Parameters = ()) -> bytes:
        """Return the body of what is at a path; see `Http.get`."""
        return self._request("GET", path, parameters, None)

    def post(self, path: str, content: bytes) -> bytes:
        """Send JSON to a path; see `Http.post`."""
        return self._request("POST", path, (), content)

    def _request(
        self, method: str, path: str, parameters: Parameters, content: bytes | None
    ) -> bytes:
        url = self._base.copy_with(
            raw_path=self._base.raw_path.rstrip(b"/") + path.encode("ascii"),
        ).copy_merge_params(httpx.QueryParams([*parameters, *self._parameters]))
        if self._unavailable:
            raise UnavailableError(self._unavailable)
        try:
            return self._with_retries(method, url, content)
        except UnavailableError as error:
            if not error.answered and not isinstance(error, AccessDeniedError):
                self._unavailable = error.why
            raise

    def _with_retries(self, method: str, url: httpx.URL, content: bytes | None) -> bytes:
        for attempt in count(1):
            answer = self._attempt(method, url, content)
            if answer is not None and not answer.may_pass:
                return answer.content_or_error()
            if attempt >= (_ATTEMPTS if answer is None else _ATTEMPTS_IF_BUSY):
                raise outage_error(answer)
            self._wait(attempt - 1, answer)
        raise AssertionError("attempts end")

    def _attempt(self, method: str, url: httpx.URL, content: bytes | None) -> HttpAnswer | None:
        """Return the answer after redirects; ``None`` if none came through."""
        try:
            for _ in range(_MOST_REDIRECTS + 1):
                answer, elsewhere = self._send(method, url, content)
                if elsewhere is None:
                    return answer
                if not _same_host(url, elsewhere):
                    raise UnavailableError("redirects to another host")
                url = elsewhere
        except (httpx.TransportError, httpx.DecodingError, OSError):
            return None
        raise UnavailableError("redirects in circles")

    def _send(
        self, method: str, url: httpx.URL, content: bytes | None
    ) -> tuple[HttpAnswer, httpx.URL | None]:
        self._keep_pace()
        headers = {} if content is None else {"Content-Type": "application/json"}
        request = self._client.build_request(method, url, content=content, headers=headers)
        response, body = self._receive(request)
        self._delay_next(window_s(response.headers))
        elsewhere = response.next_request.url if response.next_request else None
        return HttpAnswer(response.status_code, response.headers, body), elsewhere

    def _receive(self, request: httpx.Request) -> tuple[httpx.Response, bytes]:
        """Return a response and its body; headers that trickle are limited like bodies."""
        with deadline(_LONGEST_S) as until:
            try:
                response = self._client.send(request, stream=True)
                with closing(response):
                    return response, self._read_body(response)
            except (httpx.TransportError, OSError):
                if monotonic() >= until:
                    raise _endless_answer() from None
                raise

    def _read_body(self, response: httpx.Response) -> bytes:
        body = bytearray()
        until = self._clock.monotonic() + _LONGEST_S
        for piece in response.iter_bytes():
            body += piece
            if len(body) > LARGEST_BYTES or self._clock.monotonic() > until:
                raise _endless_answer()
        return bytes(body)

    def _keep_pace(self) -> None:
        self._budget.spend()
        wait_s = self._not_before - self._clock.monotonic()
        if wait_s > 0:
            self._clock.sleep(wait_s)
        self._delay_next(self.pace_s)

    def _delay_next(self, seconds: float) -> None:
        self._not_before = max(self._not_before, self._clock.monotonic() + seconds)

    def _wait(self, attempt: int, answer: HttpAnswer | None) -> None:
        seconds = pause_s(
            attempt,
            {} if answer is None else answer.headers,
            now=self._clock.now(),
            jitter=self._clock.jitter(),
        )
        self._waits_left_s -= seconds
        if seconds > LONGEST_PAUSE_S or self._waits_left_s < 0:
            raise UnavailableError("asks for too long a pause")
        self._clock.sleep(seconds)


def _endless_answer() -> UnavailableError:
    return UnavailableError("sends an answer without end", answered=True)


def _same_host(one: httpx.URL, other: httpx.URL) -> bool:
    return (one.scheme, one.host, one.port) == (other.scheme, other.host, other.port)
