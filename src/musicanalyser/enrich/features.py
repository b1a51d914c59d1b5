"""``features``: how tracks sound, by ReccoBeats.

https://reccobeats.com/docs/apis/get-audio-features
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from musicanalyser.enrich.services.answers import within
from musicanalyser.enrich.services.reccobeats import MOST_IDS, told
from musicanalyser.enrich.services.registry import RECCOBEATS
from musicanalyser.model.subject import Finding, Subject, SubjectKind
from musicanalyser.net import Http

SERVICE = RECCOBEATS
ABOUT = "How tracks sound: tempo, energy, mood, key"
SENDS = "ids of tracks"
KIND = SubjectKind.TRACK
NEEDS: frozenset[str] = frozenset()
AFTER: tuple[str, ...] = ("tracks",)
BATCH = MOST_IDS
CALLS = 1
CAP: int | None = None

_SHARES = (
    "energy", "valence", "danceability", "acousticness", "instrumentalness", "speechiness",
    "liveness",
)  # fmt: skip
"""From 0 to 1."""
_SLOWEST, _FASTEST = 20, 400
"""Beats per minute; what lies beyond was not measured but made up."""
_QUIETEST, _LOUDEST = -100, 20
"""Decibels."""
_PITCHES = 11


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
    """Ask for the audio features of tracks."""
    return told(http, "/v1/audio-features", batch, _Row, _data)


def _data(row: _Row) -> Mapping[str, object] | None:
    data = {
        **{share: within(getattr(row, share), 0, 1) for share in _SHARES},
        "tempo": within(row.tempo, _SLOWEST, _FASTEST),
        "loudness": within(row.loudness, _QUIETEST, _LOUDEST),
        "key": within(row.key, 0, _PITCHES),
        "mode": within(row.mode, 0, 1),
    }
    return data if any(value is not None for value in data.values()) else None
