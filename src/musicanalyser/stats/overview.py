"""Everything at a glance."""

import sqlite3
from dataclasses import replace

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import coverage, definition
from musicanalyser.stats.base.heard import ALBUMS, ARTISTS, TRACKS, WindowTotals, tallies
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranking import ranking, top_of
from musicanalyser.stats.base.window import PERIOD, nothing, span
from musicanalyser.stats.discoveries import discovered
from musicanalyser.stats.heatmap import PLACING
from musicanalyser.stats.heatmap import answer as heatmap
from musicanalyser.stats.parts.overview_facts import glance
from musicanalyser.stats.sessions import sessions_of
from musicanalyser.stats.streaks import active_days, current_streak

ABOUT = "Everything at a glance: key figures, top lists and the heatmap."

_LIST_LIMIT = 5
_SUBJECTS = (TRACKS, ARTISTS, ALBUMS)

_COLUMNS = (
    PERIOD,
    Column(name="heard_ms", title="Time heard", kind=ColumnKind.DURATION),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="active_days", title="Active days", kind=ColumnKind.COUNT),
    Column(name="current_streak_days", title="Current streak", kind=ColumnKind.COUNT),
    Column(name="sessions", title="Sessions", kind=ColumnKind.COUNT),
    Column(name="tracks", title="Tracks", kind=ColumnKind.COUNT),
    Column(name="artists", title="Artists", kind=ColumnKind.COUNT),
    Column(name="albums", title="Albums", kind=ColumnKind.COUNT),
    Column(name="new_artists", title="New artists", kind=ColumnKind.COUNT),
    Column(name="skip_rate", title="Skip rate", kind=ColumnKind.SHARE),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Put the key figures of the window beside those of the one before, and list the tops."""
    heard = tallies(conn, question)
    any_heard = any(tally.ids for tally in heard)
    told = glance(conn, heard)
    covered = coverage(conn, question)
    empty = nothing(conn, question.window)
    short = replace(question, limit=min(question.limit, _LIST_LIMIT))
    lists = (top_of(short, subject, heard, covered=covered, empty=empty) for subject in _SUBJECTS)
    return Report(
        name="overview",
        title="Overview",
        layout=Layout.FIGURES,
        columns=(*_COLUMNS, *told.columns),
        rows=tuple(
            (*_figures(conn, question, tally), *more)
            for tally, more in zip(heard, told.figures, strict=True)
        )
        if any_heard
        else (),
        span=span(question.window),
        definition=definition(question, ranking(question.rank_by)),
        coverage=covered or heard[0].known_share,
        notes=told.notes if any_heard else (),
        empty=empty,
        parts=(*lists, replace(heatmap(conn, question), definition=PLACING)) if any_heard else (),
    )


def _figures(conn: sqlite3.Connection, question: Question, heard: WindowTotals) -> Row:
    is_now = heard.window is question.window
    return (
        heard.window.label,
        heard.total("heard_ms"),
        heard.total("plays"),
        len(active_days(conn, question, heard.window)),
        current_streak(conn, question) if is_now else None,
        len(sessions_of(conn, question, heard.window)),
        *(sum(1 for one in heard.gathered(subject) if one.plays) for subject in _SUBJECTS),
        len(discovered(conn, question, heard, ARTISTS)),
        heard.skip_rate,
    )
