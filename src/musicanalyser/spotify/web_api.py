"""The calls to Spotify's Web API, each counted, none retried behind anybody's back."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import requests
import spotipy

from musicanalyser.errors import Error
from musicanalyser.model import Activity, PlayerSample, Sighting, Upcoming
from musicanalyser.net.retry_after import retry_after_s
from musicanalyser.spotify import api_failures, parsing
from musicanalyser.spotify.http_session import TIMEOUT_S, session
from musicanalyser.spotify.parsing import Account, Json, TrackDetails
from musicanalyser.spotify.quota import ApiCall, Gate
from musicanalyser.spotify.server_clock import ServerTime
from musicanalyser.spotify.token_file import not_signed_in
from musicanalyser.spotify.token_requests import AccountAccess, Signing
from musicanalyser.timespan import to_ms

__all__ = ["AccountAccess", "Client"]

_TYPES = "track,episode"
_NEWEST = 50
_AGAIN_S = 1.0
"""Spotify has refused calls for no reason that passed when they were made again."""
_OK, _NO_CONTENT, _UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _TOO_MANY = 200, 204, 401, 403, 404, 429
_REFUSALS = range(400, 500)
_TIMED_OUT = 408
_NO_ANSWER = (
    spotipy.SpotifyException,
    requests.RequestException,
    AttributeError,  # JSON that is not of the form spotipy knows
    RecursionError,  # JSON that is nested beyond measure
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What came back; ``status`` is 0 if nothing did, and ``body`` what it says if it is JSON."""

    status: int
    rtt_ms: int
    body: Json | None = None
    headers: "requests.structures.CaseInsensitiveDict[str]" = field(
        default_factory=requests.structures.CaseInsensitiveDict
    )
    content: bytes = field(default=b"", repr=False)


class Client:
    """Asks Spotify about one account.

    Every call may raise `NotSignedInError` if the sign-in does not hold, `TryLaterError` if Spotify
    is away, or limits us until ``until_ms``, and `Error` if it does not allow what is asked.
    """

    def __init__(
        self,
        access: AccountAccess,
        gate: Gate,
        *,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
    ) -> None:
        self._signing = Signing(access, now=now)
        self._signing.file.require()
        self._gate = gate
        self._now = now
        self._sleep = sleep
        self._clock = ServerTime(now)
        self._heard: requests.Response | None = None
        self.unread_rows = 0
        """How many rows of the latest list of recent plays could not be read."""
        self._spotify = spotipy.Spotify(
            requests_session=session(access.api_url, heard=self._hear),
            requests_timeout=TIMEOUT_S,
        )
        self._spotify.prefix = f"{access.api_url}/v1/"

    def me(self) -> Account:
        """Return whose account it is."""
        return parsing.read_account(self._body("me", self._spotify.me))

    def sample(self) -> PlayerSample:
        """Return what the player is at."""
        answer = self._asked(
            "player", lambda: self._spotify.current_playback(additional_types=_TYPES)
        )
        at_ms, rtt_ms = self._clock.middle_ms(answer.rtt_ms), answer.rtt_ms
        if answer.body is None:
            return PlayerSample(at_ms=at_ms, rtt_ms=rtt_ms, activity=Activity.NOTHING)
        return parsing.read_player(answer.body, at_ms=at_ms, rtt_ms=rtt_ms)

    def upcoming(self) -> Upcoming:
        """Return the order of what follows."""
        answer = self._asked("queue", self._spotify.queue)
        return parsing.read_queue(answer.body or {}, at_ms=self._clock.middle_ms(answer.rtt_ms))

    def recent(self) -> list[Sighting]:
        """Return the newest 50 plays, the oldest first."""
        body = self._body(
            "recently-played", lambda: self._spotify.current_user_recently_played(limit=_NEWEST)
        )
        rows = parsing.read_recent(body)
        self.unread_rows = parsing.unread_rows(body, len(rows))
        return rows

    def track(self, track_id: str) -> TrackDetails | None:
        """Return what Spotify tells of a track, ``None`` if it does not know it."""
        if not (track_id.isascii() and track_id.isalnum()):
            return None  # as nothing on Spotify is named
        answer = self._asked("tracks", lambda: self._spotify.track(track_id), may_miss=True)
        return None if answer.body is None else parsing.read_track(answer.body)

    def _body(self, endpoint: str, call: Callable[[], object]) -> Json:
        return self._asked(endpoint, call).body or {}

    def _asked(
        self, endpoint: str, call: Callable[[], object], *, may_miss: bool = False
    ) -> _Answer:
        """Make a call, and once more where Spotify may have erred."""
        token = self._signing.fresh()
        answer = self._called(endpoint, call, token.access)
        if answer.status == _UNAUTHORIZED:
            token = self._signing.fresh(but_not=token.access)
            answer = self._called(endpoint, call, token.access)
        elif answer.status == _FORBIDDEN:
            self._sleep(_AGAIN_S)
            answer = self._called(endpoint, call, token.access)
        sound = answer.status in {_OK, _NO_CONTENT} or (may_miss and answer.status == _NOT_FOUND)
        if not sound:
            raise self._failure(answer)
        if answer.status == _OK and answer.body is None:
            raise api_failures.away("answers with something that is no answer")
        return answer

    def _called(self, endpoint: str, call: Callable[[], object], token: str) -> _Answer:
        self._gate.check(endpoint)
        self._spotify.set_auth(token)
        self._heard = None
        began_s = time.perf_counter()
        try:
            found = call()
        except _NO_ANSWER:
            found = None  # what came, if anything did, was heard
        rtt_ms = round(1000 * (time.perf_counter() - began_s))
        answer = self._answer(found, rtt_ms)
        self._clock.learn(answer.headers.get("Date"), rtt_ms=rtt_ms)
        self._gate.note(
            ApiCall(
                endpoint=endpoint,
                at_ms=to_ms(self._now()),
                status=answer.status,
                retry_after_s=self._pause_s(answer),
                quota=answer.status == _TOO_MANY and api_failures.is_quota(answer.content),
            )
        )
        return answer

    def _answer(self, found: object, rtt_ms: int) -> _Answer:
        heard = self._heard
        if heard is None:
            return _Answer(status=0, rtt_ms=rtt_ms)
        return _Answer(
            status=heard.status_code,
            rtt_ms=rtt_ms,
            body=found if isinstance(found, dict) else None,
            headers=heard.headers,
            content=heard.content,
        )

    def _pause_s(self, answer: _Answer) -> float | None:
        if answer.status != _TOO_MANY:
            return None
        return retry_after_s(answer.headers, now=self._now())

    def _failure(self, answer: _Answer) -> Error:
        if answer.status == _UNAUTHORIZED:
            return not_signed_in("Spotify does not accept the sign-in.")
        if answer.status == _TOO_MANY:
            return api_failures.limited(
                pause_s=self._pause_s(answer),
                quota=api_failures.is_quota(answer.content),
                now=self._now(),
            )
        if answer.status == 0:
            return api_failures.away("does not answer")
        if answer.status not in _REFUSALS or answer.status == _TIMED_OUT:
            return api_failures.away(f"has trouble of its own (HTTP {answer.status})")
        return api_failures.refused(answer.status, answer.content.decode("utf-8", "replace"))

    def _hear(self, response: requests.Response) -> None:
        self._heard = response
