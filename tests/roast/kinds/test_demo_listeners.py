"""Facts about generated listeners, held against their reports and against their plays."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.demo import make_extended_history
from musicanalyser.flows.importing.import_run import import_history
from musicanalyser.report import Report
from musicanalyser.roast.check.answer_parsing import Draft, DraftLine
from musicanalyser.roast.check.review import Reviewer
from musicanalyser.roast.fact_ranking import find_facts
from musicanalyser.roast.kinds import KINDS
from musicanalyser.roast.offline.localised_figures import format_figure
from musicanalyser.roast.persona import Fact, Unit
from musicanalyser.stats import STATS
from musicanalyser.stats.base.question import Question
from musicanalyser.store.connection import open_writing
from musicanalyser.timespan import Window, last_days

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 30, 21, tzinfo=ZONE)
SEEDS = (1, 3, 7)
HISTORY_DAYS = 400
WINDOW_DAYS = 90
GIVEN = {7, 10, 20, 100}
"""The days of a week, the seconds of an intro and so on are no cells, but part of a definition."""

_SHARE_OF_PLAYS = """
select sum({meant}) * 1.0 / count(*)
from v_heard
where kind = 'music' and private = 0 and heard_ms >= 30000
  and started_ms >= :since_ms and started_ms < :until_ms
"""
_SHARE_OF_TIME = """
select sum(iif(kind = 'podcast', heard_ms, 0)) * 1.0 / sum(heard_ms)
from v_heard
where kind in ('music', 'podcast') and private = 0
  and started_ms >= :since_ms and started_ms < :until_ms
"""
_WEEKEND = "strftime('%w', local_day) in ('0', '6')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    conn: sqlite3.Connection
    now: Mapping[str, Report]
    past: Mapping[str, Report]
    facts: tuple[Fact, ...]

    def fact(self, kind: str) -> Fact:
        return next(fact for fact in self.facts if fact.kind == kind)


def _window() -> Window:
    return last_days(WINDOW_DAYS, now=NOW, zone=ZONE)


def _past() -> Window:
    window = _window()
    assert window.since is not None
    since = (window.since.astimezone(UTC) - timedelta(days=300)).astimezone(ZONE)
    return replace(window, label="the time before", since=since, until=window.since, days=300)


def _reports(conn: sqlite3.Connection, window: Window) -> dict[str, Report]:
    question = Question(window=window, today=NOW.date(), limit=100, hourly=True)
    return {name: one.answer(conn, question) for name, one in STATS.items()}


@pytest.fixture(scope="module", params=SEEDS, ids="seed {}".format)
def listener(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Listener]:
    folder = tmp_path_factory.mktemp("listener")
    for file in make_extended_history(until=NOW, days=HISTORY_DAYS, seed=request.param):
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    with closing(open_writing(folder / "history.db")) as conn:
        import_history(conn, [folder], zone=ZONE, now=lambda: NOW, progress=lambda _: None)
        now, past = _reports(conn, _window()), _reports(conn, _past())
        facts = find_facts(now, past, limit=len(KINDS))
        yield Listener(conn=conn, now=now, past=past, facts=facts)


def test_a_listener_of_a_year_makes_enough_facts_for_a_roast(listener: Listener) -> None:
    assert len(find_facts(listener.now, listener.past)) >= 12
    assert max(fact.surprise for fact in listener.facts) > 2


def test_a_sentence_holds_its_names_and_figures(listener: Listener) -> None:
    for fact in listener.facts:
        assert all(name in fact.text for name in fact.names)
        assert all(format_figure(figure) in fact.text for figure in fact.figures), fact


def test_a_sentence_is_one(listener: Listener) -> None:
    for fact in listener.facts:
        assert fact.text[0].isupper() or fact.text[0] in "“0123456789"
        assert fact.text.endswith(".")
        assert not {"{", "}", "\n"} & set(fact.text)


def test_a_sentence_quoted_in_a_roast_passes_the_check(listener: Listener) -> None:
    for fact in listener.facts:
        line = DraftLine(text=fact.text, fact_ids=(fact.id,))
        draft = Draft(name="The Ear", tagline="here", roast=(line,), stamp="bad", redeeming="So.")
        review = Reviewer(listener.facts, language="en").review(draft)
        assert review.lines, review.refused


def _cell(report: Report, column: str, row: int = 0) -> float:
    value = report.rows[row][[one.name for one in report.columns].index(column)]
    assert isinstance(value, int | float)
    return value


_DERIVED: dict[tuple[str, str], Callable[[Listener], float]] = {
    ("new-artists", "share"): lambda one: (
        _cell(one.now["overview"], "new_artists") / _cell(one.now["overview"], "artists")
    ),
    ("quiet-days", "quiet"): lambda one: (
        _cell(one.now["streaks"], "days") - _cell(one.now["streaks"], "active_days")
    ),
    ("one-song", "share"): lambda one: (
        max(_column(one.now["top-tracks"], "plays")) / _cell(one.now["totals"], "plays")
    ),
    ("hipster", "score"): lambda one: round(_cell(one.now["hipster"], "score")),
} | {
    (kind, "share"): lambda one: (
        _cell(one.now["overview"], "new_artists") / _cell(one.now["overview"], "artists")
    )
    for kind in ("no-news", "new-artists")
} | {
    (kind, "change"): lambda one: abs(
        1 - _cell(one.now["overview"], "heard_ms") / _cell(one.now["overview"], "heard_ms", 1)
    )
    for kind in ("rise", "fall")
}  # fmt: skip


def _column(report: Report, column: str) -> list[int]:
    place = [one.name for one in report.columns].index(column)
    return [value for row in report.rows if isinstance(value := row[place], int)]


_OF_PLAYS = {"night", "early", "weekend", "weekdays", "office", "peak-hour", "podcasts"}
"""Their shares are held against the plays themselves."""


def test_a_figure_is_found_in_the_report_it_cites(listener: Listener) -> None:
    for fact in listener.facts:
        cells = _numbers(listener, fact.statistic)
        for figure in fact.figures:
            if (fact.kind, figure.name) in _DERIVED:
                expected = _DERIVED[fact.kind, figure.name](listener)
                assert figure.value == pytest.approx(expected)
            elif fact.kind not in _OF_PLAYS and figure.unit is not Unit.RANK:
                assert figure.value in cells | GIVEN, (fact.text, figure)


def _numbers(listener: Listener, statistic: str) -> set[float]:
    return {
        value
        for report in (listener.now[statistic], listener.past[statistic])
        for one in (report, *report.parts)
        for row in one.rows
        for value in row
        if isinstance(value, int | float)
    }


@pytest.mark.parametrize(
    ("kind", "top"), [("skipped-favourite", "top-tracks"), ("skipped-artist", "top-artists")]
)
def test_a_favourite_has_the_rank_that_its_sentence_names(
    listener: Listener, kind: str, top: str
) -> None:
    for fact in listener.facts:
        if fact.kind == kind:
            rank = next(figure.value for figure in fact.figures if figure.unit is Unit.RANK)
            row = listener.now[top].rows[int(rank) - 1]
            assert row[0] == rank
            assert set(fact.names) <= set(row)


@pytest.mark.parametrize(
    ("kind", "sql"),
    [
        ("night", _SHARE_OF_PLAYS.format(meant="local_hour < 4")),
        ("early", _SHARE_OF_PLAYS.format(meant="local_hour between 4 and 7")),
        ("weekend", _SHARE_OF_PLAYS.format(meant=_WEEKEND)),
        ("podcasts", _SHARE_OF_TIME),
    ],
)
def test_a_share_is_that_of_the_plays(listener: Listener, kind: str, sql: str) -> None:
    if kind not in {fact.kind for fact in listener.facts}:
        return  # an ordinary share is no fact
    figures = {figure.name: figure.value for figure in listener.fact(kind).figures}
    for name, window in (("share", _window()), ("usual", _past())):
        times = {"since_ms": window.since_ms, "until_ms": window.until_ms}
        (share,) = listener.conn.execute(sql, times).fetchone()
        assert figures.get(name, share) == pytest.approx(share)


def test_the_peak_hour_is_the_one_with_most_plays(listener: Listener) -> None:
    if "peak-hour" not in {fact.kind for fact in listener.facts}:
        return  # the hours around it are told
    since, until, share = (
        figure.value
        for name in ("since", "until", "share")
        for figure in listener.fact("peak-hour").figures
        if figure.name == name
    )
    shares = [_share_of_hour(listener, hour) for hour in range(24)]
    assert until == since + 1
    assert shares[int(since)] == pytest.approx(share) == pytest.approx(max(shares))


def _share_of_hour(listener: Listener, hour: int) -> float:
    window = _window()
    sql = _SHARE_OF_PLAYS.format(meant=f"local_hour = {hour}")
    times = {"since_ms": window.since_ms, "until_ms": window.until_ms}
    return float(listener.conn.execute(sql, times).fetchone()[0])
