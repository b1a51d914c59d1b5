"""``features``: audio features of tracks, by ReccoBeats.

https://reccobeats.com/docs/apis/get-audio-features
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from musicanalyser.enrich.services.reccobeats import MOST_IDS, look_up_tracks
from musicanalyser.enrich.services.responses import keep_within
from musicanalyser.enrich.services.web_services import RECCOBEATS
from musicanalyser.model.subject import Finding, Subject, SubjectKind
from musicanalyser.net import Http

SERVICE = RECCOBEATS
ABOUT = "Audio features of tracks: tempo, energy, mood, key"
SENDS = "ids of tracks"
KIND = SubjectKind.TRACK
NEEDS: frozenset[str] = frozenset()
DEPENDS_ON: tuple[str, ...] = ("tracks",)
BATCH_SIZE = MOST_IDS
REQUESTS_PER_BATCH = 1
DEFAULT_LIMIT: int | None = None
GOAL_SHARE = 0.0

_SHARES = (
    "energy", "valence", "danceability", "acousticness", "instrumentalness", "speechiness",
    "liveness",
)  # fmt: skip
"""Features from 0 to 1."""
_SLOWEST_BPM, _FASTEST_BPM = 20, 400
"""Beats per minute; no measured tempo lies outside."""
_QUIETEST_DB, _LOUDEST_DB = -100, 20
"""Decibels relative to full scale; no measured loudness lies outside."""
_HIGHEST_KEY = 11
"""Keys are pitch classes: 0 is C, 11 is B."""


class _Row(msgspec.Struct):
    href: str | None = None
    energy: float | None = None
    valence: float | None = None
    danceability: float | None = None
    acousticness: float | None = None
    instrumentalness: float | None = None
    speechiness: float | None = None
    liveness: float | None = None
    tempo: float | None = None
    loudness: float | None = None
    key: int | None = None
    mode: int | None = None


def look_up(http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
    """Ask for the audio features of tracks; one without any, or all of zeros, is a miss."""
    return look_up_tracks(http, "/v1/audio-features", batch, _Row, _extract)


def _extract(row: _Row) -> Mapping[str, object] | None:
    if row.energy == row.danceability == row.tempo == 0:
        return None  # a zero vector: nothing was measured
    data = {
        **{share: keep_within(getattr(row, share), 0, 1) for share in _SHARES},
        "tempo": keep_within(row.tempo, _SLOWEST_BPM, _FASTEST_BPM),
        "loudness": keep_within(row.loudness, _QUIETEST_DB, _LOUDEST_DB),
        "key": keep_within(row.key, 0, _HIGHEST_KEY),
        "mode": keep_within(row.mode, 0, 1),
    }
    return data if any(value is not None for value in data.values()) else None
