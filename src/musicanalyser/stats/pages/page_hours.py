"""The hours of the day in which an artist, track or album sounds."""

from collections.abc import Sequence

from musicanalyser.report import Column, ColumnKind, Layout, Report
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import report_span
from musicanalyser.stats.heatmap import PLACING
from musicanalyser.stats.pages.own_plays import OwnPlay
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.timespan.quarter_hours import quarter_parts

_HOURS = 24
_COLUMNS = (
    Column(name="hour", title="Hour", kind=ColumnKind.COUNT),
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, bar=True),
    Column(name="share", title="Share", kind=ColumnKind.SHARE),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT, detail=True),
)


def page_hours(question: Question, plays: Sequence[OwnPlay], clock: LocalClock) -> Report:
    """Return the listening time (ms) and the counted plays of each hour of the local day."""
    heard_ms, counted = [0] * _HOURS, [0] * _HOURS
    for play in plays:
        counted[play.hour] += bool(play.counts)
        if play.is_within_quarter:
            heard_ms[play.hour] += play.heard_ms
            continue
        there = clock.during(play.started_ms)
        for at_ms, part_ms in quarter_parts(play.started_ms, play.started_ms + play.heard_ms):
            heard_ms[there.day_and_hour(at_ms)[1]] += part_ms
    whole_ms = sum(heard_ms)
    return Report(
        name="hours",
        title="By hour",
        layout=Layout.COLUMNS,
        columns=_COLUMNS,
        rows=tuple(
            (hour, heard_ms[hour], share(heard_ms[hour], whole_ms), counted[hour])
            for hour in range(_HOURS)
        ),
        span=report_span(question.window),
        definition=PLACING,
    )
