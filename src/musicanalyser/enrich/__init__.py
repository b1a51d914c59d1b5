"""Sources of facts about tracks and artists: services that are open to everyone.

A source is a module that satisfies `Source`, and a line in `SOURCES`.
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
from musicanalyser.enrich.services.web_services import Service
from musicanalyser.enrich.source import Source

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
"""All sources in the order of their look-ups: later ones may need the facts of earlier ones."""

__all__ = ["SOURCES", "Service", "Source"]
