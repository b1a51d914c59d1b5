"""The rows of lists of milestones: those that were reached, and those to come."""

import sqlite3
from collections.abc import Sequence
from datetime import date

from musicanalyser.report import Row
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ARTISTS, TRACKS
from musicanalyser.stats.celebrations.anniversaries import Anniversary
from musicanalyser.stats.celebrations.milestone_forecast import Forecast, next_milestones
from musicanalyser.stats.celebrations.reached_milestones import MilestoneKind, reached_milestones
from musicanalyser.stats.celebrations.sums_so_far import SumsSoFar
from musicanalyser.stats.entities.song_names import song_names
from musicanalyser.timespan.local_clock import numbered_day

_OF_TIME = frozenset({MilestoneKind.HOURS, MilestoneKind.ARTIST_HOURS})
_KINDS = [kind.value for kind in MilestoneKind]


def reached_rows(
    conn: sqlite3.Connection,
    question: Question,
    so_far: SumsSoFar,
    days: Sequence[Anniversary],
    end: date,
) -> list[Row]:
    """Return milestones and anniversaries of the window, the latest first."""
    found = reached_milestones(conn, question, so_far)
    names = song_names(conn, {one.track_id for one in found})
    since = question.window.since
    first = since.date() if since else None
    rows: list[Row] = [
        (
            numbered_day(one.day_number),
            one.kind.value,
            one.number,
            names[one.track_id].title,
            names[one.track_id].artist,
            so_far.history.clock.local(one.started_ms),
        )
        for one in found
    ]
    rows += [
        (one.day, one.kind.value, one.years, None, one.artist, None)
        for one in days
        if one.day <= end and (first is None or first <= one.day)
    ]
    return sorted(rows, key=lambda row: str(row[0]), reverse=True)


def next_rows(
    conn: sqlite3.Connection,
    question: Question,
    so_far: SumsSoFar,
    days: Sequence[Anniversary],
    end: date,
) -> list[Row]:
    """Return the next milestones and anniversaries, the soonest first, those without a day last."""
    found = next_milestones(conn, question, so_far)
    dated = sorted(one.expected for one in found if one.expected is not None)
    furthest = dated[: question.limit][-1] if dated else None
    shown = [
        one
        for one in found
        if one.entity_id is None or (one.expected and furthest and one.expected <= furthest)
    ]
    names = _names(so_far, shown)
    rows: list[Row] = [
        (one.expected, one.kind.value, one.number, *names[one], *_missing(one)) for one in shown
    ]
    rows += [
        (one.day, one.kind.value, one.years, None, one.artist, None, None)
        for one in days
        if one.day > end
    ]
    return sorted(rows, key=_soonest)


def _missing(one: Forecast) -> tuple[int | None, int | None]:
    """Return the plays and the time (ms) that are missing; one of them does not apply."""
    return (None, one.missing) if one.kind in _OF_TIME else (one.missing, None)


def _soonest(row: Row) -> tuple[object, ...]:
    """Return a sort key by day, then by kind, by how much is missing, and by name."""
    expected, kind, _, title, artist, plays, time_ms = row
    names = [(name is None, name or "") for name in (artist, title)]
    return (expected is None, str(expected), _KINDS.index(str(kind)), plays or time_ms or 0, *names)


def _names(
    so_far: SumsSoFar, found: Sequence[Forecast]
) -> dict[Forecast, tuple[str | None, str | None]]:
    names: dict[Forecast, tuple[str | None, str | None]] = dict.fromkeys(found, (None, None))
    for kind, entity in (
        (MilestoneKind.ARTIST_HOURS, ARTISTS),
        (MilestoneKind.TRACK_PLAYS, TRACKS),
    ):
        chosen = {one.entity_id: one for one in found if one.kind is kind}
        ids = ",".join(map(str, chosen))
        for totals in so_far.history.group_by(entity, f"r.{entity.name}_id in ({ids})"):
            title = totals.title if entity is TRACKS else None
            names[chosen[totals.entity_id]] = (title, totals.artist)
    return names
