"""Windows and local clocks are right in every time zone, however its clocks change."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from musicanalyser.timespan import Window, start_of_day
from musicanalyser.timespan.local_clock import LocalClock, day_number
from tests.oracle.kinds import Kind, between, days, hours, within
from tests.oracle.rows import epoch_ms
from tests.oracle.spans import Span, local

ZONES = (
    *("UTC", "Asia/Kolkata", "Europe/Berlin", "America/Havana", "Africa/Cairo", "Asia/Beirut"),
    *("America/Sao_Paulo", "America/Santiago", "Australia/Lord_Howe", "Pacific/Apia"),
    *("Pacific/Chatham", "Africa/Casablanca", "Europe/Dublin", "America/Caracas", "Asia/Tehran"),
    *("Asia/Pyongyang", "Antarctica/Troll", "Pacific/Kiritimati", "America/Nuuk"),
)
CHANGED_AT_ONE_PAST_MIDNIGHT = ("America/St_Johns", "America/Goose_Bay", "Asia/Gaza")
"""In these a minute of a day came an hour before the rest of it, so no window is the whole day."""
FIRST, LAST = datetime(2008, 1, 1, tzinfo=UTC), datetime(2037, 12, 31, tzinfo=UTC)
AFTERWARDS = LAST + timedelta(days=400)
"""No window is running then."""
DAY_MS = 86_400_000

repeatably = settings(derandomize=True, deadline=None, max_examples=100)
zones = st.sampled_from(ZONES).map(ZoneInfo)
dates = st.dates(FIRST.date() + timedelta(days=2), LAST.date() - timedelta(days=2))


@cache
def changes_ms(zone: ZoneInfo) -> Sequence[int]:
    """Return every moment at which the offset of a zone from UTC changes."""
    found = []
    for start_ms in range(epoch_ms(FIRST), epoch_ms(LAST), DAY_MS):
        day = range(start_ms, start_ms + DAY_MS + 1)
        before, after = (local(moment, zone).utcoffset() for moment in (day[0], day[-1]))
        if before != after:
            place = bisect_left(day, True, key=lambda ms: local(ms, zone).utcoffset() != before)  # noqa: FBT003 - bisect calls at once
            found.append(day[place])
    return found


@st.composite
def moments_ms(draw: st.DrawFn, zone: ZoneInfo) -> int:
    """Draw moments since 2008, half of them near a change of the clock."""
    changes, is_near = changes_ms(zone), draw(st.booleans())
    if changes and is_near:
        beside = st.integers(-2 * 3_600_000, 2 * 3_600_000) | st.integers(-2, 2)
        return draw(st.sampled_from(changes)) + draw(beside)
    return draw(st.integers(epoch_ms(FIRST), epoch_ms(LAST)))


def bounds(window: Window | None) -> Span | None:
    if window is None:
        return None
    return Span(
        since_ms=None if window.since is None else window.since_ms, until_ms=window.until_ms
    )


def assert_is_right(kind: Kind, now: datetime, zone: ZoneInfo) -> None:
    window, spans = kind.window(now, zone), kind.spans(now, zone)

    assert bounds(window) == spans.now
    assert bounds(window.previous()) == spans.before


@repeatably
@given(st.data(), st.sampled_from((*ZONES, *CHANGED_AT_ONE_PAST_MIDNIGHT)).map(ZoneInfo))
def test_the_local_clock_agrees_with_datetime_at_every_moment(
    data: st.DataObject, zone: ZoneInfo
) -> None:
    clock = LocalClock(zone)
    near = data.draw(moments_ms(zone))
    for moment_ms in [near, *data.draw(st.lists(moments_ms(zone) | _near(near), max_size=8))]:
        here = local(moment_ms, zone)

        assert clock.day_and_hour(moment_ms) == (day_number(here.date()), here.hour)


def _near(moment_ms: int) -> st.SearchStrategy[int]:
    return st.integers(moment_ms - DAY_MS, moment_ms + DAY_MS)


@repeatably
@given(dates, zones)
def test_a_day_begins_with_its_first_moment(day: date, zone: ZoneInfo) -> None:
    start_ms = epoch_ms(start_of_day(day, zone))

    assert local(start_ms - 1, zone).date() < day <= local(start_ms, zone).date()


@repeatably
@given(st.integers(2009, 2036), zones)
def test_the_months_of_a_year_and_its_days_follow_each_other_without_a_gap(
    year: int, zone: ZoneInfo
) -> None:
    months = [f"{year}-{month:02}" for month in range(1, 13)]
    days_of_it = [
        (date(year, 1, 1) + timedelta(days=count)).isoformat()
        for count in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]
    whole = bounds(within(str(year)).window(AFTERWARDS, zone))

    for texts in (months, days_of_it):
        parts = [bounds(within(text).window(AFTERWARDS, zone)) for text in texts]
        edges = [part.since_ms for part in parts if part] + [parts[-1].until_ms if parts[-1] else 0]
        assert edges == sorted(edge for edge in edges if edge is not None)
        assert [part.until_ms for part in parts if part] == edges[1:]
        assert whole == Span(since_ms=edges[0], until_ms=edges[-1] or 0)


@repeatably
@given(dates, zones, st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_calendar_windows_and_those_before_them_are_right(
    day: date, zone: ZoneInfo, form: str
) -> None:
    assert_is_right(within(day.strftime(form)), AFTERWARDS, zone)


@repeatably
@given(dates, st.integers(1, 800), zones)
def test_windows_between_dates_and_those_before_them_are_right(
    first: date, length: int, zone: ZoneInfo
) -> None:
    after = min(first + timedelta(days=length), LAST.date())
    kind = between(first.isoformat(), after.isoformat())

    assume(kind.spans(AFTERWARDS, zone).now.since_ms != kind.spans(AFTERWARDS, zone).now.until_ms)
    assert_is_right(kind, AFTERWARDS, zone)


@repeatably
@given(st.data(), zones, st.integers(1, 800))
def test_windows_up_to_now_and_those_before_them_are_right(
    data: st.DataObject, zone: ZoneInfo, count: int
) -> None:
    now = local(data.draw(moments_ms(zone)), zone)
    assume(now.date() - timedelta(days=count) > FIRST.date())
    wall = (now - timedelta(days=count)).replace(tzinfo=None)
    assume(_is_shown_once(wall, zone) and now.fold == 0)
    assume(start_of_day(now.date(), zone) < now)

    assert_is_right(days(count), now, zone)
    assert_is_right(between((now.date() - timedelta(days=count - 1)).isoformat(), None), now, zone)


def _is_shown_once(wall: datetime, zone: ZoneInfo) -> bool:
    """Return whether the clocks of a zone show a time exactly once."""
    folds = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return len(folds) == 1


@repeatably
@given(st.data(), zones, st.integers(1, 5_000))
def test_windows_of_hours_and_those_before_them_are_right(
    data: st.DataObject, zone: ZoneInfo, count: int
) -> None:
    assert_is_right(hours(count), local(data.draw(moments_ms(zone)), zone), zone)


@repeatably
@given(dates, zones, st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_the_window_before_a_calendar_window_has_as_many_days_and_ends_where_it_begins(
    day: date, zone: ZoneInfo, form: str
) -> None:
    window = within(day.strftime(form)).window(AFTERWARDS, zone)
    before = window.previous()

    assert before is not None
    assert before.until_ms == window.since_ms
    assert before.days == window.days


@repeatably
@given(st.data(), zones, st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_a_running_period_is_compared_with_as_much_of_the_one_before(
    data: st.DataObject, zone: ZoneInfo, form: str
) -> None:
    now = local(data.draw(moments_ms(zone)), zone)
    kind = within(now.strftime(form))
    days_back = kind.window(now, zone).days or 0
    assume(now.date() - timedelta(days=days_back) > FIRST.date())
    wall = (now - timedelta(days=days_back)).replace(tzinfo=None)
    assume(_is_shown_once(wall, zone) and now.fold == 0)
    assume(start_of_day(now.date(), zone) < now)

    assert kind.window(now, zone).until_ms == epoch_ms(now)
    assert_is_right(kind, now, zone)


def test_an_iso_week_begins_on_its_monday() -> None:
    window = within("2025-W01").window(AFTERWARDS, ZoneInfo("UTC"))

    assert (window.since, window.until) == (
        datetime(2024, 12, 30, tzinfo=UTC),
        datetime(2025, 1, 6, tzinfo=UTC),
    )


def test_a_day_that_was_skipped_is_an_empty_window() -> None:
    apia = ZoneInfo("Pacific/Apia")
    window = within("2011-12-30").window(AFTERWARDS, apia)

    assert window.since_ms == window.until_ms
    assert bounds(within("2011-12-31").window(AFTERWARDS, apia).previous()) == bounds(window)
