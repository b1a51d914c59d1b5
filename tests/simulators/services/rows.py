"""What several services store of the life of one listener; ``row`` is the number of the true play.

Clocks are off by some seconds, rows are missing, come late or twice, and some music was heard with
another player, which only scrobblers saw.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from musicanalyser.listening.definitions import HALF_SHARE, SCROBBLE_MS, STREAM_MS
from musicanalyser.model.evidence import HeardTime, Sighting
from musicanalyser.model.item import Item
from musicanalyser.model.origin import Origin
from musicanalyser.units import HOUR_MS, MINUTE_MS, SECOND_MS
from tests.simulators.listener.catalogue import Catalogue, Track
from tests.simulators.listener.draws import Draws
from tests.simulators.listener.timeline import Timeline
from tests.simulators.services import names

ELSEWHERE = 1_000_000
"""The number of the first play that another player played."""
_MISSING = 0.03
_LATE_SHARE, _REPEATED = 0.02, 0.005
_LATE_MS = (10 * MINUTE_MS, 6 * HOUR_MS)
_CLOCK_MS, _BAD_CLOCK_MS, _BAD_CLOCKS = 2_000, 12_000, 0.02
_AT_HALF = 0.01
"""Scrobbles that carry the moment at which they were due."""
_ELSEWHERE_SHARE = 0.3
"""Of the silences between sessions, those with music of another player."""
_LEAST_SILENCE_MS = 2 * HOUR_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlay:
    """A play of another player, heard to the end."""

    number: int
    track: Track
    started_ms: int


def exported(life: Timeline, draws: Draws, *, until_ms: int) -> Iterator[Sighting]:
    """Yield the rows of Spotify's extended history: each play, now and then late or twice."""
    for number, play in enumerate(life.plays):
        if play.ended_ms > until_ms:
            return
        row = Sighting(
            origin=Origin.EXTENDED,
            item=play.track.item,
            row=number,
            ended_ms=_second(play.ended_ms),
            played_ms=play.heard_ms,
            offline_ms=play.started_ms,
            reason_start=play.reason_start,
            reason_end=play.reason_end,
            skipped=None,
            private=play.private,
            offline=False,
        )
        if draws.share(_LATE_SHARE):
            row = row._replace(
                ended_ms=row.ended_ms + _second(draws.randint(*_LATE_MS)), offline=True
            )
        yield row
        if draws.share(_REPEATED):
            yield row._replace(ended_ms=row.ended_ms + SECOND_MS)


def copied(life: Timeline, draws: Draws) -> Iterator[Sighting]:
    """Yield the copies of ListenBrainz: of 30 s or more, by the end, without private sessions."""
    for number, play in enumerate(life.plays):
        if play.heard_ms < STREAM_MS or play.private or draws.share(_MISSING):
            continue
        early_ms = draws.randint(0, 20_000 if draws.share(0.02) else 500)
        item = names.of_copy(play.track.item, draws)
        row = _row(Origin.SPOTIFY_COPY, item, number, play.ended_ms - early_ms)
        yield row._replace(length_ms=play.track.length_ms)


def scrobbled(life: Timeline, others: list[OtherPlay], draws: Draws) -> Iterator[Sighting]:
    """Yield the scrobbles of Last.fm: of half or 4 minutes, by the start."""
    for number, play in enumerate(life.plays):
        due_ms = min(SCROBBLE_MS, HALF_SHARE * play.track.length_ms)
        if play.heard_ms < due_ms or draws.share(_MISSING):
            continue
        at_ms = play.started_ms + (due_ms if draws.share(_AT_HALF) else _error_ms(draws))
        item = names.of_lastfm(play.track.item, draws)
        yield _row(Origin.LASTFM, item, number, round(at_ms))
    for other in others:
        item = names.of_lastfm(other.track.item, draws)
        yield _row(Origin.LASTFM, item, other.number, other.started_ms + _error_ms(draws))


def listened(others: list[OtherPlay], draws: Draws) -> Iterator[Sighting]:
    """Yield what ListenBrainz has from the other player: by the start, with the time heard."""
    for other in others:
        if not draws.share(_MISSING):
            item = names.of_listenbrainz(other.track.item, draws)
            at_ms = other.started_ms + _error_ms(draws)
            row = _row(Origin.LISTENBRAINZ, item, other.number, at_ms)
            yield row._replace(played_ms=other.track.length_ms, heard=HeardTime.KNOWN)


def elsewhere(life: Timeline, songs: Catalogue, draws: Draws) -> list[OtherPlay]:
    """Return plays of another player in some of the silences between sessions."""
    found: list[OtherPlay] = []
    for before, after in pairwise(life.sessions):
        at_ms = before.ended_ms + draws.randint(MINUTE_MS, 20 * MINUTE_MS)
        if after.began_ms - at_ms < _LEAST_SILENCE_MS or not draws.share(_ELSEWHERE_SHARE):
            continue
        for track in draws.choices(songs.tracks, k=draws.randint(2, 12)):
            found.append(
                OtherPlay(number=ELSEWHERE + len(found), track=track, started_ms=at_ms)
            )  # fmt: skip
            at_ms += track.length_ms
    return found


def _row(origin: Origin, item: Item, number: int, at_ms: int) -> Sighting:
    return Sighting(
        origin=origin,
        item=item,
        row=number,
        ended_ms=_second(at_ms),
        played_ms=0,
        heard=HeardTime.LISTED,
    )


def _error_ms(draws: Draws) -> int:
    spread_ms = _BAD_CLOCK_MS if draws.share(_BAD_CLOCKS) else _CLOCK_MS
    return round(draws.gauss(0, spread_ms))


def _second(at_ms: int) -> int:
    return at_ms // SECOND_MS * SECOND_MS
