"""Which sources are asked, and how their services are reached."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

import pytest

from musicanalyser import enrich
from musicanalyser.config.secrets import SECRETS
from musicanalyser.config.settings import SETTINGS
from musicanalyser.enrich import SOURCES
from musicanalyser.enrich.services.registry import GENIUS, LASTFM, LISTENBRAINZ, RECCOBEATS
from musicanalyser.errors import ConfigError
from musicanalyser.flows.enriching.source_selection import Connections, ServiceAccess, choose
from musicanalyser.net import RequestBudget
from tests.net.virtual_time import VirtualTime
from tests.simulators.enrich.serving import Reply, Request, serving

ADDRESSES = {one.SERVICE.address: "http://127.0.0.1:9" for one in SOURCES.values()}


def access(keys: Mapping[str, str] | None = None, **addresses: str) -> ServiceAccess:
    return ServiceAccess(addresses={**ADDRESSES, **addresses}, keys=keys or {})


def chosen(*names: str, keys: Mapping[str, str] | None = None) -> list[str]:
    return list(choose(SOURCES, names, access(keys)).sources)


def test_every_module_that_looks_something_up_is_a_source() -> None:
    modules = [
        import_module(f"{enrich.__name__}.{one.name}") for one in iter_modules(enrich.__path__)
    ]
    able = {one.__name__.rpartition(".")[2] for one in modules if hasattr(one, "look_up")}
    assert able == set(SOURCES)


def test_what_a_source_needs_is_asked_before_it() -> None:
    names = list(SOURCES)
    for name, source in SOURCES.items():
        assert all(names.index(one) < names.index(name) for one in source.AFTER), name


def test_the_address_and_key_of_every_service_can_be_set() -> None:
    for source in SOURCES.values():
        assert source.SERVICE.address in SETTINGS
        assert source.SERVICE.key is None or source.SERVICE.key.secret in SECRETS


def test_a_source_brings_along_what_it_needs_in_order() -> None:
    assert chosen("popularity") == ["tracks", "artists", "popularity"]
    assert chosen("genres", "features") == ["tracks", "features", "artists", "genres"]


def test_without_a_key_those_that_want_one_are_left_out() -> None:
    assert not {"genius", "lastfm"} & set(chosen(*SOURCES))
    assert "genius" in chosen(*SOURCES, keys={"genius_access_token": "x"})
    assert choose(SOURCES, ["lastfm"], access()).without_key == ("lastfm",)


def test_keys_are_shown_as_each_service_wants_them_and_to_no_other() -> None:
    keys = {"genius_access_token": "G", "lastfm_api_key": "F", "listenbrainz_token": "L"}

    def answer(_: Request) -> Reply:
        return Reply(body={})

    with serving(answer) as service:
        known = access(keys, **dict.fromkeys(ADDRESSES, service.url))
        with Connections(known, budget=RequestBudget(), clock=VirtualTime().clock()) as connections:
            for one in (GENIUS, LISTENBRAINZ, LASTFM, RECCOBEATS):
                connections.to(one).get("/")
    assert [(one.headers.get("authorization"), one.parameters) for one in service.seen] == [
        ("Bearer G", ()),
        ("Token L", ()),
        (None, (("api_key", "F"),)),
        (None, ()),
    ]


def test_two_sources_of_one_service_share_its_connection_and_its_pace() -> None:
    with Connections(access(), budget=RequestBudget(), clock=VirtualTime().clock()) as connections:
        assert connections.to(RECCOBEATS) is connections.to(RECCOBEATS)
        assert connections.to(RECCOBEATS) is not connections.to(GENIUS)


def test_keys_never_show() -> None:
    assert "sesame" not in repr(access({"genius_access_token": "sesame"}))


def test_an_address_that_would_send_everything_readable_is_refused() -> None:
    open_to_all = access(reccobeats_url="http://192.0.2.1")
    with (
        Connections(
            open_to_all, budget=RequestBudget(), clock=VirtualTime().clock()
        ) as connections,
        pytest.raises(ConfigError),
    ):
        connections.to(RECCOBEATS)


def test_a_service_far_away_is_asked_at_its_pace_and_one_on_this_machine_at_any() -> None:
    time = VirtualTime()
    far = access(reccobeats_url="https://192.0.2.1")
    with Connections(far, budget=RequestBudget(), clock=time.clock()) as connections:
        assert connections.to(RECCOBEATS).pace_s == RECCOBEATS.pace_s
        assert connections.to(GENIUS).pace_s == 0
