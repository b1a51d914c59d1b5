"""Obsessions, forgotten favourites and variety, recomputed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import exp, log

from tests.oracle import crushes
from tests.oracle.answers import Answer, Line, Table, is_silent, named, share
from tests.oracle.asking import TRACKS, Asked, Group, History, name_order
from tests.oracle.contrasts import are_told, ordered_albums
from tests.oracle.plays import Play
from tests.oracle.spans import Span, local

_OBSESSION_PLAYS = 5
_FAVOURITE_PLAYS = 15
_SILENCE = timedelta(days=180)
_DAY = timedelta(days=1)
_WEEK = timedelta(days=6)
"""The time from the first to the last of seven days."""
_ALBUM_TRACKS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Obsession:
    """A track with the plays and dates of its best seven days and of its best day."""

    group: Group
    week: tuple[int, date]
    day: tuple[int, date]


def obsessions(history: History, asked: Asked) -> Answer:
    if is_silent(history, asked):
        return {"obsessions": []}
    figures: Table = []
    for span in asked.both:
        found = _obsessions(history.groups(asked, span, TRACKS))
        whole = sum(map(asked.counts, history.heard(asked, span)))
        figures.append(
            {
                "obsessions": len(found),
                "week_plays": max((one.week[0] for one in found), default=None),
                "day_plays": max((one.day[0] for one in found), default=None),
                "peak_share": share(sum(one.week[0] for one in found), whole),
                **crushes.figures(*_crushes(history, asked, found)),
            }
        )
    found = _obsessions(history.groups(asked, asked.spans.now, TRACKS))
    plays = {id(one): len(one.group.counted) for one in found}
    weeks = sorted(found, key=lambda one: (-one.week[0], -plays[id(one)], name_order(one.group)))
    days = sorted(found, key=lambda one: (-one.day[0], -plays[id(one)], name_order(one.group)))
    return {
        "obsessions": figures,
        "peak-weeks": [
            {
                "rank": rank,
                **named(TRACKS, one.group),
                "week_plays": one.week[0],
                "week_first_day": one.week[1],
                "week_last_day": one.week[1] + _WEEK,
                "plays": plays[id(one)],
            }
            for rank, one in enumerate(weeks[: asked.limit], 1)
        ],
        "peak-days": [
            {"rank": rank, **named(TRACKS, one.group), "day_plays": one.day[0], "day": one.day[1]}
            for rank, one in enumerate(days[: asked.limit], 1)
        ],
        **crushes.tables(*_crushes(history, asked, found), asked.limit),
    }


def _crushes(
    history: History, asked: Asked, found: Iterable[Obsession]
) -> tuple[list[crushes.Crush], list[crushes.Crush]]:
    def order(one: Obsession) -> tuple[int, int, object]:
        return -one.week[0], -len(one.group.counted), name_order(one.group)

    begun = [(one.group, one.week[1]) for one in sorted(found, key=order)]
    return crushes.crushes(history, asked, begun)


def _obsessions(groups: Iterable[Group]) -> list[Obsession]:
    found = []
    for group in groups:
        if len(group.counted) < _OBSESSION_PLAYS:
            continue
        on = Counter(group.days)
        week = max((sum(on[first + n * _DAY] for n in range(7)), first) for first in [*on])
        if week[0] >= _OBSESSION_PLAYS:
            best = max((plays, day) for day, plays in on.items())
            found.append(Obsession(group=group, week=week, day=best))
    return found


def forgotten(history: History, asked: Asked) -> Answer:
    now = asked.spans.now
    if not history.heard(asked, now):
        return {"forgotten": []}
    last = min(local(now.until_ms - 1, history.zone).date(), asked.now.date())
    groups = history.groups(asked, Span(since_ms=None, until_ms=now.until_ms), TRACKS)
    found = [
        group
        for group in groups
        if len(group.counted) >= _FAVOURITE_PLAYS and group.days[-1] <= last - _SILENCE
    ]
    found.sort(key=lambda one: (-len(one.counted), -one.counted[-1].start_ms, one.key))
    return {
        "forgotten": [
            {
                "forgotten": len(found),
                "newly_forgotten": _newly(found, asked, history),
                "plays": sum(len(group.counted) for group in found),
                "longest_silent_days": max(
                    ((last - group.days[-1]).days for group in found), default=None
                ),
            }
        ],
        "forgotten-tracks": [
            {
                "rank": rank,
                **named(TRACKS, group),
                "plays": len(group.counted),
                "last_day": group.days[-1],
                "silent_days": (last - group.days[-1]).days,
            }
            for rank, group in enumerate(found[: asked.limit], 1)
        ],
    }


def _newly(found: Sequence[Group], asked: Asked, history: History) -> int | None:
    """Return how many were not yet forgotten on the day before the window began."""
    since_ms = asked.spans.now.since_ms
    if since_ms is None:
        return None
    eve = min(local(since_ms - 1, history.zone).date(), asked.now.date())
    before = history.groups(asked, Span(since_ms=None, until_ms=since_ms), TRACKS)
    already = {
        group.key
        for group in before
        if len(group.counted) >= _FAVOURITE_PLAYS and group.days[-1] <= eve - _SILENCE
    }
    return sum(group.key not in already for group in found)


def variety(history: History, asked: Asked) -> Answer:
    if is_silent(history, asked):
        return {"variety": []}
    heard = ([*filter(asked.counts, history.heard(asked, span))] for span in asked.both)
    albums = {"ordered-albums": ordered_albums(history, asked)} if are_told(asked) else {}
    return {"variety": [*map(_variety, heard)], **albums}


def _variety(plays: Sequence[Play]) -> Line:
    artists = Counter(play.artist for play in plays if play.artist is not None)
    tracks = Counter(play.song for play in plays)
    whole = artists.total()
    shares = [count / whole for count in artists.values()]
    most = sorted(artists.values(), reverse=True)[:10]
    days = Counter(play.day for play in plays).values()
    return {
        "artists": len(artists),
        "effective_artists": exp(-sum(p * log(p) for p in shares)) if shares else None,
        "top_artists_share": share(sum(most), whole),
        "tracks": len(tracks),
        "once_share": share(sum(count == 1 for count in tracks.values()), len(tracks)),
        "eddington_days": max(
            n for n in range(len(days) + 1) if sum(count >= n for count in days) >= n
        ),
        "album_share": share(_in_album_runs(plays), len(plays)),
        "plays": len(plays),
    }


def _in_album_runs(plays: Sequence[Play]) -> int:
    runs = [[*run] for album, run in groupby(plays, lambda play: play.album) if album is not None]
    return sum(len(run) for run in runs if len({play.song for play in run}) >= _ALBUM_TRACKS)
