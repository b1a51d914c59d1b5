"""Facts about tracks and artists, from services that tell them to everyone.

A source is a module with what `Source` asks for, and a line in `SOURCES`.
"""

from musicanalyser.enrich import (
    artists,
    features,
    genius,
    genres,
    lastfm,
    lyrics,
    popularity,
    releases,
    tracks,
)
from musicanalyser.enrich.source import Key, Service, Source

SOURCES: dict[str, Source] = {
    "tracks": tracks,
    "features": features,
    "artists": artists,
    "genres": genres,
    "popularity": popularity,
    "releases": releases,
    "lyrics": lyrics,
    "genius": genius,
    "lastfm": lastfm,
}
"""Every source, in the order in which they are asked: what one tells, those after it may need."""

__all__ = ["SOURCES", "Key", "Service", "Source"]
