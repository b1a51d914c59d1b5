"""Each fault does what its name says, as often as requested, and leaves no trace."""

import http.client
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime

import pytest

from tests.simulators.spotify import bodies
from tests.simulators.spotify.catalogue import Json
from tests.simulators.spotify.faults import FAULTS, late_rows, quota, rate_limit, stale
from tests.simulators.spotify.plain_requests import Hands, Reply, ask, ask_api, consent, refresh
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Heard, Scripted, Still

PLAYER = "/v1/me/player"
RECENT = "/v1/me/player/recently-played"
LIMITED = {"error": {"status": 429, "message": "API rate limit exceeded"}}


def limited_for_seconds(reply: Reply) -> None:
    assert (reply.status, reply.json()) == (429, LIMITED)
    assert reply.headers["Retry-After"] == "7"


def limited_until(reply: Reply) -> None:
    assert (reply.status, reply.json()) == (429, LIMITED)
    until = parsedate_to_datetime(reply.headers["Retry-After"])
    assert (until - parsedate_to_datetime(reply.headers["Date"])).total_seconds() == 90


def limited(reply: Reply) -> None:
    assert (reply.status, reply.json()) == (429, LIMITED)
    assert "Retry-After" not in reply.headers


def out_of_quota(reply: Reply) -> None:
    told = {"status": 429, "message": "Too many requests", "reason": "QUOTA_EXCEEDED"}
    assert (reply.status, reply.json()) == (429, {"error": told})
    assert int(reply.headers["Retry-After"]) == 14 * 3600


def failed(status: int, message: str) -> Callable[[Reply], None]:
    def check(reply: Reply) -> None:
        assert (reply.status, reply.json()) == (status, bodies.error(status, message))

    return check


def html(status: int) -> Callable[[Reply], None]:
    def check(reply: Reply) -> None:
        assert reply.status == status
        assert reply.headers["Content-Type"].startswith("text/html")
        assert reply.body.startswith(b"<!DOCTYPE html>")

    return check


def plain(text: str) -> Callable[[Reply], None]:
    def check(reply: Reply) -> None:
        assert reply.status == 403
        assert reply.headers["Content-Type"].startswith("text/plain")
        assert text in reply.body.decode()

    return check


def nothing(reply: Reply) -> None:
    assert (reply.status, reply.body) == (204, b"")


def progress(expected: int | None) -> Callable[[Reply], None]:
    def check(reply: Reply) -> None:
        assert (reply.status, reply.json()["progress_ms"]) == (200, expected)

    return check


ANSWERS: dict[str, Callable[[Reply], None]] = {
    "rate limit": limited_for_seconds,
    "rate limit until a date": limited_until,
    "rate limit of unknown length": limited,
    "quota": out_of_quota,
    "500": failed(500, "Server error."),
    "502": failed(502, "Bad gateway."),
    "503": failed(503, "Service temporarily unavailable"),
    "502 in HTML": html(502),
    "200 in HTML": html(200),
    "nothing plays": nothing,
    "premium lapsed": plain("Active premium subscription required for the owner of the app."),
    "user not registered": plain("The user is not registered for this application."),
    "no progress": progress(None),
    "progress past the end": progress(214_007 + 5_000),
    "spurious 401": failed(401, "Access token missing"),
    "spurious 403": failed(403, "Player command failed: Premium required"),
}
"""What a fault of this name answers to who asks for the player."""
BREAKING = {"hang", "reset", "half a body"}
ELSEWHERE = {"stale", "late rows", "wrong state"}


def test_every_fault_has_its_test() -> None:
    assert ANSWERS.keys() | BREAKING | ELSEWHERE == FAULTS.keys()


@pytest.mark.parametrize("name", ANSWERS)
def test_a_fault_answers_as_its_name_says_and_is_gone(service: Service, name: str) -> None:
    sound = ask_api(service, PLAYER).json()
    service.faults.push(name, PLAYER)
    ANSWERS[name](ask_api(service, PLAYER))
    assert len(service.faults) == 0
    assert ask_api(service, PLAYER).json() == sound


def test_a_request_that_hangs_delays_no_other(service: Service) -> None:
    service.faults.push("hang", PLAYER)
    with pytest.raises(TimeoutError):
        ask_api(service, PLAYER, timeout=0.2)
    assert ask_api(service, PLAYER).status == 200


def test_the_service_ends_though_a_request_hangs(still: Still) -> None:
    with serving(still) as service:
        service.faults.push("hang")
        with pytest.raises(TimeoutError):
            ask_api(service, PLAYER, timeout=0.2)
    assert service.closing.is_set()


def test_a_connection_is_reset_without_a_word(service: Service) -> None:
    service.faults.push("reset", PLAYER)
    with pytest.raises(ConnectionError):
        ask_api(service, PLAYER)


def test_half_a_body_comes_of_what_was_announced(service: Service) -> None:
    whole = ask_api(service, PLAYER).body
    service.faults.push("half a body", PLAYER)
    with pytest.raises(http.client.IncompleteRead) as half:
        ask_api(service, PLAYER)
    assert half.value.partial == whole[: len(whole) // 2]
    assert half.value.expected == len(whole) - len(whole) // 2


def test_a_stale_state_is_that_of_some_time_ago(hands: Hands) -> None:
    track = bodies.track(id="t", title="T", artist="A", album="B", duration_ms=300_000)
    start_ms = hands.at_ms - 60_000
    world = Scripted(start_ms=start_ms, plays=[Heard(after_ms=0, item=track, heard_ms=200_000)])
    with serving(world, clock=hands) as service:
        service.faults.push("stale", PLAYER)
        service.faults.push(stale(61_000), PLAYER)
        assert ask_api(service, PLAYER).json()["progress_ms"] == 40_000
        assert ask_api(service, PLAYER).status == 204
        reply = ask_api(service, PLAYER)
    assert reply.json()["progress_ms"] == 60_000
    assert parsedate_to_datetime(reply.headers["Date"]).timestamp() == hands.at_ms // 1000


def test_late_rows_are_missing_once_and_then_appear_with_their_old_time(
    service: Service, still: Still
) -> None:
    def rows() -> list[Json]:
        told: list[Json] = ask_api(service, f"{RECENT}?limit=4").json()["items"]
        return told

    service.faults.push("late rows", RECENT)
    assert rows() == still.rows[1:4]
    service.faults.push(late_rows(1, 2), RECENT)
    assert rows() == [still.rows[0], still.rows[3]]
    assert rows() == still.rows[:4]


def test_the_cursors_of_a_page_with_late_rows_are_those_of_what_is_there(
    service: Service, still: Still
) -> None:
    service.faults.push(late_rows(0), RECENT)
    page = ask_api(service, f"{RECENT}?limit=2").json()
    assert page["cursors"]["after"] == str(bodies.played_ms(still.rows[1]))
    service.faults.push(late_rows(0), RECENT)
    assert ask_api(service, f"{RECENT}?limit=1").json()["cursors"] is None


def test_a_wrong_state_comes_back_with_a_code(service: Service) -> None:
    service.faults.push("wrong state", "/authorize")
    said = consent(service, state="mine").said
    assert said["state"] == "of-somebody-else"
    assert consent(service, state="mine").said["state"] == "mine"


@pytest.mark.parametrize(
    ("name", "status", "body"),
    [
        ("rate limit", 429, '{"error": "rate_limited", "error_description": ".+"}'),
        ("rate limit until a date", 429, '{"error": "rate_limited", "error_description": ".+"}'),
        ("500", 500, '{"error": "server_error", "error_description": ".+"}'),
        ("503", 503, '{"error": "temporarily_unavailable", "error_description": ".+"}'),
        ("502 in HTML", 502, "<!DOCTYPE html>.+"),
        ("200 in HTML", 200, "<!DOCTYPE html>.+"),
    ],
)
def test_a_fault_of_the_token_endpoint_speaks_as_that_does_and_costs_nothing(
    service: Service, name: str, status: int, body: str
) -> None:
    token = service.sign_in()["refresh_token"]
    service.faults.push(name, "/api/token")
    reply = refresh(service, token)
    assert reply.status == status
    assert re.fullmatch(body, reply.body.decode())
    assert refresh(service, token).status == 200


def test_a_refresh_whose_answer_is_lost_may_have_cost_the_token(hands: Hands) -> None:
    with serving(Still(), clock=hands, rotation=True) as service:
        token = service.sign_in()["refresh_token"]
        service.faults.push("reset", "/api/token")
        with pytest.raises(ConnectionError):
            refresh(service, token)
        assert refresh(service, token).json()["error_description"] == "Refresh token revoked"


def test_faults_apply_in_order_to_the_next_requests_of_their_path(service: Service) -> None:
    service.faults.push(rate_limit(3), PLAYER, times=2)
    service.faults.push(quota(9), PLAYER)
    service.faults.push("503", "/v1/tracks/*")
    assert ask_api(service, "/v1/me").status == 200
    told = [ask_api(service, PLAYER) for _ in range(4)]
    assert [reply.headers["Retry-After"] for reply in told] == ["3", "3", "32400", None]
    assert [reply.status for reply in told] == [429, 429, 429, 200]
    assert ask_api(service, "/v1/tracks/4uLU6hMCjMI75M1A2tKUQC").status == 503
    assert len(service.faults) == 0


def test_faults_of_every_path_wait_for_whatever_comes(service: Service) -> None:
    service.faults.push("500", times=3)
    assert ask(service, "/authorize").status == ask_api(service, "/v1/me").status == 500
    service.faults.clear()
    assert ask_api(service, "/v1/me").status == 200


def test_a_fault_that_changes_answers_leaves_errors_alone(service: Service) -> None:
    service.faults.push("no progress", PLAYER)
    service.faults.push("late rows", RECENT)
    assert ask(service, PLAYER).status == ask(service, RECENT).status == 401
