"""Which sources a run asks, and in which order."""

from collections.abc import Mapping

from musicanalyser.enrich import SOURCES
from musicanalyser.flows.enriching.request_plan import select_sources
from musicanalyser.flows.enriching.service_connections import ServiceAccess

ADDRESSES = {one.SERVICE.address: "http://127.0.0.1:9" for one in SOURCES.values()}


def access(keys: Mapping[str, str] | None = None) -> ServiceAccess:
    return ServiceAccess(addresses=ADDRESSES, keys=keys or {})


def selected(*names: str, keys: Mapping[str, str] | None = None) -> list[str]:
    return list(select_sources(SOURCES, names, access(keys)).sources)


def test_a_source_is_preceded_by_the_sources_it_depends_on() -> None:
    assert selected("popularity") == ["tracks", "artists", "popularity"]
    assert selected("genres", "features") == ["tracks", "features", "artists", "genres"]


def test_without_a_key_sources_that_require_one_are_skipped() -> None:
    assert not {"genius", "lastfm"} & set(selected(*SOURCES))
    assert "genius" in selected(*SOURCES, keys={"genius_access_token": "x"})
    assert select_sources(SOURCES, ["lastfm"], access()).without_key == ("lastfm",)
