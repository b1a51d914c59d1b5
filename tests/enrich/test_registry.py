"""The registry of sources is complete, and in an order that works."""

from importlib import import_module
from pkgutil import iter_modules

from musicanalyser import enrich
from musicanalyser.config.secrets import SECRETS
from musicanalyser.config.settings import SETTINGS
from musicanalyser.enrich import SOURCES

LIMITS = {
    "tracks": (40, 1, None, 0.7),
    "features": (40, 1, None, 0.7),
    "artists": (50, 3, None, 1.0),
    "genres": (40, 1, None, 0.5),
    "popularity": (1000, 1, None, 0.5),
    "releases": (40, 1, None, 1.0),
    "lyrics": (1, 5, 200, 1.0),
    "genius": (1, 1, 200, 1.0),
    "lastfm": (1, 2, 500, 0.25),
}
"""Batch size, requests per batch, default limit, and the pace of the service in seconds."""


def test_every_module_with_a_look_up_is_a_source() -> None:
    modules = [
        import_module(f"{enrich.__name__}.{one.name}") for one in iter_modules(enrich.__path__)
    ]
    able = {one.__name__.rpartition(".")[2] for one in modules if hasattr(one, "look_up")}
    assert able == set(SOURCES)


def test_the_sources_that_a_source_depends_on_come_before_it() -> None:
    names = list(SOURCES)
    for name, source in SOURCES.items():
        assert all(names.index(one) < names.index(name) for one in source.DEPENDS_ON), name


def test_the_address_and_key_of_every_service_can_be_set() -> None:
    for source in SOURCES.values():
        assert source.SERVICE.address in SETTINGS
        assert source.SERVICE.key is None or source.SERVICE.key.secret in SECRETS


def test_no_source_asks_more_or_faster_than_its_terms_allow() -> None:
    assert {
        name: (
            source.BATCH_SIZE,
            source.REQUESTS_PER_BATCH,
            source.DEFAULT_LIMIT,
            source.SERVICE.pace_s,
        )
        for name, source in SOURCES.items()
    } == LIMITS


def test_every_source_needs_what_it_sends_and_depends_on_who_finds_it() -> None:
    assert {
        name: (sorted(source.NEEDS), source.DEPENDS_ON) for name, source in SOURCES.items()
    } == {
        "tracks": ([], ()),
        "features": ([], ("tracks",)),
        "artists": ([], ("tracks",)),
        "genres": (["mbid"], ("tracks", "artists")),
        "popularity": (["mbid"], ("tracks", "artists")),
        "releases": (["isrc"], ("tracks",)),
        "lyrics": (["artist", "title"], ("tracks",)),
        "genius": (["artist", "title"], ()),
        "lastfm": (["artist"], ("tracks",)),
    }
