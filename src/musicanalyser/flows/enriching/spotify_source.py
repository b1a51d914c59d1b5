"""``spotify``: album, length, ISRC and year of tracks, by Spotify's own API.

It needs a sign-in and one call per track, so it runs only if the user names it. The calls count
towards the call budget. No model ever receives its facts, as section III.14 of
https://developer.spotify.com/policy demands.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from musicanalyser.enrich import Service
from musicanalyser.errors import TryLaterError
from musicanalyser.model.spotify_uris import bare_id
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.net import Http, UnavailableError
from musicanalyser.spotify.api_responses import TrackDetails
from musicanalyser.spotify.web_api import SpotifyClient

_SERVICE = Service(
    title="Spotify",
    address="spotify_api_url",
    pace_s=2.0,
    credit="Albums, lengths and years of tracks: Spotify, https://open.spotify.com",
)
_YEAR_DIGITS = 4


class SpotifySource:
    """A source that asks with the sign-in of the user; it connects at the first look-up."""

    SERVICE = _SERVICE
    ABOUT = "Albums, lengths, ISRCs and years of release, one call per track"
    SENDS = "Spotify's track ids"
    KIND = SubjectKind.TRACK
    NEEDS: frozenset[str] = frozenset()
    DEPENDS_ON: tuple[str, ...] = ()
    BATCH_SIZE = 1
    REQUESTS_PER_BATCH = 1
    DEFAULT_LIMIT: int | None = 200
    GOAL_SHARE = 0.0

    def __init__(
        self, connect: Callable[[], SpotifyClient], *, sleep: Callable[[float], None]
    ) -> None:
        self._connect = connect
        self._sleep = sleep

    @cached_property
    def _client(self) -> SpotifyClient:
        return self._connect()

    def look_up(self, http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:  # noqa: ARG002 - it has its own connection
        """Ask about each track of a batch, at the pace of the service.

        Raises:
            UnavailableError: If Spotify is unavailable, or the call budget is spent.
            NotSignedInError: If the sign-in is no longer valid.
        """
        for one in batch:
            try:
                details = self._client.track(bare_id(one.uri))
            except TryLaterError as error:
                raise UnavailableError(f"is unavailable: {error.message}") from None
            if details is None:
                yield Miss(subject=one.uri)
            else:
                yield SourceFact(subject=one.uri, data=_make_data(details))
            self._sleep(_SERVICE.pace_s)


def _make_data(details: TrackDetails) -> dict[str, object]:
    year = (details.released or "")[:_YEAR_DIGITS]
    return {
        "album": details.album,
        "isrc": details.isrc,
        "length_ms": details.length_ms,
        "year": int(year) if year.isdecimal() and len(year) == _YEAR_DIGITS else None,
        "artists": [{"uri": uri, "name": name} for uri, name in details.artists],
    }
