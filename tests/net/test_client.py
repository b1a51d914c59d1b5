"""What a connection does for politeness and for safety, over real HTTP on loopback."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from musicanalyser.net import (
    BudgetExhaustedError,
    NotFoundError,
    RequestBudget,
    RequestClock,
    RequestRejectedError,
    UnavailableError,
)
from musicanalyser.net import client as client_module
from tests.net.virtual_time import VirtualTime, connected
from tests.simulators.enrich.loopback_service import (
    CLOUDFLARE,
    HTML,
    Reply,
    Request,
    Service,
    busy,
    serve,
)

GOOD = Reply(body={"good": True})


@pytest.fixture
def service() -> Iterator[Service]:
    def answer(_: Request) -> Reply:
        return GOOD

    with serve(answer) as running:
        yield running


@pytest.fixture
def time() -> VirtualTime:
    return VirtualTime()


def test_the_program_says_who_it_is_and_where_it_comes_from(
    service: Service, time: VirtualTime
) -> None:
    with connected(service.url, time) as http:
        http.get("/a")
    agent = service.seen[0].headers["user-agent"]
    assert agent.startswith("musicanalyser/")
    assert "https://pypi.org/project/musicanalyser/" in agent


def test_parameters_are_repeated_and_those_of_the_service_go_along(
    service: Service, time: VirtualTime
) -> None:
    with connected(service.url, time, parameters=[("key", "k&=")]) as http:
        http.get("/a", [("id", "1"), ("id", "ü")])
    assert service.seen[0].parameters == (("id", "1"), ("id", "ü"), ("key", "k&="))


def test_requests_keep_their_distance(service: Service, time: VirtualTime) -> None:
    with connected(service.url, time, pace_s=0.7) as http:
        for _ in range(4):
            http.get("/a")
    assert time.waits == pytest.approx([0.7] * 3)


def test_a_retry_keeps_its_distance_too(service: Service, time: VirtualTime) -> None:
    service.faults = [busy(retry_after="0")]
    with connected(service.url, time, pace_s=0.7) as http:
        http.get("/a")
    assert time.seconds >= 0.7


def test_what_a_service_asks_for_is_waited_for_in_seconds_or_to_a_date(
    service: Service, time: VirtualTime
) -> None:
    date = {"Date": "Sun, 22 Nov 2026 11:00:00 GMT"}
    until = {**date, "Retry-After": "Sun, 22 Nov 2026 11:00:40 GMT"}
    service.faults = [busy(429, retry_after="33"), Reply(status=503, headers=until)]
    with connected(service.url, time) as http:
        http.get("/a")
    assert time.waits == [33, 40]


def test_a_pause_of_two_minutes_is_waited_for(service: Service, time: VirtualTime) -> None:
    service.faults = [busy(429, retry_after="120")]
    with connected(service.url, time) as http:
        http.get("/a")
    assert time.waits == [120]


def test_a_service_that_asks_for_more_than_two_minutes_is_given_up(
    service: Service, time: VirtualTime
) -> None:
    service.faults = [busy(429, retry_after="121")]
    with connected(service.url, time) as http:
        with pytest.raises(UnavailableError, match="too long a pause"):
            http.get("/a")
        with pytest.raises(UnavailableError, match="too long a pause"):
            http.get("/b")
    assert time.waits == []
    assert len(service.seen) == 1


def test_patience_with_one_service_has_an_end(service: Service, time: VirtualTime) -> None:
    service.faults = [busy(429, retry_after="100"), None] * 20
    with connected(service.url, time) as http:
        for _ in range(6):
            http.get("/a")
        with pytest.raises(UnavailableError):
            http.get("/a")
    assert sum(time.waits) == 600


def test_without_advice_pauses_grow_from_try_to_try(service: Service, time: VirtualTime) -> None:
    service.faults = [busy(500 + code, retry_after=None) for code in (0, 2, 3, 4)]
    with connected(service.url, time) as http:
        assert http.get("/a") == b'{"good":true}'
    assert time.waits == [1, 2, 4, 8]


@pytest.mark.parametrize("status", [408, 425, 429, 500, 599])
def test_what_may_pass_is_tried_again(service: Service, time: VirtualTime, status: int) -> None:
    service.faults = [busy(status)]
    with connected(service.url, time) as http:
        assert http.get("/a") == b'{"good":true}'
    assert len(service.seen) == 2


def test_an_outage_ends_the_patience(service: Service, time: VirtualTime) -> None:
    service.faults = [Reply(status=520, body=CLOUDFLARE, headers=HTML)] * 9
    with connected(service.url, time) as http, pytest.raises(UnavailableError) as caught:
        http.get("/a")
    assert caught.value.answered
    assert len(service.seen) == 8


def test_a_burst_of_refusals_of_a_minute_is_waited_out(service: Service, time: VirtualTime) -> None:
    service.faults = [Reply(status=503, headers={"Retry-After": "0"})] * 7
    with connected(service.url, time) as http:
        assert http.get("/a") == b'{"good":true}'
    assert sum(time.waits) >= 60


def test_a_server_that_is_not_there_cannot_be_reached(time: VirtualTime) -> None:
    with connected("http://127.0.0.1:9", time) as http:
        with pytest.raises(UnavailableError, match="cannot be reached"):
            http.get("/a")
        before = time.seconds
        with pytest.raises(UnavailableError, match="cannot be reached"):
            http.get("/a")
    assert time.seconds == before


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, RequestRejectedError),
        (404, NotFoundError),
        (413, RequestRejectedError),
        (414, RequestRejectedError),
        (422, RequestRejectedError),
        (401, UnavailableError),
        (403, UnavailableError),
        (410, UnavailableError),
        (304, UnavailableError),
    ],
)
def test_what_will_not_pass_is_not_tried_again(
    service: Service, time: VirtualTime, status: int, error: type[Exception]
) -> None:
    service.faults = [Reply(status=status, body="" if status == 304 else {"why": "x"})]
    with connected(service.url, time) as http:
        with pytest.raises(error):
            http.get("/a")
        assert http.get("/a") == b'{"good":true}' or status in {410, 304}
    assert time.waits == []


def test_what_a_service_says_of_a_fault_can_be_read(service: Service, time: VirtualTime) -> None:
    service.faults = [Reply(status=404, body={"error": 6}), Reply(status=400, body={"error": 7})]
    with connected(service.url, time) as http:
        with pytest.raises(NotFoundError) as missing:
            http.get("/a")
        with pytest.raises(RequestRejectedError) as refused:
            http.get("/a")
    assert (missing.value.content, refused.value.content) == (b'{"error":6}', b'{"error":7}')


def test_a_redirect_on_the_same_host_is_followed_and_no_other(
    service: Service, time: VirtualTime
) -> None:
    service.faults = [Reply(status=301, headers={"Location": "/b?x=1"})]
    with connected(service.url, time) as http:
        assert http.get("/a") == b'{"good":true}'
        assert [one.path for one in service.seen] == ["/a", "/b"]
        for there in ("http://localhost:9/", "https://127.0.0.1/", "//192.0.2.1/", "file:///etc"):
            service.faults = [Reply(status=302, headers={"Location": there})] * 9
            with connected(service.url, VirtualTime()) as other, pytest.raises(UnavailableError):
                other.get("/a")


def test_redirects_that_never_end_are_ended(service: Service, time: VirtualTime) -> None:
    service.faults = [Reply(status=302, headers={"Location": "/a"})] * 9
    with (
        connected(service.url, time) as http,
        pytest.raises(UnavailableError, match="circles"),
    ):
        http.get("/a")
    assert len(service.seen) == 4


def test_an_answer_larger_than_any_is_not_read_to_its_end(
    service: Service, time: VirtualTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "LARGEST_BYTES", 1000)
    service.faults = [Reply(body="x" * 2_000_000)]
    with (
        connected(service.url, time) as http,
        pytest.raises(UnavailableError, match="without end"),
    ):
        http.get("/a")


def test_an_answer_may_be_as_large_as_the_limit(
    service: Service, time: VirtualTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "LARGEST_BYTES", len(b'{"good":true}'))
    with connected(service.url, time) as http:
        assert http.get("/a") == b'{"good":true}'


@pytest.mark.parametrize(("seconds", "is_read"), [(90, True), (91, False)])
def test_an_answer_may_take_ninety_seconds(
    service: Service, seconds: float, *, is_read: bool
) -> None:
    class Slow(VirtualTime):
        """Time that passes by some seconds with each reading of the clock."""

        def clock(self) -> RequestClock:
            def monotonic() -> float:
                self.seconds += seconds
                return self.seconds

            return replace(super().clock(), monotonic=monotonic)

    with connected(service.url, Slow()) as http:
        if is_read:
            assert http.get("/a") == b'{"good":true}'
        else:
            with pytest.raises(UnavailableError, match="without end"):
                http.get("/a")


def test_an_answer_that_trickles_is_not_waited_for_for_ever(
    service: Service, time: VirtualTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "_LONGEST_S", 0.01)
    service.faults = [Reply(body={"slow": True}, seconds_a_byte=0.005)]
    with (
        connected(service.url, time) as http,
        pytest.raises(UnavailableError, match="without end"),
    ):
        http.get("/a")


def test_a_slow_answer_is_still_an_answer(service: Service, time: VirtualTime) -> None:
    service.faults = [Reply(body={"slow": True}, seconds_a_byte=0.001)]
    with connected(service.url, time) as http:
        assert http.get("/a") == b'{"slow":true}'


def test_an_answer_that_breaks_off_is_asked_for_again(service: Service, time: VirtualTime) -> None:
    service.faults = [Reply(body={"cut": True}, promised=1000)]
    with connected(service.url, time) as http:
        assert http.get("/a") == b'{"good":true}'
    assert len(service.seen) == 2


def test_every_request_counts_towards_the_budget_also_one_that_is_repeated(
    service: Service, time: VirtualTime
) -> None:
    budget = RequestBudget(3)
    service.faults = [busy()]
    with connected(service.url, time, budget=budget) as http:
        http.get("/a")
        http.get("/a")
        with pytest.raises(BudgetExhaustedError):
            http.get("/a")
    assert len(service.seen) == budget.spent == 3


def test_a_service_that_counts_is_asked_again_when_it_has_counted_anew(
    service: Service, time: VirtualTime
) -> None:
    spent = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-In": "8"}
    service.faults = [Reply(body={}, headers=spent)]
    with connected(service.url, time) as http:
        http.get("/a")
        http.get("/a")
    assert time.waits == [8]


def test_no_proxy_stands_between_the_program_and_this_machine(
    service: Service, time: VirtualTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with connected(service.url, time) as http:
        assert http.get("/a") == b'{"good":true}'


def test_json_is_posted_as_json(service: Service, time: VirtualTime) -> None:
    with connected(service.url, time) as http:
        http.post("/a", b'{"x":1}')
    (request,) = service.seen
    assert (request.method, request.json()) == ("POST", {"x": 1})
    assert request.headers["content-type"] == "application/json"


def test_no_failure_shows_an_address_or_a_key(time: VirtualTime) -> None:
    with (
        connected("http://127.0.0.1:9", time, parameters=[("api_key", "sesame")]) as http,
        pytest.raises(UnavailableError) as caught,
    ):
        http.get("/a")
    assert "sesame" not in repr(caught.value) + str(caught.value)
    assert "127.0.0.1" not in str(caught.value)
