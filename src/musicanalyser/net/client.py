"""One service over HTTP: a request at a time, at its pace, and no answer without bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from types import TracebackType
from typing import Self

import httpx

from musicanalyser.address import Address
from musicanalyser.net.connection import Clock, Parameters
from musicanalyser.net.failures import MissingError, NotLetInError, RefusedError, SourceOffError
from musicanalyser.net.retry_policy import LONGEST_PAUSE_S, RequestBudget, pause_s, window_s

USER_AGENT = f"musicanalyser/{version('musicanalyser')} (+https://pypi.org/project/musicanalyser/)"
"""Generic ones are turned away: https://musicbrainz.org/doc/MusicBrainz_API/Rate_Limiting"""
_TIMEOUT = httpx.Timeout(30, connect=5)
_LONGEST_S = 90.0
"""However steadily it trickles, an answer is not waited for any longer."""
LARGEST_BYTES = 16 * 1024 * 1024
_ATTEMPTS = 5
_PATIENCE_S = 600.0
"""How long one service may keep a run waiting, beyond its pace."""
_MOST_REDIRECTS = 3

_AT_FAULT = {400, 413, 414, 422}
_NOT_LET_IN = {401, 403}
_MAY_PASS = {408, 425, 429}
_NOT_FOUND = 404
_SERVER = 500


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes


class HttpClient:
    """The connection to a service that `Http` stands for; once it is off, nobody asks again."""

    def __init__(
        self,
        address: Address,
        *,
        pace_s: float,
        budget: RequestBudget,
        clock: Clock,
        headers: Mapping[str, str] | None = None,
        parameters: Parameters = (),
    ) -> None:
        """Make ready to ask; ``headers`` and ``parameters`` go along with every request."""
        self._base = httpx.URL(address.url.rstrip("/"))
        self.pace_s = pace_s
        self._budget = budget
        self._clock = clock
        self._parameters = tuple(parameters)
        self._not_before = clock.monotonic()
        self._patience_s = _PATIENCE_S
        self._why_off = ""
        self._client = httpx.Client(
            headers={"User-Agent": USER_AGENT, "Accept": "application/json", **(headers or {})},
            timeout=_TIMEOUT,
            limits=httpx.Limits(max_connections=1),
            trust_env=not address.loopback,
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
        """Ask for what is at a path, as `Http.get` says."""
        return self._ask("GET", path, parameters, None)

    def post(self, path: str, content: bytes) -> bytes:
        """Send JSON to a path, as `Http.post` says."""
        return self._ask("POST", path, (), content)

    def _ask(self, method: str, path: str, parameters: Parameters, content: bytes | None) -> bytes:
        url = self._base.copy_with(
            raw_path=self._base.raw_path.rstrip(b"/") + path.encode("ascii"),
        ).copy_merge_params(httpx.QueryParams([*parameters, *self._parameters]))
        if self._why_off:
            raise SourceOffError(self._why_off)
        try:
            return self._persist(method, url, content)
        except SourceOffError as off:
            if not off.answered and not isinstance(off, NotLetInError):
                self._why_off = off.why
            raise

    def _persist(self, method: str, url: httpx.URL, content: bytes | None) -> bytes:
        answer: _Answer | None = None
        for attempt in range(_ATTEMPTS):
            answer = self._attempt(method, url, content)
            if answer is not None and not _may_pass(answer.status):
                return _judged(answer)
            if attempt < _ATTEMPTS - 1:
                self._wait(attempt, answer)
        raise _away(answer)

    def _attempt(self, method: str, url: httpx.URL, content: bytes | None) -> _Answer | None:
        """Ask once; ``None`` if no answer came through."""
        try:
            for _ in range(_MOST_REDIRECTS + 1):
                answer, elsewhere = self._once(method, url, content)
                if elsewhere is None:
                    return answer
                if not _same_host(url, elsewhere):
                    raise SourceOffError("wants to send us to another host")
                url = elsewhere
        except (httpx.TransportError, httpx.DecodingError, OSError):
            return None
        raise SourceOffError("sends us round in circles")

    def _once(
        self, method: str, url: httpx.URL, content: bytes | None
    ) -> tuple[_Answer, httpx.URL | None]:
        self._keep_pace()
        headers = {} if content is None else {"Content-Type": "application/json"}
        request = self._client.build_request(method, url, content=content, headers=headers)
        response = self._client.send(request, stream=True)
        try:
            body = self._body(response)
        finally:
            response.close()
        self._hold_back(window_s(response.headers))
        elsewhere = response.next_request.url if response.next_request else None
        return _Answer(response.status_code, response.headers, body), elsewhere

    def _body(self, response: httpx.Response) -> bytes:
        body = bytearray()
        until = self._clock.monotonic() + _LONGEST_S
        for piece in response.iter_bytes():
            body += piece
            if len(body) > LARGEST_BYTES or self._clock.monotonic() > until:
                raise SourceOffError("gives an answer without end", answered=True)
        return bytes(body)

    def _keep_pace(self) -> None:
        self._budget.spend()
        wait_s = self._not_before - self._clock.monotonic()
        if wait_s > 0:
            self._clock.sleep(wait_s)
        self._hold_back(self.pace_s)

    def _hold_back(self, seconds: float) -> None:
        self._not_before = max(self._not_before, self._clock.monotonic() + seconds)

    def _wait(self, attempt: int, answer: _Answer | None) -> None:
        seconds = pause_s(
            attempt,
            {} if answer is None else answer.headers,
            now=self._clock.now(),
            jitter=self._clock.jitter(),
        )
        self._patience_s -= seconds
        if seconds > LONGEST_PAUSE_S or self._patience_s < 0:
            raise SourceOffError("asks to be left alone for now")
        self._clock.sleep(seconds)


def _may_pass(status: int) -> bool:
    return status in _MAY_PASS or status >= _SERVER


def _judged(answer: _Answer) -> bytes:
    status = answer.status
    if httpx.codes.is_success(status):
        return answer.content
    if status == _NOT_FOUND:
        raise MissingError(answer.content)
    if status in _AT_FAULT:
        raise RefusedError(status, answer.content)
    if status in _NOT_LET_IN:
        raise NotLetInError(f"does not let us in (status {status})")
    raise SourceOffError(f"gives an answer that nobody foresaw (status {status})", answered=True)


def _away(answer: _Answer | None) -> SourceOffError:
    if answer is None:
        return SourceOffError("cannot be reached")
    if answer.status in _MAY_PASS:
        return SourceOffError("limits how often it may be asked")
    return SourceOffError(f"has an outage (status {answer.status})", answered=True)


def _same_host(one: httpx.URL, other: httpx.URL) -> bool:
    return (one.scheme, one.host, one.port) == (other.scheme, other.host, other.port)
