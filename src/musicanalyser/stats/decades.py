"""Of what time the music is."""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import privacy
from musicanalyser.stats.base.heard import WindowTotals, tallies
from musicanalyser.stats.base.known_facts import Known, covered, known, too_little
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import Split, before, split_columns, split_rows
from musicanalyser.stats.base.weighted import median
from musicanalyser.stats.base.window import PERIOD, span
from musicanalyser.timespan import Window, from_ms

ABOUT = "Of what time your music is: time by decade of release, and how new it is."

_RECENT_YEARS = 2
_CREDIT = (
    "Release years: MusicBrainz, where it knows the recording (CC0), else Spotify or Genius, whose"
    " years may be those of a reissue."
)
_FIGURE_COLUMNS = (
    PERIOD,
    Column(name="median_year", title="Median release year"),
    Column(name="recent_share", title="Of the last two years", kind=ColumnKind.SHARE),
    Column(name="known_share", title="Known", kind=ColumnKind.SHARE, detail=True),
)

# A song came out when the first of its ids did.
_YEARS = """
select t.song_key, min(f.release_year)
from v_tracks t
cross join v_track_facts f on f.track_id = t.id
where t.song_key in (select value from json_each(:songs)) and f.release_year > 0
group by t.song_key
"""


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Sum the time of each decade in the window and in the one before."""
    heard = tallies(conn, question)
    years = _years_of(conn, heard)
    found = [known(tally, years) for tally in heard]
    now, earlier = _split(found[0]), before([_split(one) for one in found])
    return Report(
        name="decades",
        title="Decades",
        columns=split_columns(Column(name="decade", title="Decade"), compared=earlier is not None),
        rows=() if now is None else _rows(now, earlier),
        span=span(question.window),
        definition=_definition(question),
        coverage=covered(found[0], "a known release year"),
        notes=(_CREDIT,) if now else (),
        empty=too_little(conn, question, found[0], "releases"),
        parts=(_figures(question, heard, found),) if now else (),
    )


def _years_of(conn: sqlite3.Connection, heard: Sequence[WindowTotals]) -> Mapping[str, int]:
    songs = sorted({one.song_key for tally in heard for one in tally.ids})
    return dict(conn.execute(_YEARS, {"songs": json.dumps(songs)}).fetchall())


def _split(found: Known[int]) -> Split | None:
    if not found.enough:
        return None
    times_ms: Counter[str] = Counter()
    for heard, year in found.songs:
        times_ms[f"{year // 10}0s"] += heard.heard_ms
    return Split(times_ms=times_ms, whole_ms=found.known_ms)


def _rows(now: Split, earlier: Split | None) -> tuple[Row, ...]:
    labels = {*now.times_ms, *(earlier.times_ms if earlier else ())}
    return split_rows(sorted(labels), now, earlier)


def _figures(
    question: Question, heard: Sequence[WindowTotals], found: Sequence[Known[int]]
) -> Report:
    return Report(
        name="release-years",
        title="How new it is",
        layout=Layout.FIGURES,
        columns=_FIGURE_COLUMNS,
        rows=tuple(map(_figure, heard, found)),
        span=span(question.window),
        definition=_definition(question),
    )


def _figure(heard: WindowTotals, found: Known[int]) -> Row:
    years = found.weighed(int) if found.enough else []
    known_ms = sum(ms for _, ms in years)
    recent_ms = sum(ms for year, ms in years if year >= first_recent_year(heard.window))
    middle = median(years)
    return (
        heard.window.label,
        None if middle is None else int(middle),
        recent_ms / known_ms if known_ms else None,
        found.share,
    )


def first_recent_year(window: Window) -> int:
    """Return the year before the one in which a window ends."""
    return from_ms(window.until_ms - 1, window.zone).year - _RECENT_YEARS + 1


def _definition(question: Question) -> str:
    return (
        "Time is that of tracks whose year of first release is known, however short the play. The"
        " median is the year that half of the time does not exceed. Of the last two years is what"
        " came out in the calendar year in which the window ends, or in the one before."
        f" {privacy(question)}"
    )
