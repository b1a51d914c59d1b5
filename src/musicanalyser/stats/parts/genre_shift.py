"""How the genres shift from month to month or from year to year."""

import sqlite3
from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.conditions import privacy
from musicanalyser.stats.base.known_facts import LEAST_SHARE, percent
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.slices import MONTH, YEAR, Slice, by_date
from musicanalyser.stats.base.window import first_day, span
from musicanalyser.stats.facts.genre_tags import Genres, Shares, times_ms

_MONTHS_UP_TO = timedelta(days=731)
"""Windows that are longer are told by years."""
_SHOWS = 0.005
"""A share that moved by less than half a percentage point has not moved."""
_DIGITS = 9
"""What differs later than here differs by the rounding of sums."""

_COLUMNS = (
    Column(name="interval", title="Period"),
    Column(name="top_genre", title="Top genre"),
    Column(name="top_share", title="Share", kind=ColumnKind.SHARE),
    Column(name="gainer", title="Gained most"),
    Column(name="gained", title="Gained", kind=ColumnKind.SHARE),
    Column(name="loser", title="Lost most"),
    Column(name="lost", title="Lost", kind=ColumnKind.SHARE),
)


def shift(conn: sqlite3.Connection, question: Question, genres: Mapping[str, Genres]) -> Report:
    """List the months or years of the window, the latest last, each against the one before it."""
    by_month = _is_told_by_months(conn, question)
    slices = by_date(conn, question, MONTH if by_month else YEAR)
    mixtures = [(period, mixture(songs, genres)) for period, songs in slices.items()]
    steps = [_row(period, now, before) for (_, before), (period, now) in pairwise(mixtures)]
    first = [_row(period, now, None) for period, now in mixtures[:1]]
    return Report(
        name="genre-shift",
        title="From month to month" if by_month else "From year to year",
        columns=_COLUMNS,
        rows=(*first, *steps)[-question.limit :],
        span=span(question.window),
        definition=_definition(question),
    )


def mixture(songs: Slice, genres: Mapping[str, Genres]) -> Shares | None:
    """Return the share of each genre in some time; ``None`` if too little of it is known."""
    known = [(genres[key].shares, ms) for key, ms in songs.items() if key in genres]
    known_ms, whole_ms = sum(ms for _, ms in known), sum(songs.values())
    if not known_ms or known_ms / whole_ms < LEAST_SHARE:
        return None
    return {genre: ms / known_ms for genre, ms in times_ms(known).items()}


def _is_told_by_months(conn: sqlite3.Connection, question: Question) -> bool:
    window = question.window
    first = window.since.date() if window.since else first_day(conn, question)
    return first is None or window.until.date() - first <= _MONTHS_UP_TO


def _row(period: str, now: Shares | None, before: Shares | None) -> Row:
    if now is None:
        return (period, *(None for _ in _COLUMNS[1:]))
    top = min(now, key=lambda genre: (-now[genre], genre))
    gained, lost = ({}, {}) if before is None else (_gains(before, now), _gains(now, before))
    return (period, top, now[top], *_most(gained), *_most(lost))


def _gains(before: Shares, now: Shares) -> Shares:
    """Return what gained a share that shows, in the order of the names."""
    moves = {genre: now[genre] - before.get(genre, 0) for genre in sorted(now)}
    return {genre: move for genre, move in moves.items() if move >= _SHOWS}


def _most(gains: Shares) -> tuple[str | None, float | None]:
    return max(gains.items(), key=lambda gain: round(gain[1], _DIGITS), default=(None, None))


def _definition(question: Question) -> str:
    return (
        "What gained and lost most is against the month or year before with music; the first and"
        " the last may be cut short by the window, and one of which less than"
        f" {percent(LEAST_SHARE)} is known is not told. {privacy(question)}"
    )
