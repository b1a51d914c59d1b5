"""What the listener does with single tracks and albums, whatever is played around them."""

from collections.abc import Sequence

from musicanalyser.demo.affinity import STEADY_RANK
from musicanalyser.demo.catalogue import Act, CatalogueTrack
from musicanalyser.demo.listening_days import CYCLE_DAYS
from musicanalyser.demo.random_stream import RandomStream

_OFTEN_SKIPPED_RANK, _OFTEN_SKIPPED_SHARE = 2, 0.72
_WORN_OUT_RANK, _WORN_OUT_AGE = 7, 210
"""A loved track of which the listener has had enough since that age in days."""
_LOVED_SHARE, _WORN_OUT_SHARE = 0.06, 0.7
"""The shares of its plays that are skipped, before and after."""
_LEFT_RANK, _LEFT_SHARE = 3, 0.5
_LEFT_AT_MS, _LEFT_SPREAD_MS = 72_000, 3_000
"""The moment of a track, its solo, at which the listener likes to leave it."""
_GIVEN_UP_RANK, _GIVEN_UP_AFTER = 6, 6
"""The longest album of an act is given up after that many tracks."""
_LOVED_ALBUM_SHARE, _GIVEN_UP_SHARE = 0.12, 0.05
"""How many of the sessions with an album are those of two certain albums."""


class TrackHabits:
    """The habits of one listener."""

    def __init__(self, acts: Sequence[Act]) -> None:
        self._often_skipped = acts[_OFTEN_SKIPPED_RANK].albums[0][0]
        self._worn_out = acts[_WORN_OUT_RANK].albums[0][0]
        self._left_early = acts[_LEFT_RANK].albums[0][0]
        self._loved_album = max(acts[STEADY_RANK].albums, key=len)
        self._given_up = max(acts[_GIVEN_UP_RANK].albums, key=len)[:_GIVEN_UP_AFTER]

    def skip_share(self, track: CatalogueTrack, age: int) -> float | None:
        """Return how many plays of a track are skipped at once, if it is unlike other tracks."""
        if track is self._often_skipped:
            return _OFTEN_SKIPPED_SHARE
        if track is self._worn_out:
            return _LOVED_SHARE if age % CYCLE_DAYS > _WORN_OUT_AGE else _WORN_OUT_SHARE
        return None

    def leaves_after_ms(self, track: CatalogueTrack, random: RandomStream) -> int | None:
        """Return after how many ms this play is left, if the track has such a moment."""
        if track is not self._left_early or not random.happens(_LEFT_SHARE):
            return None
        return int(random.uniform(_LEFT_AT_MS - _LEFT_SPREAD_MS, _LEFT_AT_MS + _LEFT_SPREAD_MS))

    def album_again(self, random: RandomStream) -> tuple[CatalogueTrack, ...]:
        """Return the tracks of an album that is begun again and again, or none."""
        if random.happens(_LOVED_ALBUM_SHARE):
            return self._loved_album
        return self._given_up if random.happens(_GIVEN_UP_SHARE) else ()
