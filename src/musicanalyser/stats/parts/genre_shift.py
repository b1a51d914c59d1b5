"""How the genres shift from month to month or from year to year."""

import sqlite3
from datetime import timedelta
from itertools import pairwise

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.conditions import privacy_text
from musicanalyser.stats.base.known_facts import LEAST_SHARE, format_percent, is_enough
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.song_times import MONTH, YEAR, FactTimes, times_by_date
from musicanalyser.stats.base.window import first_day, report_span
from musicanalyser.stats.facts.genre_tags import ArtistGenres, Shares, times_ms

_MONTHS_UP_TO = timedelta(days=731)
"""Longer windows are split into years."""
_LEAST_CHANGE = 0.005
"""Half a percentage point: a smaller change of a share would be shown as none."""
_DIGITS = 9
"""Later decimals of a change differ only by the rounding of sums."""

_COLUMNS = (
    Column(name="interval", title="Period"),
    Column(name="top_genre", title="Top genre"),
    Column(name="top_share", title="Share", kind=ColumnKind.SHARE),
    Column(name="gainer", title="Gained most"),
    Column(name="gained", title="Gained", kind=ColumnKind.SHARE),
    Column(name="loser", title="Lost most"),
    Column(name="lost", title="Lost", kind=ColumnKind.SHARE),
)


def genre_shift(conn: sqlite3.Connection, question: Question, genres: ArtistGenres) -> Report:
    """Return a row for each month or year with music, oldest first.

    It names the top genre with its share, and the genres whose shares gained and lost most against
    the period before, with the amounts. All shares are of the time with known genres.
    """
    by_month = _is_split_by_month(conn, question)
    length = MONTH if by_month else YEAR
    periods = times_by_date(conn, question, length, "f.artist_uri_id")
    mixtures = [(period, mixture(artists, genres)) for period, artists in periods.items()]
    first = [_row(period, now, None) for period, now in mixtures[:1]]
    others = [_row(period, now, before) for (_, before), (period, now) in pairwise(mixtures)]
    return Report(
        name="genre-shift",
        title="From month to month" if by_month else "From year to year",
        columns=_COLUMNS,
        rows=(*first, *others)[-question.limit :],
        span=report_span(question.window),
        definition=_definition(question),
    )


def mixture(artists: FactTimes, genres: ArtistGenres) -> Shares | None:
    """Return the share of each genre in a period; ``None`` if too few genres are known."""
    known = [(genres[key].shares, ms) for key, ms in artists.items() if key in genres]
    known_ms = sum(ms for _, ms in known)
    if not is_enough(share(known_ms, sum(artists.values()))):
        return None
    return {genre: ms / known_ms for genre, ms in times_ms(known).items()}


def _is_split_by_month(conn: sqlite3.Connection, question: Question) -> bool:
    window = question.window
    first = window.since.date() if window.since else first_day(conn, question)
    return first is None or window.until.date() - first <= _MONTHS_UP_TO


def _row(period: str, now: Shares | None, before: Shares | None) -> Row:
    if now is None:
        return (period, *(None for _ in _COLUMNS[1:]))
    top = min(now, key=lambda genre: (-now[genre], genre))
    gained, lost = ({}, {}) if before is None else (_gains(before, now), _gains(now, before))
    return (period, top, now[top], *_greatest(gained), *_greatest(lost))


def _gains(before: Shares, after: Shares) -> Shares:
    """Return by how much each share grew, by name; those below `_LEAST_CHANGE` are left out."""
    gains = {genre: after[genre] - before.get(genre, 0) for genre in sorted(after)}
    return {genre: gain for genre, gain in gains.items() if gain >= _LEAST_CHANGE}


def _greatest(gains: Shares) -> tuple[str | None, float | None]:
    return max(gains.items(), key=lambda gain: round(gain[1], _DIGITS), default=(None, None))


def _definition(question: Question) -> str:
    return (
        "What gained and lost most is against the month or year before with music; the first and"
        " the last may be cut short by the window, and one of which less than"
        f" {format_percent(LEAST_SHARE)} is known is not told. {privacy_text(question)}"
    )
