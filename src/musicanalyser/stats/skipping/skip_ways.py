"""How often plays are skipped by the hour, the device, shuffle, and the way in."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from musicanalyser.listening.definitions import SHRINKAGE_PLAYS
from musicanalyser.listening.platform_family import platform_family
from musicanalyser.report import Column, ColumnKind, Coverage, Layout, Report, Row
from musicanalyser.stats.base.conditions import holds_all_plays, privacy_text, run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import report_span
from musicanalyser.stats.parts.ways_in import way_in
from musicanalyser.stats.skipping.play_ways import PlayWay

_HOURS = 24
_BY_HOUR = """
select h.local_hour, count(*), sum(h.verdict = 'skipped')
from v_heard h
where {music} and {window} and h.verdict <> 'unknown'
group by h.local_hour
"""
_BY_HOUR_OF_ALL = """
select h.week_hour % 24, sum(h.judged), sum(h.skips)
from v_hour_totals h
where {music}
group by 1
"""
_RATES = (
    Column(name="shrunk_rate", title="Shrunk rate", kind=ColumnKind.SHARE, bar=True),
    Column(name="rate", title="Rate", kind=ColumnKind.SHARE),
    Column(name="skips", title="Skips", kind=ColumnKind.COUNT),
    Column(name="plays_known", title="Known plays", kind=ColumnKind.COUNT),
)


_SHUFFLE = ("off", "on")

Label = Callable[[PlayWay], str | None]
_LABELS: tuple[tuple[str, str, Label], ...] = (
    ("platform", "Platform", lambda way: _platform(way.platform)),
    ("shuffle", "Shuffle", lambda way: None if way.shuffle is None else _SHUFFLE[way.shuffle]),
    ("way_in", "Way in", lambda way: way_in(way.reason_start)),
)


def rates_by_hour(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the skip rate of each hour of the local day; there are none without a known end."""
    is_whole = holds_all_plays(conn, question, question.window)
    statement = _BY_HOUR_OF_ALL if is_whole else _BY_HOUR
    rows = run_query(conn, statement, question, question.window).fetchall()
    return _by_hour(question, {hour: (plays, skips) for hour, plays, skips in rows if plays})


def rates_by_way(question: Question, ways: Sequence[PlayWay]) -> Iterator[Report]:
    """Yield the skip rates by platform, shuffle and way in, where any is known."""
    for name, title, label in _LABELS:
        if part := _by_label(question, ways, (name, title), label):
            yield part


def _by_hour(question: Question, found: Mapping[int, tuple[int, int]]) -> Report:
    plays, skips = (
        (sum(figures) for figures in zip(*found.values(), strict=True)) if found else (0, 0)
    )
    return Report(
        name="skips-by-hour",
        title="By hour",
        layout=Layout.COLUMNS,
        columns=(Column(name="hour", title="Hour", kind=ColumnKind.COUNT), *_RATES),
        rows=tuple(
            (hour, *_figures(*found.get(hour, (0, 0)), plays, skips)) for hour in range(_HOURS)
        )
        if found
        else (),
        span=report_span(question.window),
        definition=_definition(question, "A play belongs to the hour in which it started."),
    )


def _by_label(
    question: Question, ways: Sequence[PlayWay], name_and_title: tuple[str, str], label: Label
) -> Report | None:
    name, title = name_and_title
    plays, skips = Counter[str](), Counter[str]()
    for way in ways:
        if way.plays_known and (key := label(way)) is not None:
            plays[key] += way.plays_known
            skips[key] += way.skips
    if not plays:
        return None
    return Report(
        name=f"skips-by-{name.replace('_', '-')}",
        title=f"By {title.lower()}",
        columns=(Column(name=name, title=title), *_RATES),
        rows=tuple(
            (key, *_figures(plays[key], skips[key], plays.total(), skips.total()))
            for key in sorted(plays, key=lambda key: (-plays[key], key))
        ),
        span=report_span(question.window),
        definition=_definition(question, "Most plays first."),
        coverage=_coverage(title, plays.total(), sum(way.plays_known for way in ways)),
    )


def _coverage(title: str, known: int, whole: int) -> Coverage:
    return Coverage(what=title.lower(), of="plays with a known end", share=share(known, whole))


def _figures(plays: int, skips: int, all_plays: int, all_skips: int) -> Row:
    """Return the rates of some plays; shrunk towards that of all, as if ten more were heard."""
    shrunk = (skips * all_plays + SHRINKAGE_PLAYS * all_skips) / (
        all_plays * (plays + SHRINKAGE_PLAYS)
    )
    return (shrunk if plays else None, share(skips, plays), skips, plays)


def _platform(words: str | None) -> str | None:
    family = platform_family(words)
    return None if family is None else family.value


def _definition(question: Question, more: str) -> str:
    return (
        f"Skip rates of plays whose end is known, shrunk towards that of all of them by"
        f" {SHRINKAGE_PLAYS} plays. {more} {privacy_text(question)}"
    )
