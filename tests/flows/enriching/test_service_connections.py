"""How services are reached: addresses, keys and pace."""

from collections.abc import Mapping

import pytest

from musicanalyser.enrich import SOURCES
from musicanalyser.enrich.services.web_services import GENIUS, LASTFM, LISTENBRAINZ, RECCOBEATS
from musicanalyser.errors import ConfigError
from musicanalyser.flows.enriching.service_connections import ServiceAccess, ServiceConnections
from musicanalyser.net import RequestBudget
from tests.net.virtual_time import VirtualTime
from tests.simulators.enrich.loopback_service import Reply, Request, serve

ADDRESSES = {one.SERVICE.address: "http://127.0.0.1:9" for one in SOURCES.values()}


def access(keys: Mapping[str, str] | None = None, **addresses: str) -> ServiceAccess:
    return ServiceAccess(addresses={**ADDRESSES, **addresses}, keys=keys or {})


def connections(access: ServiceAccess) -> ServiceConnections:
    return ServiceConnections(access, budget=RequestBudget(), clock=VirtualTime().clock())


def test_every_service_gets_its_own_key_in_its_own_way() -> None:
    keys = {"genius_access_token": "G", "lastfm_api_key": "F", "listenbrainz_token": "L"}

    def answer(_: Request) -> Reply:
        return Reply(body={})

    with serve(answer) as service:
        loopback = dict.fromkeys(ADDRESSES, service.url)
        with connections(access(keys, **loopback)) as opened:
            for one in (GENIUS, LISTENBRAINZ, LASTFM, RECCOBEATS):
                opened.connect(one).get("/")
    assert [(one.headers.get("authorization"), one.parameters) for one in service.seen] == [
        ("Bearer G", ()),
        ("Token L", ()),
        (None, (("api_key", "F"),)),
        (None, ()),
    ]


def test_two_sources_of_one_service_share_its_connection_and_its_pace() -> None:
    with connections(access()) as opened:
        assert opened.connect(RECCOBEATS) is opened.connect(RECCOBEATS)
        assert opened.connect(RECCOBEATS) is not opened.connect(GENIUS)


def test_keys_never_show() -> None:
    assert "sesame" not in repr(access({"genius_access_token": "sesame"}))


def test_plain_http_to_another_machine_is_refused() -> None:
    readable = access(reccobeats_url="http://192.0.2.1")
    with connections(readable) as opened, pytest.raises(ConfigError):
        opened.connect(RECCOBEATS)


def test_only_a_service_on_another_machine_has_a_pace() -> None:
    with connections(access(reccobeats_url="https://192.0.2.1")) as opened:
        assert opened.connect(RECCOBEATS).pace_s == RECCOBEATS.pace_s
        assert opened.connect(GENIUS).pace_s == 0
