"""Every statistic of the program, recomputed from the raw rows as docs/definitions.md defines it.

Slow and plain on purpose: no SQL, and no code of the program.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from tests.oracle.answers import Answer, Line, Table, is_silent, total_ms
from tests.oracle.asking import ALBUMS, ARTISTS, SUBJECTS, TRACKS, Asked, History
from tests.oracle.days import calendar, trend
from tests.oracle.devices import countries, platforms
from tests.oracle.ends import first_last
from tests.oracle.fame import genres, hipster
from tests.oracle.figures import different, key_figures
from tests.oracle.habits import forgotten, obsessions, variety
from tests.oracle.known import coverage
from tests.oracle.leaving import skip_depth
from tests.oracle.listing import discoveries, skipping, top
from tests.oracle.milestones import milestones
from tests.oracle.moments import moments
from tests.oracle.moving import compare
from tests.oracle.plays import Play
from tests.oracle.racing import race
from tests.oracle.returns import rediscoveries
from tests.oracle.spans import Span, Spans, day_start_ms, local
from tests.oracle.tastes import decades, taste, tempo
from tests.oracle.timing import (
    active_days,
    clock,
    heatmap,
    sittings,
    streaks,
    window_streak,
)
from tests.oracle.tiring import fatigue
from tests.oracle.words import lyrics
from tests.oracle.years import on_this_day

_KINDS = ("music", "podcast", "audiobook", "video", "unknown")


def totals(history: History, asked: Asked) -> Answer:
    plays = history.within(asked.spans.now)
    table: Table = []
    for kind in _KINDS:
        heard = [p for p in plays if p.kind == kind and (asked.private or not p.private)]
        if heard or (kind == "music" and plays):
            table.append(_total(kind, heard, asked))
    if hidden := [play for play in plays if play.private]:
        name = "private (included above)" if asked.private else "private (excluded)"
        table.append(_total(name, hidden, asked))
    return {"totals": table}


def _total(name: str, plays: Sequence[Play], asked: Asked) -> Line:
    counted = [*filter(asked.counts, plays)]
    days = [play.day for play in plays]
    return {
        "kind": name,
        "heard_ms": total_ms(plays),
        "plays": len(counted),
        "all_plays": len(plays),
        **{subject.plural: different(counted, subject) for subject in SUBJECTS},
        "first_day": min(days, default=None),
        "last_day": max(days, default=None),
    }


def overview(history: History, asked: Asked) -> Answer:
    if is_silent(history, asked):
        return {"overview": []}
    answer: dict[str, Table] = {
        "overview": [],
        **heatmap(history, asked),
        "clock": clock(history, asked)["clock"],
        "calendar": _last_year(history, asked),
        **trend(history, asked),
    }
    for subject in SUBJECTS:
        answer.update(top(subject)(history, asked))
    for span in asked.both:
        streak = window_streak(history, asked) if span is asked.spans.now else None
        figures = key_figures(history, asked, span)
        answer["overview"].append({**figures, "current_streak_days": streak})
    return answer


def _last_year(history: History, asked: Asked) -> Table:
    """List the days of 53 weeks up to the end of the window, without their moods."""
    until_ms = asked.spans.now.until_ms
    first = local(until_ms, history.zone).date() - timedelta(days=370)
    span = Span(since_ms=day_start_ms(first, history.zone), until_ms=until_ms)
    year = replace(asked, spans=Spans(now=span, before=None))
    days = calendar(history, year)["calendar"]
    return [{name: line[name] for name in line if name != "valence"} for line in days]


def definitions(history: History, asked: Asked) -> Answer:
    table: Table = []
    for private in (False, True):
        for count_as in ("any", "stream", "scrobble", "full"):
            by_rule = replace(asked, private=private, count_as=count_as)
            plays = history.heard(by_rule, asked.spans.now)
            counted = [*filter(by_rule.counts, plays)]
            table.append(
                {
                    "count_as": count_as,
                    "private": private,
                    "plays": len(counted),
                    "heard_ms": total_ms(plays),
                    **{subject.plural: different(counted, subject) for subject in SUBJECTS},
                    "active_days": len(active_days(history, by_rule, asked.spans.now)),
                }
            )
    has_any = any(history.heard(replace(asked, private=True), asked.spans.now))
    return {"definitions": table if has_any else []}


def log(history: History, asked: Asked) -> Answer:
    """List the latest plays of every kind, the private ones too."""
    return {"log": [_logged(play) for play in history.within(asked.spans.now)[-asked.limit :]]}


def _logged(play: Play) -> Line:
    title, artist, album = play.names
    return {
        "started_at": play.moment,
        "title": title,
        "artist": artist,
        "album": album,
        "heard_ms": play.heard_ms,
        "length_ms": play.length_ms,
        "share_heard": (
            min(Fraction(1), Fraction(play.heard_ms, play.length_ms)) if play.length_ms else None
        ),
        "verdict": play.verdict,
        "private": play.private,
        "played_from": None,
        "kind": play.kind,
        "uri": play.row.uri,
        "source": play.row.source,
        "context": None,
        "ignored_by": None,
    }


def _nothing_watched(_history: History, _asked: Asked) -> Answer:
    """Judge no play, as `watch` recorded none of these histories."""
    return {"accuracy": []}


RECOMPUTED: Mapping[str, Callable[[History, Asked], Answer]] = {
    "overview": overview,
    "compare": compare,
    "totals": totals,
    "top-tracks": top(TRACKS),
    "top-artists": top(ARTISTS),
    "top-albums": top(ALBUMS),
    "heatmap": heatmap,
    "sessions": sittings,
    "streaks": streaks,
    "calendar": calendar,
    "clock": clock,
    "trend": trend,
    "race": race,
    "skips": skipping,
    "skip-depth": skip_depth,
    "fatigue": fatigue,
    "discoveries": discoveries,
    "obsessions": obsessions,
    "moments": moments,
    "forgotten": forgotten,
    "rediscoveries": rediscoveries,
    "variety": variety,
    "taste": taste,
    "genres": genres,
    "hipster": hipster,
    "decades": decades,
    "tempo": tempo,
    "lyrics": lyrics,
    "definitions": definitions,
    "first-last": first_last,
    "on-this-day": on_this_day,
    "milestones": milestones,
    "platforms": platforms,
    "countries": countries,
    "coverage": coverage,
    "accuracy": _nothing_watched,
    "log": log,
}
