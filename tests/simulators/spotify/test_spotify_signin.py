"""Signing in to the loopback Spotify, and what its tokens live through."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from tests.simulators.spotify.plain_requests import (
    CALLBACK,
    SCOPE,
    VERIFIER,
    Hands,
    Reply,
    ask,
    ask_as,
    challenge_of,
    consent,
    redeem,
    refresh,
)
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Still

DAY_MS = 86_400_000


@pytest.fixture
def rotating(hands: Hands) -> Iterator[Service]:
    with serving(Still(), clock=hands, rotation=True) as running:
        yield running


def refused(reply: Reply) -> tuple[int, str, str]:
    told = reply.json()
    return reply.status, told["error"], told["error_description"]


def test_the_challenge_is_that_of_the_standard() -> None:
    # The example of RFC 7636, appendix B.
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_a_consent_redirects_with_a_code_and_the_state(service: Service) -> None:
    reply = consent(service, state="a b&c")
    assert reply.status == 302
    assert reply.headers["Location"].startswith(f"{CALLBACK}?code=")
    assert reply.said["state"] == "a b&c"


def test_requests_are_recorded(service: Service) -> None:
    consent(service)
    consent(service, show_dialog=None, state=None)
    first, second = service.accounts.asked
    assert (first.scope, first.state, first.show_dialog) == (SCOPE, "s1", True)
    assert (second.state, second.show_dialog) == (None, False)
    assert first.challenge == challenge_of(VERIFIER)


def test_a_refusal_redirects_without_a_code(service: Service) -> None:
    service.accounts.denying = True
    assert consent(service).said == {"error": "access_denied", "state": "s1"}


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/callback", "http://127.0.0.1:1/callback", "http://[::1]:65000/callback"],
)
def test_a_loopback_address_may_have_any_port(service: Service, address: str) -> None:
    assert consent(service, redirect_uri=address).headers["Location"].startswith(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:51234/callback",
        "https://127.0.0.1:51234/callback",
        "http://127.0.0.1:51234/callback/",
        "http://127.0.0.1:51234/other",
        "http://127.0.0.1:51234/callback?a=b",
        "http://127.0.0.1:51234@evil.example/callback",
        "http://127.0.0.2:51234/callback",
        "",
    ],
)
def test_no_other_address_is_sent_back_to(service: Service, address: str) -> None:
    reply = consent(service, redirect_uri=address)
    assert (reply.status, reply.body) == (400, b"INVALID_CLIENT: Invalid redirect URI")
    assert "Location" not in reply.headers


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("client_id", "somebody-else"),
        ("response_type", "token"),
        ("code_challenge_method", "plain"),
        ("code_challenge_method", None),
        ("code_challenge", VERIFIER[:42]),
        ("code_challenge", None),
        ("scope", "user-read-everything"),
    ],
)
def test_a_malformed_request_gets_an_error(
    service: Service, parameter: str, value: str | None
) -> None:
    reply = consent(service, **{parameter: value})
    assert reply.status == 400
    assert service.accounts.asked == []


def test_a_code_and_its_verifier_are_worth_tokens(service: Service) -> None:
    told = redeem(service, consent(service).said["code"]).json()
    assert told.keys() == {"access_token", "token_type", "expires_in", "scope", "refresh_token"}
    assert (told["token_type"], told["expires_in"], told["scope"]) == ("Bearer", 3600, SCOPE)
    assert ask_as(service, told["access_token"], "/v1/me").status == 200


@pytest.mark.parametrize("verifier", [f"{VERIFIER}x", VERIFIER[:42], challenge_of(VERIFIER), ""])
def test_a_wrong_verifier_is_refused_and_spends_the_code(service: Service, verifier: str) -> None:
    code = consent(service).said["code"]
    first = redeem(service, code, code_verifier=verifier)
    assert refused(first) == (400, "invalid_grant", "code_verifier was incorrect")
    assert refused(redeem(service, code))[2] == "Invalid authorization code"


def test_a_code_is_refused_the_second_time(service: Service) -> None:
    code = consent(service).said["code"]
    assert redeem(service, code).status == 200
    assert refused(redeem(service, code)) == (400, "invalid_grant", "Invalid authorization code")


def test_a_code_lives_for_ten_minutes(service: Service, hands: Hands) -> None:
    early, late = (consent(service).said["code"] for _ in range(2))
    hands.at_ms += 599_999
    assert redeem(service, early).status == 200
    hands.at_ms += 1
    assert refused(redeem(service, late))[2] == "Authorization code expired"


def test_a_code_is_refused_for_another_address_client_or_way(service: Service) -> None:
    codes = [consent(service).said["code"] for _ in range(4)]
    other_port = redeem(service, codes[0], redirect_uri="http://127.0.0.1:1/callback")
    assert refused(other_port)[1:] == ("invalid_grant", "Invalid redirect URI")
    assert refused(redeem(service, codes[1], client_id="x"))[1] == "invalid_client"
    other_way = redeem(service, codes[2], grant_type="password")
    assert refused(other_way)[1] == "unsupported_grant_type"
    not_in_a_form = ask(service, "/api/token", method="POST", headers={"Content-Type": "text/x"})
    assert not_in_a_form.status == 400


def test_a_program_without_a_secret_sends_no_authorization(service: Service) -> None:
    reply = ask(
        service,
        "/api/token",
        method="POST",
        headers={"Authorization": "Basic eDp5"},
        form={
            "grant_type": "refresh_token",
            "refresh_token": service.sign_in()["refresh_token"],
            "client_id": service.client_id,
        },
    )
    assert refused(reply)[1] == "invalid_client"


def test_without_rotation_the_refresh_token_stays_and_is_not_sent_again(service: Service) -> None:
    told = service.sign_in(SCOPE)
    for _ in range(2):
        again = refresh(service, told["refresh_token"]).json()
        assert again.keys() == {"access_token", "token_type", "expires_in", "scope"}
        assert again["access_token"] != told["access_token"]
        assert ask_as(service, again["access_token"], "/v1/me/player").status == 200


def test_with_rotation_each_refresh_ends_the_token_it_used(rotating: Service) -> None:
    first = rotating.sign_in()["refresh_token"]
    second = refresh(rotating, first).json()["refresh_token"]
    assert second != first
    assert refused(refresh(rotating, first)) == (400, "invalid_grant", "Refresh token revoked")
    assert refresh(rotating, second).json()["refresh_token"] not in {first, second}


def test_with_rotation_one_of_many_at_once_wins(rotating: Service) -> None:
    token = rotating.sign_in()["refresh_token"]
    with ThreadPoolExecutor(8) as many:
        replies = many.map(lambda _: refresh(rotating, token).status, range(8))
    assert sorted(replies) == [200] + [400] * 7


def test_a_refresh_may_omit_the_scope_that_it_keeps(service: Service) -> None:
    service.accounts.tells_scope = False
    told = refresh(service, service.sign_in(SCOPE)["refresh_token"]).json()
    assert "scope" not in told
    assert ask_as(service, told["access_token"], "/v1/me/player").status == 200


@pytest.mark.parametrize("rotation", [False, True])
def test_six_months_after_the_sign_in_no_refresh_helps(hands: Hands, rotation: bool) -> None:
    hands.at_ms = int(datetime(2026, 8, 15, 12, tzinfo=UTC).timestamp() * 1000)
    with serving(Still(), clock=hands, rotation=rotation) as service:
        token = service.sign_in()["refresh_token"]
        hands.at_ms += 100 * DAY_MS
        token = refresh(service, token).json().get("refresh_token", token)
        hands.at_ms = int(datetime(2027, 2, 15, 12, tzinfo=UTC).timestamp() * 1000) - 1
        token = refresh(service, token).json().get("refresh_token", token)
        hands.at_ms += 1
        assert refused(refresh(service, token)) == (400, "invalid_grant", "Refresh token expired")


def test_what_is_revoked_cannot_be_refreshed(service: Service) -> None:
    told = service.sign_in()
    service.revoke()
    assert refused(refresh(service, told["refresh_token"]))[2] == "Refresh token revoked"
    assert refresh(service, service.sign_in()["refresh_token"]).status == 200


def test_an_invented_refresh_token_is_refused(service: Service) -> None:
    assert refused(refresh(service, "x")) == (400, "invalid_grant", "Invalid refresh token")
    access = service.sign_in()["access_token"]
    assert refused(refresh(service, access))[2] == "Invalid refresh token"


def test_an_access_token_expires_to_the_millisecond(service: Service, hands: Hands) -> None:
    token = service.sign_in()["access_token"]
    hands.at_ms += 3_599_999
    assert ask_as(service, token, "/v1/me").status == 200
    hands.at_ms += 1
    reply = ask_as(service, token, "/v1/me")
    expected = {"error": {"status": 401, "message": "The access token expired"}}
    assert (reply.status, reply.json()) == (401, expected)


def test_access_can_be_ended_early_without_ending_the_consent(service: Service) -> None:
    told = service.sign_in()
    service.accounts.expire_access()
    assert ask_as(service, told["access_token"], "/v1/me").status == 401
    fresh = refresh(service, told["refresh_token"]).json()["access_token"]
    assert ask_as(service, fresh, "/v1/me").status == 200


def test_the_life_of_access_tokens_can_be_set(hands: Hands) -> None:
    with serving(Still(), clock=hands, token_seconds=5) as service:
        told = service.sign_in()
        assert told["expires_in"] == 5
        hands.at_ms += 5_000
        assert ask_as(service, told["access_token"], "/v1/me").status == 401
