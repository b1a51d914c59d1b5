"""Sources of facts about tracks and artists: services that are open to everyone.

A source is a module that satisfies `Source`, and a line in `SOURCES`.
"""

from musicanalyser.enrich.services.web_services import Service
from musicanalyser.enrich.source import Source
from musicanalyser.registry import Registry

SOURCES = Registry[Source](
    __name__,
    "tracks",
    "features",
    "artists",
    "genres",
    "popularity",
    "releases",
    "lyrics",
    "genius",
    "lastfm",
)
"""All sources in the order of their look-ups: later ones may need the facts of earlier ones."""

__all__ = ["SOURCES", "Service", "Source"]
