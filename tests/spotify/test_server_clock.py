"""Spotify's clock, whatever this machine's says."""

import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from musicanalyser.spotify.call_limiter import ApiCall
from musicanalyser.spotify.server_clock import ServerClock
from musicanalyser.spotify.token_file import TokenFile
from musicanalyser.spotify.token_requests import AccountAccess
from musicanalyser.spotify.web_api import SpotifyClient
from musicanalyser.timespan import to_ms
from tests.simulators.spotify import bodies
from tests.simulators.spotify.exchange import Answer, Respond, Seen
from tests.simulators.spotify.server import serving
from tests.simulators.spotify.worlds import Still

TRUE = datetime(2026, 3, 2, 8, tzinfo=UTC)


class Open:
    """A limiter without a limit."""

    def check(self, endpoint: str) -> None: ...

    def record(self, call: ApiCall) -> None: ...


class Machine:
    """A clock that is wrong by ``wrong``, while true time goes on."""

    def __init__(self, wrong: timedelta = timedelta()) -> None:
        self.true, self.wrong = TRUE, wrong

    def now(self) -> datetime:
        return self.true + self.wrong

    def answer(self, time: ServerClock, *, after_s: float = 9.3) -> None:
        """Let time pass and an answer come, dated by the service."""
        self.true += timedelta(seconds=after_s)
        date = format_datetime(self.true.replace(microsecond=0), usegmt=True)
        time.update(date, rtt_ms=0)

    def off_s(self, time: ServerClock) -> float:
        return abs(time.midpoint_ms(0) - to_ms(self.true)) / 1000


@pytest.mark.parametrize("wrong", [timedelta(), timedelta(hours=1), timedelta(days=-400)])
def test_a_clock_that_is_wrong_does_not_matter(wrong: timedelta) -> None:
    machine = Machine(wrong)
    time = ServerClock(machine.now)
    for _ in range(5):
        machine.answer(time)
        assert machine.off_s(time) <= 1


def test_a_clock_that_is_set_in_the_middle_does_not_matter() -> None:
    machine = Machine()
    time = ServerClock(machine.now)
    for _ in range(30):
        machine.answer(time)
    machine.wrong = timedelta(hours=-2)
    machine.answer(time)
    assert machine.off_s(time) <= 1


def test_many_answers_are_more_exact_than_the_second_each_is_cut_to() -> None:
    machine = Machine(timedelta(minutes=7))
    time = ServerClock(machine.now)
    for number in range(20):
        machine.answer(time, after_s=9 + number * 0.05)
    assert machine.off_s(time) <= 0.3


@pytest.mark.parametrize("date", [None, "", "soon", "Mon, 99 Foo 2026 00:00:00 GMT"])
def test_without_a_date_it_is_the_time_of_this_machine(date: str | None) -> None:
    machine = Machine()
    time = ServerClock(machine.now)
    time.update(date, rtt_ms=40)
    assert time.offset_ms == 0
    assert time.midpoint_ms(200) == to_ms(TRUE) - 100


def clock_at(moment: datetime, *rtts_and_dates_ms: tuple[int, int]) -> ServerClock:
    """Return the clock after some answers, on a machine whose time does not pass.

    Each answer has a round trip, and a ``Date`` as the offset of its second from the moment.
    """
    clock = ServerClock(lambda: moment)
    for rtt_ms, date_ms in rtts_and_dates_ms:
        date = moment.replace(microsecond=0) + timedelta(milliseconds=date_ms)
        clock.update(format_datetime(date, usegmt=True), rtt_ms=rtt_ms)
    return clock


@pytest.mark.parametrize("rtt_ms", [0, 400, 1_000])
def test_an_answer_is_dated_by_the_middle_of_its_round_trip(rtt_ms: int) -> None:
    ended = TRUE + timedelta(milliseconds=500 + rtt_ms / 2)
    clock = ServerClock(lambda: ended)
    clock.update(format_datetime(TRUE, usegmt=True), rtt_ms=rtt_ms)
    assert clock.offset_ms == 0
    assert clock.midpoint_ms(rtt_ms) == to_ms(TRUE) + 500


def test_the_offset_is_the_median_of_the_latest_twenty_answers() -> None:
    moment = TRUE + timedelta(milliseconds=500)
    old, new = (0, 0), (0, 1_000)
    assert clock_at(moment, *[old] * 20, *[new] * 9).offset_ms == 0
    assert clock_at(moment, *[old] * 20, *[new] * 10).offset_ms == 500
    assert clock_at(moment, *[old] * 20, *[new] * 11).offset_ms == 1_000
    assert clock_at(moment, *[old] * 40, *[new] * 11).offset_ms == 1_000


@pytest.mark.parametrize(("jump_ms", "offset_ms"), [(5_000, 0), (6_000, 6_000), (-6_000, -6_000)])
def test_only_a_jump_of_more_than_five_seconds_is_a_clock_that_was_set(
    jump_ms: int, offset_ms: int
) -> None:
    moment = TRUE + timedelta(milliseconds=500)
    assert clock_at(moment, (0, 0), (0, 0), (0, jump_ms)).offset_ms == offset_ms


def test_both_uses_of_the_round_trip_meet_in_the_middle(tmp_path: Path) -> None:
    """However long a request takes, the machine's clock standing still makes both cancel out."""
    path = tmp_path / "token.json"

    def slow(seen: Seen, respond: Respond) -> Answer:
        threading.Event().wait(0.1)
        return respond(seen)

    with serving(Still(body=None), clock=lambda: to_ms(TRUE)) as service:
        TokenFile(path, now=lambda: TRUE).save_token_to_cache(service.sign_in())
        url = service.url
        held = AccountAccess(client_id=service.client_id, api_url=url, accounts_url=url, token=path)
        client = SpotifyClient(held, Open(), now=lambda: TRUE, sleep=lambda _: None)
        service.faults.push(slow, "/v1/me/player")
        sample = client.sample()
    assert sample.rtt_ms >= 100
    assert sample.at_ms == to_ms(TRUE) + 500


@pytest.mark.parametrize("wrong", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=30)])
def test_what_the_player_says_is_dated_by_the_service(tmp_path: Path, wrong: timedelta) -> None:
    true_ms = to_ms(TRUE)
    playing = bodies.player(item=None, progress_ms=0, playing=True, timestamp_ms=true_ms, kind="ad")
    machine = Machine(wrong)
    path = tmp_path / "token.json"
    with serving(Still(body=playing), clock=lambda: to_ms(machine.true)) as service:
        TokenFile(path, now=machine.now).save_token_to_cache(service.sign_in())
        url = service.url
        held = AccountAccess(client_id=service.client_id, api_url=url, accounts_url=url, token=path)
        client = SpotifyClient(held, Open(), now=machine.now, sleep=lambda _: None)
        assert abs(client.sample().at_ms - to_ms(machine.true)) <= 1_000
        machine.true += timedelta(minutes=10)
        machine.wrong = timedelta(minutes=-7)
        assert abs(client.sample().at_ms - to_ms(machine.true)) <= 1_000
        assert abs(client.upcoming().at_ms - to_ms(machine.true)) <= 1_000
