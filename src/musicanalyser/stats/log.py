"""The listening log: every play of a window."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from musicanalyser.model.spotify_uris import context_words
from musicanalyser.report import Column, ColumnKind, Layout, Report, Row, StreamedRows
from musicanalyser.stats.base.conditions import holds_all_plays, run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import empty_text, local_clock, report_span
from musicanalyser.timespan.local_clock import LocalClock

ABOUT = "The listening log: every play, however short, and how it ended."

NO_LIMIT = -1
"""The limit of a question for all plays of its window."""

_COLUMNS = (
    Column(name="started_at", title="Start", kind=ColumnKind.MOMENT),
    Column(name="title", title="Title"),
    Column(name="artist", title="Artist"),
    Column(name="album", title="Album", detail=True),
    Column(name="heard_ms", title="Heard", kind=ColumnKind.LENGTH),
    Column(name="share_heard", title="Share", kind=ColumnKind.SHARE),
    Column(name="verdict", title="End"),
    Column(name="private", title="Private", kind=ColumnKind.FLAG),
    Column(name="ignored_by", title="Ignored by", kind=ColumnKind.COUNT),
    Column(name="played_from", title="From"),
    Column(name="length_ms", title="Length", kind=ColumnKind.LENGTH, detail=True),
    Column(name="kind", title="Kind", detail=True),
    Column(name="uri", title="Address", detail=True),
    Column(name="source", title="Source", detail=True),
    Column(name="context", title="Context", detail=True),
    Column(name="play_id", title="Play", detail=True),
)
_RARE = frozenset({"played_from", "ignored_by"})

_PLAYS = """
select
  h.started_ms, h.title, h.artist, h.album, h.heard_ms, h.length_ms,
  h.verdict, h.private, h.kind, h.uri, h.source, h.context, h.id, h.ignored_by
from v_plays h
where {window} and {chosen}
"""
_EVERY = f"{_PLAYS} order by h.started_ms, h.id"
_LATEST = f"{_PLAYS} order by h.started_ms desc, h.id desc limit :limit"
# Without a rule that ignores, no play has to be read.
_IGNORED = """
iif(
  exists (select 1 from v_rules where action = 'ignore'),
  (select count(*) from v_ignored h where {window} and {chosen}),
  0
)
"""
_COUNT = f"select count(*) + {_IGNORED} from v_heard h where {{window}} and {{chosen}}"  # noqa: S608
_COUNT_ALL = f"select coalesce(sum(plays), 0) + {_IGNORED} from v_track_totals"  # noqa: S608


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the plays of the window, oldest first, including private ones.

    Each has its start, listening time and track length in ms, and the share of the track heard.
    Of a play that was watched, it tells what it was played from. With a limit they are the latest.
    Without one, each is read when it is asked for.
    """
    plays = _count(conn, question)
    rows: Sequence[Row] = (
        StreamedRows(plays, lambda: _every_row(conn, question))
        if question.limit == NO_LIMIT
        else _latest_rows(conn, question)
    )
    return Report(
        name="log",
        title="Listening log",
        layout=Layout.TIMELINE if question.timeline else Layout.TABLE,
        columns=_columns(rows),
        rows=rows,
        span=report_span(question.window),
        counting=("every play, however short",),
        caveats=tuple(note.lower() for note in _cut(question, plays)),
        definition="Every play of every kind, however short; private and ignored ones are marked.",
        notes=tuple(f"{note}; --limit shows more." for note in _cut(question, plays)),
        empty=empty_text(conn, question.window, of="plays"),
    )


def _columns(rows: Sequence[Row]) -> tuple[Column, ...]:
    """Return the columns; people see some of them only if they hold anything."""
    read = () if isinstance(rows, StreamedRows) else rows
    return tuple(
        replace(column, detail=not any(row[place] for row in read))
        if column.name in _RARE
        else column
        for place, column in enumerate(_COLUMNS)
    )


def _count(conn: sqlite3.Connection, question: Question) -> int:
    is_limited = question.track_ids is not None or question.origin or question.only_skipped
    statement = _COUNT
    if not is_limited and holds_all_plays(conn, question, question.window):
        statement = _COUNT_ALL
    return int(run_query(conn, statement, question, question.window).fetchone()[0])


def _every_row(conn: sqlite3.Connection, question: Question) -> Iterator[Row]:
    clock = local_clock(conn, question.window)
    for play in run_query(conn, _EVERY, question, question.window):
        yield _row(_Play._make(play), clock)


def _latest_rows(conn: sqlite3.Connection, question: Question) -> tuple[Row, ...]:
    latest = run_query(conn, _LATEST, question, question.window, limit=question.limit).fetchall()
    clock = local_clock(conn, question.window)
    return tuple(_row(_Play._make(play), clock) for play in reversed(latest))


class _Play(NamedTuple):
    started_ms: int
    title: str | None
    artist: str | None
    album: str | None
    heard_ms: int | None
    length_ms: int | None
    verdict: str
    private: int
    kind: str
    uri: str | None
    source: str
    context: str | None
    id: int
    ignored_by: int | None


def _row(play: _Play, clock: LocalClock) -> Row:
    return (
        clock.local(play.started_ms),
        play.title,
        play.artist,
        play.album,
        play.heard_ms,
        _share_heard(play),
        play.verdict,
        bool(play.private),
        play.ignored_by,
        context_words(play.context),
        play.length_ms,
        play.kind,
        play.uri,
        play.source,
        play.context,
        play.id,
    )


def _share_heard(play: _Play) -> float | None:
    if play.heard_ms is None or not play.length_ms:
        return None
    return min(1.0, play.heard_ms / play.length_ms)


def _cut(question: Question, plays: int) -> tuple[str, ...]:
    if question.limit == NO_LIMIT or plays <= question.limit:
        return ()
    return (f"The latest {question.limit:,} of {plays:,} plays",)
