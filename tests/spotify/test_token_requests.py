"""What the token endpoint may say without costing the sign-in, and what ends it."""

import multiprocessing
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from filelock import FileLock

from musicanalyser.errors import NotSignedInError, TryLaterError
from musicanalyser.spotify.token_file import TokenFile
from musicanalyser.spotify.token_requests import AccountAccess, TokenClient
from tests.simulators.spotify.exchange import Answer, Respond, Seen
from tests.simulators.spotify.faults import error, text
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Still
from tests.spotify.test_token_file import LATER, NOW, access, now_ms, signed_in

LATER_MS = int(LATER.timestamp() * 1000)


@pytest.fixture
def service() -> Iterator[Service]:
    with serving(Still(), clock=now_ms) as running:
        yield running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "spotify-token.json"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        "[" * 200_000,
        '{"expires_in": 3600}',
        '{"access_token": 7, "expires_in": 3600}',
        '{"access_token": "", "expires_in": 3600}',
        '{"access_token": "a\\r\\nb: c", "expires_in": 3600}',
        '{"access_token": "a", "expires_in": "3600"}',
        '{"access_token": "a", "expires_in": 1e999}',
        '{"access_token": "a", "expires_in": -1}',
        '{"access_token": "a", "expires_in": 3600, "refresh_token": 7}',
        '{"access_token": "a", "expires_in": 3600, "refresh_token": "\\u00e4"}',
    ],
    ids=lambda body: body[:60],
)
def test_an_answer_that_cannot_be_parsed_costs_no_sign_in(
    service: Service, path: Path, body: str
) -> None:
    signing = signed_in(service, path)
    before = path.read_bytes()
    service.faults.push(text(200, body, kind="application/json"), "/api/token")
    with pytest.raises(TryLaterError, match="is not working"):
        signing.usable_token()
    assert path.read_bytes() == before


@pytest.mark.parametrize("told", ["null", '""'])
def test_a_renewal_without_a_refresh_token_keeps_the_old_one(
    service: Service, path: Path, told: str
) -> None:
    signing = signed_in(service, path)
    before = signing.file.require()
    body = f'{{"access_token": "a", "expires_in": 3600, "refresh_token": {told}}}'
    service.faults.push(text(200, body), "/api/token")
    assert signing.usable_token().refresh == before.refresh


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_only_a_refusal_ends_the_sign_in_whatever_an_outage_says(
    service: Service, path: Path, status: int
) -> None:
    signing = signed_in(service, path)
    before = path.read_bytes()
    service.faults.push(text(status, '{"error": "invalid_grant"}'), "/api/token")
    with pytest.raises(TryLaterError):
        signing.usable_token()
    assert path.read_bytes() == before
    assert signing.usable_token().access


def test_a_service_that_never_answers_costs_no_sign_in(
    service: Service, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("musicanalyser.spotify.token_requests.TIMEOUT_S", 0.2)
    signing = signed_in(service, path)
    before = path.read_bytes()
    service.faults.push("hang", "/api/token")
    with pytest.raises(TryLaterError):
        signing.usable_token()
    assert path.read_bytes() == before


@pytest.mark.parametrize(("headers", "pause_s"), [({"Retry-After": "900"}, 900), ({}, 60)])
def test_too_many_renewals_say_until_when(
    service: Service, path: Path, headers: dict[str, str], pause_s: int
) -> None:
    signing = signed_in(service, path)
    service.faults.push(error(429, "so", headers=headers), "/api/token")
    with pytest.raises(TryLaterError) as caught:
        signing.usable_token()
    assert caught.value.until_ms == LATER_MS + 1000 * pause_s
    service.faults.push("500", "/api/token")
    with pytest.raises(TryLaterError) as caught:
        signing.usable_token()
    assert caught.value.until_ms is None


@pytest.mark.parametrize(("days", "holds"), [(180, True), (182, False)])
def test_six_months_after_the_consent_it_ends_however_often_it_was_renewed(
    path: Path, days: int, *, holds: bool
) -> None:
    hands = [NOW]

    def at() -> datetime:
        return hands[0]

    with serving(Still(), clock=lambda: int(at().timestamp() * 1000)) as service:
        TokenFile(path, now=at).save_token_to_cache(service.sign_in())
        signing = TokenClient(access(service, path), now=at)
        hands[0] = NOW + timedelta(days=90)
        assert signing.usable_token().authorized_ms == now_ms()
        hands[0] = NOW + timedelta(days=days)
        if holds:
            assert signing.usable_token().authorized_ms == now_ms()
        else:
            with pytest.raises(NotSignedInError, match="it lasts six months"):
                signing.usable_token()


def slowly(seen: Seen, respond: Respond) -> Answer:
    """Leave the others the time to want the same."""
    threading.Event().wait(0.3)
    return respond(seen)


def _renew_and_use(url: str, client_id: str, path: str, together: Barrier) -> None:
    held = AccountAccess(client_id=client_id, api_url=url, accounts_url=url, token=Path(path))
    signing = TokenClient(held, now=lambda: LATER)
    together.wait(60)
    used = signing.usable_token()
    assert used == TokenFile(Path(path), now=lambda: LATER).require()


def test_many_processes_that_renew_under_rotation_all_have_what_works(path: Path) -> None:
    with serving(Still(), clock=now_ms, rotation=True) as service:
        signed_in(service, path)
        service.faults.push(slowly, "/api/token")
        context = multiprocessing.get_context("spawn")
        arguments = (service.url, service.client_id, str(path), context.Barrier(3))
        all_of_them = [context.Process(target=_renew_and_use, args=arguments) for _ in range(3)]
        for one in all_of_them:
            one.start()
        for one in all_of_them:
            one.join(60)
        assert [one.exitcode for one in all_of_them] == [0, 0, 0]
        assert service.counts["/api/token"] == 1
        assert (
            TokenClient(access(service, path), now=lambda: LATER + timedelta(hours=2))
            .usable_token()
            .access
        )


def test_deleting_leaves_no_half_written_sign_in_behind(service: Service, path: Path) -> None:
    signing = signed_in(service, path)
    (path.parent / f".{path.name}.x7d9").write_text("a killed process left this")
    assert signing.file.delete()
    assert {one.name for one in path.parent.iterdir()} <= {f"{path.name}.lock"}
    assert not signing.file.delete()


def test_deleting_waits_for_a_renewal(
    service: Service, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("musicanalyser.spotify.token_file._LOCK_TIMEOUT_S", 0.1)
    signing = signed_in(service, path)
    with FileLock(f"{path}.lock"), pytest.raises(TryLaterError, match="is renewing"):
        signing.file.delete()
    assert path.exists()


def test_where_nothing_is_deleting_makes_nothing(tmp_path: Path) -> None:
    assert not TokenFile(tmp_path / "home" / "token.json", now=lambda: NOW).delete()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ['{"code": 7}', "[]", "null", "7"])
def test_a_refusal_of_an_odd_form_leaves_the_sign_in_as_it_is(
    service: Service, path: Path, name: str
) -> None:
    signing = signed_in(service, path)
    before = path.read_bytes()
    service.faults.push(text(400, f'{{"error": {name}}}'), "/api/token")
    with pytest.raises(TryLaterError):
        signing.usable_token(rejected=signing.file.require().access)
    assert path.read_bytes() == before
