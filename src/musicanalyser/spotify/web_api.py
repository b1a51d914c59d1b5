"""Calls to Spotify's Web API: each one is counted, and none is repeated without that."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import requests
import spotipy

from musicanalyser.errors import Error
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.player import Activity, PlayerSample, Upcoming
from musicanalyser.net.retry_after import retry_after_s
from musicanalyser.spotify import api_failures, api_responses
from musicanalyser.spotify.api_responses import RECENT_ROWS, Account, TrackDetails
from musicanalyser.spotify.call_limiter import TOO_MANY_REQUESTS, ApiCall, CallLimiter
from musicanalyser.spotify.http_session import TIMEOUT_S, open_session
from musicanalyser.spotify.json_fields import Json
from musicanalyser.spotify.server_clock import ServerClock
from musicanalyser.spotify.token_requests import AccountAccess, TokenClient
from musicanalyser.timespan import to_ms

_TYPES = "track,episode"
_REPEAT_PAUSE_S = 1.0
"""Spotify sometimes answers 403 for no reason; a second call then succeeds."""
_OK, _NO_CONTENT, _UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND = 200, 204, 401, 403, 404
_REFUSALS = range(400, 500)
_TIMED_OUT = 408
_NO_ANSWER = (
    spotipy.SpotifyException,
    requests.RequestException,
    AttributeError,  # JSON of a form that spotipy does not expect
    RecursionError,  # JSON that is nested too deeply
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ApiAnswer:
    """An answer; ``status`` is 0 if none came, and ``body`` its JSON object, if it is one."""

    status: int
    rtt_ms: int
    body: Json | None = None
    headers: "requests.structures.CaseInsensitiveDict[str]" = field(
        default_factory=requests.structures.CaseInsensitiveDict
    )
    content: bytes = field(default=b"", repr=False)


class SpotifyClient:
    """Makes calls for one account.

    Each may raise `NotSignedInError` if the sign-in has ended, `TryLaterError` if Spotify is away,
    or limits calls until ``until_ms``, and `Error` if Spotify forbids the call.
    """

    def __init__(
        self,
        access: AccountAccess,
        limiter: CallLimiter,
        *,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
    ) -> None:
        self._tokens = TokenClient(access, now=now)
        self._tokens.file.require()
        self._limiter = limiter
        self._now = now
        self._sleep = sleep
        self._clock = ServerClock(now)
        self._response: requests.Response | None = None
        self.unread_rows = 0
        """How many rows of the latest list of recent plays could not be parsed."""
        self._spotify = spotipy.Spotify(
            requests_session=open_session(access.api_url, on_response=self._keep_response),
            requests_timeout=TIMEOUT_S,
        )
        self._spotify.prefix = f"{access.api_url}/v1/"

    def me(self) -> Account:
        """Return the signed-in account."""
        return api_responses.parse_account(self._body("me", self._spotify.me))

    def sample(self) -> PlayerSample:
        """Return the state of the player."""
        answer = self._call(
            "player", lambda: self._spotify.current_playback(additional_types=_TYPES)
        )
        at_ms, rtt_ms = self._clock.midpoint_ms(answer.rtt_ms), answer.rtt_ms
        if answer.body is None:
            return PlayerSample(at_ms=at_ms, rtt_ms=rtt_ms, activity=Activity.NOTHING)
        return api_responses.parse_player(answer.body, at_ms=at_ms, rtt_ms=rtt_ms)

    def upcoming(self) -> Upcoming:
        """Return the queue."""
        answer = self._call("queue", self._spotify.queue)
        return api_responses.parse_queue(
            answer.body or {}, at_ms=self._clock.midpoint_ms(answer.rtt_ms)
        )

    def recent(self) -> list[Sighting]:
        """Return the newest 50 plays, oldest first."""
        body = self._body(
            "recently-played",
            lambda: self._spotify.current_user_recently_played(limit=RECENT_ROWS),
        )
        rows = api_responses.parse_recent(body)
        self.unread_rows = api_responses.count_rows(body) - len(rows)
        return rows

    def track(self, track_id: str) -> TrackDetails | None:
        """Return the details of a track, ``None`` if Spotify does not know it."""
        if not (track_id.isascii() and track_id.isalnum()):
            return None  # no id of Spotify looks like that
        answer = self._call("tracks", lambda: self._spotify.track(track_id), may_miss=True)
        return None if answer.body is None else api_responses.parse_track(answer.body)

    def _body(self, endpoint: str, request: Callable[[], object]) -> Json:
        return self._call(endpoint, request).body or {}

    def _call(
        self, endpoint: str, request: Callable[[], object], *, may_miss: bool = False
    ) -> _ApiAnswer:
        """Return the answer to a call, which is repeated once after a 401 or a 403."""
        token = self._tokens.usable_token()
        answer = self._send(endpoint, request, token.access)
        if answer.status == _UNAUTHORIZED:
            token = self._tokens.usable_token(rejected=token.access)
            answer = self._send(endpoint, request, token.access)
        elif answer.status == _FORBIDDEN:
            self._sleep(_REPEAT_PAUSE_S)
            answer = self._send(endpoint, request, token.access)
        is_good = answer.status in {_OK, _NO_CONTENT} or (may_miss and answer.status == _NOT_FOUND)
        if not is_good:
            raise self._error(answer)
        if answer.status == _OK and answer.body is None:
            raise api_failures.outage_error("sent an answer that cannot be parsed")
        return answer

    def _send(self, endpoint: str, request: Callable[[], object], token: str) -> _ApiAnswer:
        self._limiter.check(endpoint)
        self._spotify.set_auth(token)
        self._response = None
        began_s = time.perf_counter()
        try:
            body = request()
        except _NO_ANSWER:
            body = None  # an answer, if one came, is in self._response
        rtt_ms = round(1000 * (time.perf_counter() - began_s))
        answer = self._answer(body, rtt_ms)
        self._clock.update(answer.headers.get("Date"), rtt_ms=rtt_ms)
        self._limiter.record(
            ApiCall(
                endpoint=endpoint,
                at_ms=to_ms(self._now()),
                status=answer.status,
                retry_after_s=self._pause_s(answer),
                quota=answer.status == TOO_MANY_REQUESTS and api_failures.is_quota(answer.content),
            )
        )
        return answer

    def _answer(self, body: object, rtt_ms: int) -> _ApiAnswer:
        response = self._response
        if response is None:
            return _ApiAnswer(status=0, rtt_ms=rtt_ms)
        return _ApiAnswer(
            status=response.status_code,
            rtt_ms=rtt_ms,
            body=body if isinstance(body, dict) else None,
            headers=response.headers,
            content=response.content,
        )

    def _pause_s(self, answer: _ApiAnswer) -> float | None:
        if answer.status != TOO_MANY_REQUESTS:
            return None
        return retry_after_s(answer.headers, now=self._now())

    def _error(self, answer: _ApiAnswer) -> Error:
        if answer.status == _UNAUTHORIZED:
            return api_failures.outage_error("rejects a sign-in that it has just renewed")
        if answer.status == TOO_MANY_REQUESTS:
            return api_failures.rate_limit_error(
                pause_s=self._pause_s(answer),
                quota=api_failures.is_quota(answer.content),
                now=self._now(),
            )
        if answer.status == 0:
            return api_failures.outage_error("does not answer")
        if answer.status not in _REFUSALS or answer.status == _TIMED_OUT:
            return api_failures.outage_error(f"is not working (HTTP {answer.status})")
        return api_failures.refusal_error(answer.status, answer.content.decode("utf-8", "replace"))

    def _keep_response(self, response: requests.Response) -> None:
        self._response = response
