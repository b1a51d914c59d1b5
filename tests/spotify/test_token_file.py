"""The sign-in on disk, through renewals, mishaps and two processes at once."""

import os
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from musicanalyser.errors import ConfigError, Error, NotSignedInError, TryLaterError
from musicanalyser.spotify.token_file import Token, TokenFile
from musicanalyser.spotify.token_requests import AccountAccess, TokenClient
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Still

NOW = datetime(2026, 9, 21, 14, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
SOUND = '{"access_token": "a", "refresh_token": "b", "expires_ms": 9, "scope": "", '
ODD = (
    SOUND + '"authorized_ms": Infinity}',
    SOUND + '"authorized_ms": 1e300}',
    SOUND + '"authorized_ms": 99999999999999}',
    SOUND.replace('"a"', '"a\\nb"') + '"authorized_ms": 9}',
    SOUND.replace('"b"', "null") + '"authorized_ms": 9}',
)
"""Files that this program would never write."""
unix = pytest.mark.skipif(sys.platform == "win32", reason="rights of Unix")


def now_ms() -> int:
    return int(NOW.timestamp() * 1000)


@pytest.fixture(params=[False, True], ids=["kept", "rotated"])
def service(request: pytest.FixtureRequest) -> Iterator[Service]:
    """Both ways in which Spotify has renewed sign-ins."""
    with serving(Still(), clock=now_ms, rotation=request.param) as running:
        yield running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "spotify-token.json"


def access(service: Service, path: Path, client_id: str | None = None) -> AccountAccess:
    return AccountAccess(
        client_id=client_id or service.client_id,
        api_url=service.api_url,
        accounts_url=service.accounts_url,
        token=path,
    )


def signed_in(service: Service, path: Path) -> TokenClient:
    """Sign in now, and come back when the access token has expired."""
    TokenFile(path, now=lambda: NOW).save_token_to_cache(service.sign_in())
    return TokenClient(access(service, path), now=lambda: LATER)


@unix
def test_it_is_its_owner_s_alone_at_every_moment_whatever_the_umask(
    service: Service, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: set[int] = set()

    def look(_handle: int) -> None:
        """Read the modes while the file is written, before it is in its place."""
        modes.update(stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir())

    before = os.umask(0)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", look)
            signing = signed_in(service, path)
            signing.usable_token()
        service.revoke()
        with pytest.raises(NotSignedInError):
            signing.usable_token(rejected=signing.file.require().access)
    finally:
        os.umask(before)
    look(0)
    assert modes == {0o600}
    assert {one.name for one in path.parent.iterdir()} == {
        signing.file.rejected_path.name,
        f"{path.name}.lock",
    }


def test_a_token_that_lasts_is_used_without_asking(service: Service, path: Path) -> None:
    TokenFile(path, now=lambda: NOW).save_token_to_cache(service.sign_in())
    TokenClient(access(service, path), now=lambda: NOW).usable_token()
    assert service.seen == []


def test_a_renewal_keeps_the_date_and_scope_of_the_consent(service: Service, path: Path) -> None:
    signing = signed_in(service, path)
    before = signing.file.require()
    service.accounts.tells_scope = False
    after = signing.usable_token()
    assert after.access != before.access
    assert (after.authorized_ms, after.scope) == (before.authorized_ms, before.scope)
    assert (after.refresh == before.refresh) is not service.accounts.rotation


def test_a_renewed_sign_in_can_be_renewed_again(service: Service, path: Path) -> None:
    signing = signed_in(service, path)
    first = signing.usable_token()
    assert signing.usable_token(rejected=first.access).access != first.access


@pytest.mark.parametrize("fault", ["rate limit", "500", "503", "502 in HTML", "200 in HTML"])
def test_an_outage_costs_no_sign_in(service: Service, path: Path, fault: str) -> None:
    signing = signed_in(service, path)
    before = path.read_bytes()
    service.faults.push(fault, "/api/token")
    with pytest.raises(TryLaterError, match="is not working"):
        signing.usable_token()
    assert path.read_bytes() == before
    signing.usable_token()


@pytest.mark.parametrize("fault", ["reset", "half a body"])
def test_an_answer_that_is_lost_on_the_way_is_tried_again_later(
    service: Service, path: Path, fault: str
) -> None:
    signing = signed_in(service, path)
    before = path.read_bytes()
    service.faults.push(fault, "/api/token")
    with pytest.raises(TryLaterError):
        signing.usable_token()
    assert path.read_bytes() == before


def test_a_sign_in_that_has_ended_is_set_aside_and_never_tried_again(
    service: Service, path: Path
) -> None:
    signing = signed_in(service, path)
    service.revoke()
    with pytest.raises(NotSignedInError, match="has ended"):
        signing.usable_token()
    assert not path.exists()
    assert signing.file.rejected_path.exists()
    asked = len(service.seen)
    with pytest.raises(NotSignedInError):
        signing.usable_token()
    assert len(service.seen) == asked


def test_an_app_that_spotify_does_not_know_is_a_matter_of_settings(
    service: Service, path: Path
) -> None:
    signed_in(service, path)
    wrong = TokenClient(access(service, path, "f" * 32), now=lambda: LATER)
    with pytest.raises((ConfigError, NotSignedInError)) as caught:
        wrong.usable_token()
    assert isinstance(caught.value, Error)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"access_token": 1}', "null", "[" * 100_000, *ODD]
)
def test_a_damaged_file_is_an_error_and_stays_as_it_is(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(Error, match="is damaged"):
        TokenFile(path, now=lambda: NOW).load()
    assert path.read_text() == text


def full(_handle: int) -> None:
    raise OSError(28, "No space left on device")


def test_a_new_sign_in_that_cannot_be_written_is_an_error_and_leaves_the_old_one(
    service: Service, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signing = signed_in(service, path)
    before = path.read_bytes()
    monkeypatch.setattr(os, "fsync", full)
    signing.file.is_new = True
    with pytest.raises(OSError, match="No space left"):
        signing.file.save_token_to_cache(service.sign_in())
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(".")] == []


def test_a_renewed_sign_in_is_used_while_the_disk_is_full_and_written_afterwards(
    service: Service, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signing = signed_in(service, path)
    before, renewed = path.read_bytes(), service.sign_in()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        signing.file.save_token_to_cache(renewed)
        assert signing.file.require().access == renewed["access_token"]
        assert path.read_bytes() == before
    signing.file.require()
    assert TokenFile(path, now=lambda: NOW).require().access == renewed["access_token"]


def test_no_token_is_in_what_a_token_looks_like(service: Service, path: Path) -> None:
    token = signed_in(service, path).file.require()
    assert token.access not in repr(token)
    assert token.refresh not in repr(token)


@pytest.mark.parametrize(("left_ms", "is_fresh"), [(60_000, False), (60_001, True)])
def test_a_token_counts_as_expired_a_minute_before_it_is(left_ms: int, *, is_fresh: bool) -> None:
    token = Token(access="a", refresh="r", expires_ms=now_ms() + left_ms, scope="", authorized_ms=1)
    assert token.is_fresh(now_ms()) is is_fresh


@pytest.mark.parametrize(
    ("seconds", "is_valid"), [(-1, False), (0, False), (1, True), (10**9 - 1, True), (10**9, False)]
)
def test_a_lifetime_is_positive_and_below_thirty_years(
    path: Path, seconds: int, *, is_valid: bool
) -> None:
    answer = {"access_token": "a", "refresh_token": "b", "expires_in": seconds}
    file = TokenFile(path, now=lambda: NOW)
    if is_valid:
        file.save_token_to_cache(answer)
        assert file.require().expires_ms == now_ms() + 1_000 * seconds
    else:
        with pytest.raises(ValueError, match="in range"):
            file.save_token_to_cache(answer)
