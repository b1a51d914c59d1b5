"""``spotify``: what Spotify's own API tells of a track, one call each, and only if asked for.

It makes up for what an export lacks; the calls count as all others do. Nothing of it is ever told
to a model: section III.14 of https://developer.spotify.com/policy.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from musicanalyser.enrich import Service
from musicanalyser.errors import TryLaterError
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


class SpotifyFacts:
    """A source of facts that asks as the owner who has signed in."""

    SERVICE = _SERVICE
    ABOUT = "Albums, lengths, ISRCs and years of release, one call a track"
    SENDS = "Spotify's track ids"
    KIND = SubjectKind.TRACK
    NEEDS: frozenset[str] = frozenset()
    AFTER: tuple[str, ...] = ()
    BATCH = 1
    CALLS = 1
    CAP: int | None = 200

    def __init__(
        self, connect: Callable[[], SpotifyClient], *, sleep: Callable[[float], None]
    ) -> None:
        self._connect = connect
        self._sleep = sleep

    @cached_property
    def _client(self) -> SpotifyClient:
        return self._connect()

    def look_up(self, http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:  # noqa: ARG002 - it has a connection of its own
        """Ask about each track of a batch.

        Raises:
            UnavailableError: If Spotify is away, or wants no more calls.
            NotSignedInError: If the sign-in does not hold.
        """
        for one in batch:
            try:
                details = self._client.track(one.uri.rpartition(":")[2])
            except TryLaterError as error:
                raise UnavailableError(f"cannot be asked: {error.message}") from None
            if details is None:
                yield Miss(subject=one.uri)
            else:
                yield SourceFact(subject=one.uri, data=_data(details))
            self._sleep(_SERVICE.pace_s)


def _data(details: TrackDetails) -> dict[str, object]:
    year = (details.released or "")[:_YEAR_DIGITS]
    return {
        "album": details.album,
        "isrc": details.isrc,
        "length_ms": details.length_ms,
        "year": int(year) if year.isdecimal() and len(year) == _YEAR_DIGITS else None,
        "artists": [{"uri": uri, "name": name} for uri, name in details.artists],
    }
