"""Where in the track skipped plays leave it."""

import sqlite3
from dataclasses import replace

from musicanalyser.listening.leaving_points import (
    FALSE_ALARMS,
    LEAST_SHARE,
    LEAST_SKIPS,
    WIDTH_MS,
    LeavingPoint,
    find_leaving_points,
)
from musicanalyser.listening.skip_points import EXACT_MS, PASSED_OVER_MS, SkipPoint, skip_point
from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import privacy_text
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ARTISTS, TRACKS, EntityTotals
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import PERIOD, UNKNOWN_ENDS, empty_text, report_span
from musicanalyser.stats.base.window_totals import WindowTotals, sum_windows
from musicanalyser.stats.skipping.depth_curves import depth_by_tenth, depth_by_time
from musicanalyser.stats.skipping.window_skips import WindowSkips, window_skips
from musicanalyser.units import SECOND_MS

ABOUT = "Where in the track you skip: a curve, and tracks and artists with their point."

LEAST_OF_ARTIST = 20
"""An artist needs so many skips that are not passed over."""
_FIRST = f"In the first {PASSED_OVER_MS // SECOND_MS} s"

_COLUMNS = (
    PERIOD,
    Column(name="plays_known", title="Plays with a known end", kind=ColumnKind.COUNT),
    Column(name="skips", title="Skips", kind=ColumnKind.COUNT),
    Column(
        name="passed_over_share",
        title=_FIRST,
        kind=ColumnKind.SHARE,
    ),
    Column(name="left", title="After that", kind=ColumnKind.COUNT),
    Column(name="left_at_ms", title="Median point of these", kind=ColumnKind.LENGTH),
    Column(name="left_share", title="Of the track", kind=ColumnKind.SHARE),
)
_POINT_COLUMNS = (
    *TRACKS.columns,
    Column(name="left_at_ms", title="You leave at", kind=ColumnKind.LENGTH),
    Column(name="spread_ms", title="Spread", kind=ColumnKind.LENGTH),
    Column(name="near", title="There", kind=ColumnKind.COUNT, bar=True),
    Column(name="left", title="Of", kind=ColumnKind.COUNT),
)
_ARTIST_COLUMNS = (
    *ARTISTS.columns,
    Column(name="left_share", title="Point", kind=ColumnKind.SHARE, bar=True),
    Column(name="left_at_ms", title="Median", kind=ColumnKind.LENGTH),
    Column(name="left", title="Skips", kind=ColumnKind.COUNT),
    Column(name="passed_over", title=_FIRST, kind=ColumnKind.COUNT),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return how many skips there are and their median point (ms, and as a share of the track).

    The parts are the curves, tracks with a clear point, and artists, the earliest point first.
    """
    totals = sum_windows(conn, question)
    any_music = any(one.has_music for one in totals)
    windows = [
        window_skips(conn, question, one.window, one.sum_of("skips"))
        for one in (totals if any_music else ())
    ]
    return Report(
        name="skip-depth",
        title="Where you skip",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(
            _figures(one, whole.sum_of("plays_known"))
            for one, whole in zip(windows, totals, strict=False)
        ),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=windows[0].coverage or totals[0].verdict_coverage if windows else None,
        empty=empty_text(conn, question.window),
        parts=_parts(question, totals[0], windows[0]) if windows else (),
    )


def _parts(question: Question, totals: WindowTotals, shown: WindowSkips) -> tuple[Report, ...]:
    parts = (
        depth_by_tenth(question, shown),
        depth_by_time(question, shown),
        _points(question, totals, shown),
        _artists(question, totals, shown),
    )
    if totals.sum_of("plays_known"):
        return parts
    return tuple(replace(part, empty=UNKNOWN_ENDS) for part in parts)


def _figures(shown: WindowSkips, plays_known: int) -> Row:
    if not plays_known:
        return (shown.window.label, 0, *[None] * (len(_COLUMNS) - 2))
    point = skip_point(shown.left)
    return (
        shown.window.label,
        plays_known,
        shown.all_skips,
        share(shown.exact - point.left, shown.exact),
        point.left,
        point.left_ms,
        point.left_share,
    )


def _points(question: Question, totals: WindowTotals, shown: WindowSkips) -> Report:
    songs = shown.by(lambda skip: skip.song_id)
    points = find_leaving_points(
        {song: [skip.heard_ms for skip in skips] for song, skips in songs.items()}
    )
    names = totals.group_by(TRACKS, f"r.song_id in ({','.join(map(str, points))})")

    def order(one: EntityTotals) -> tuple[object, ...]:
        return (-points[one.entity_id].near, TRACKS.name_order(one))

    def row(one: EntityTotals) -> Row:
        point: LeavingPoint = points[one.entity_id]
        return (*TRACKS.names_of(one), point.at_ms, point.spread_ms, point.near, point.left)

    return Report(
        name="leaving-points",
        title="Tracks you leave at one point",
        columns=_POINT_COLUMNS,
        rows=tuple(map(row, sorted(names, key=order)[: question.limit])),
        span=report_span(question.window),
        definition=_points_text(),
        empty="No track has a clear point in this window.",
    )


def _artists(question: Question, totals: WindowTotals, shown: WindowSkips) -> Report:
    skips = shown.by(lambda skip: skip.artist_id)
    points = {artist: skip_point(found) for artist, found in skips.items()}
    points = {
        artist: point
        for artist, point in points.items()
        if point.left >= LEAST_OF_ARTIST and point.left_share is not None
    }
    names = totals.group_by(ARTISTS, f"r.artist_id in ({','.join(map(str, points))})")

    def order(one: EntityTotals) -> tuple[object, ...]:
        return (points[one.entity_id].left_share, ARTISTS.name_order(one))

    def row(one: EntityTotals) -> Row:
        point: SkipPoint = points[one.entity_id]
        passed_over = shown.passed_over.get(one.entity_id, 0)
        return (*ARTISTS.names_of(one), point.left_share, point.left_ms, point.left, passed_over)

    return Report(
        name="artists-left",
        title="Artists you leave first",
        columns=_ARTIST_COLUMNS,
        rows=tuple(map(row, sorted(names, key=order)[: question.limit])),
        span=report_span(question.window),
        definition=f"Artists with at least {LEAST_OF_ARTIST} skips after the first seconds, and a"
        " known length of tracks.",
        empty=f"No artist has {LEAST_OF_ARTIST} skips after the first seconds in this window.",
    )


def _points_text() -> str:
    return (
        f"A track has a clear point if {WIDTH_MS // SECOND_MS} s hold at least"
        f" {LEAST_SHARE:.0%} of its {LEAST_SKIPS} or more skips after the first seconds, and chance"
        f" does not explain it: at most {FALSE_ALARMS:.0%} of listeners without such tracks have"
        " one. The spread is that of the middle half of these skips."
    )


def _definition(question: Question) -> str:
    return (
        "A skipped play leaves the track where its time heard ends. The point is the median of the"
        f" skips after the first {PASSED_OVER_MS // SECOND_MS} s. Skips that are known less exactly"
        f" than to {EXACT_MS // SECOND_MS} s are left out. {privacy_text(question)}"
    )
