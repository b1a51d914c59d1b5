from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.stats.first_last import answer
from musicanalyser.timespan import to_ms
from tests.stats.history import BERLIN, SECOND, History, Song, asked, figure, part, records

MARCH = asked("2025-03-01", "2025-04-01")
MORNING, EVENING = Song(title="Morning", uri="x:1"), Song(title="Evening", uri="x:2")


def test_the_first_and_the_last_play_of_a_day_are_told_by_the_local_clock(
    history: History,
) -> None:
    history.play("2025-03-03 07:42", song=MORNING)
    history.play("2025-03-03 12:00")
    history.play("2025-03-03 23:10", song=EVENING)
    report = answer(history.conn, MARCH)
    assert (figure(report, "median_first"), figure(report, "median_last")) == ("07:42", "23:10")
    (only,) = records(part(report, "days"))
    assert (only["first_title"], only["last_title"]) == ("Morning", "Evening")


def test_a_night_belongs_to_the_day_before_until_four(history: History) -> None:
    history.play("2025-03-03 20:00")
    history.play("2025-03-04 03:59", song=EVENING)
    history.play("2025-03-04 04:00", song=MORNING)
    monday, tuesday = reversed(records(part(answer(history.conn, MARCH), "days")))
    assert (monday["day"], monday["last"], monday["last_title"]) == (
        date(2025, 3, 3),
        "03:59",
        "Evening",
    )
    assert (tuesday["day"], tuesday["first"]) == (date(2025, 3, 4), "04:00")


def test_the_latest_of_all_is_after_midnight_and_not_before_breakfast(history: History) -> None:
    history.play("2025-03-03 23:50")
    history.play("2025-03-05 01:30")
    report = answer(history.conn, MARCH)
    assert (figure(report, "latest_last"), figure(report, "latest_day")) == (
        "01:30",
        date(2025, 3, 4),
    )
    assert figure(report, "earliest_first") == "23:50"


def test_a_day_is_read_to_its_end_beyond_the_window(history: History) -> None:
    history.play("2025-02-28 22:00")
    history.play("2025-03-01 02:00")
    history.play("2025-03-31 22:00")
    history.play("2025-04-01 02:00")
    report = answer(history.conn, MARCH)
    assert (figure(report, "days"), figure(report, "latest_last")) == (1, "02:00")


def test_the_last_play_of_a_day_that_is_not_over_is_unknown(history: History) -> None:
    history.play("2025-03-14 08:00")
    history.play("2025-03-14 12:00")
    now = datetime(2025, 3, 14, 18, tzinfo=BERLIN)
    for at, last in ((now, None), (datetime(2025, 3, 15, 4, tzinfo=BERLIN), "12:00")):
        question = replace(MARCH, now_ms=to_ms(at), today=at.date())
        report = answer(history.conn, question)
        assert (figure(report, "median_first"), figure(report, "median_last")) == ("08:00", last)


def test_short_plays_and_private_ones_begin_no_day(history: History) -> None:
    history.play("2025-03-03 07:00", 10 * SECOND)
    history.play("2025-03-03 07:30", private=True)
    history.play("2025-03-03 08:00")
    report = answer(history.conn, MARCH)
    assert figure(report, "median_first") == "08:00"
    assert figure(answer(history.conn, replace(MARCH, private=True)), "median_first") == "07:30"


def test_the_usual_first_track_is_that_of_most_days(history: History) -> None:
    for day in range(1, 11):
        song = MORNING if day % 2 else Song(title=f"Song {day}", uri=f"y:{day}")
        history.play(f"2025-03-{day:02} 08:00", song=song)
        history.play(f"2025-03-{day:02} 21:00", song=EVENING)
    report = answer(history.conn, MARCH)
    (first,) = records(part(report, "first-tracks"))
    assert (first["title"], first["days"], first["share"]) == ("Morning", 5, 0.5)
    (last,) = records(part(report, "last-tracks"))
    assert (last["title"], last["days"], last["share"]) == ("Evening", 10, 1.0)


def test_the_clock_stays_local_where_the_clocks_change(history: History) -> None:
    history.play("2025-03-29 07:00")
    history.play("2025-03-30 07:00")
    days = records(part(answer(history.conn, MARCH), "days"))
    assert [day["first"] for day in days] == ["07:00", "07:00"]


@given(
    st.lists(
        st.integers(to_ms(datetime(2025, 3, 1, tzinfo=BERLIN)), 1_743_450_000_000), min_size=1
    ),
    st.sampled_from(["Europe/Berlin", "America/Havana", "Asia/Kathmandu", "Pacific/Kiritimati"]),
)
def test_every_play_is_between_the_first_and_the_last_of_its_day(
    starts_ms: list[int], zone: str
) -> None:
    history = History(ZoneInfo(zone))
    for started_ms in starts_ms:
        history.play_at(started_ms, 60_000, song=Song(), ended_ms=started_ms + 60_000)
    question = replace(asked("2025-02-27", "2025-04-05", ZoneInfo(zone)), limit=100)
    days = {one["day"]: one for one in records(part(answer(history.conn, question), "days"))}
    for started_ms in starts_ms:
        moment = datetime.fromtimestamp(started_ms / 1000, ZoneInfo(zone))
        before = moment.hour < 4
        day = days[date.fromordinal(moment.date().toordinal() - before)]
        shown = f"{moment:%H:%M}"
        assert _after_four(day["first"]) <= _after_four(shown) <= _after_four(day["last"])
    history.close()


def _after_four(clock: str) -> tuple[bool, str]:
    return clock < "04:00", clock
