"""Every statistic in every format, for histories as different as listeners are."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from io import StringIO
from sqlite3 import Connection
from xml.etree import ElementTree as ET

import pytest
from rich.cells import cell_len

from musicanalyser.flows.demo_history import import_demo
from musicanalyser.model.origin import Origin
from musicanalyser.render import FORMATS, PICTURES
from musicanalyser.render.style import ColourDepth, OutputStyle, Paper
from musicanalyser.report import Report
from musicanalyser.stats import STATS, answer_question
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.entities.entity import Entity, EntityKind
from musicanalyser.stats.pages import PAGES, answer_page
from musicanalyser.timespan import Window, everything, last_days, to_ms
from tests.stats.history import BERLIN, MINUTE, History, Song

NOW = datetime(2025, 3, 14, 18, 30, tzinfo=BERLIN)
WINDOWS: tuple[Callable[[datetime], Window], ...] = (
    lambda now: last_days(30, now=now, zone=BERLIN),
    lambda now: everything(now=now, zone=BERLIN),
)
SCREENS = [
    OutputStyle(width=80),
    OutputStyle(width=80, height=24, depth=ColourDepth.FEW, paper=Paper.DARK),
    OutputStyle(width=140, height=40, depth=ColourDepth.FULL, paper=Paper.LIGHT),
]
ANSI = re.compile("\x1b\\[[0-9;]*m")
WRONG = re.compile(r"\bNone\b(?! of)|\bnan\b|\binf\b|datetime|Decimal|<Layout|<ColumnKind")
"""What only a program would write."""


def empty(_: History) -> datetime:
    return NOW


def one_play(history: History) -> datetime:
    history.play("2025-03-12 08:00")
    return NOW


def thin(history: History) -> datetime:
    for day in range(1, 13):
        song = Song(title=f"Song {day % 4}", uri=f"x:{day % 4}", length_ms=3 * MINUTE)
        verdict = "skipped" if day % 3 == 0 else "finished"
        history.play(f"2025-{day % 3 + 1:02}-{day:02} {day + 6:02}:00", verdict=verdict, song=song)
    history.know_span("2025-01-01 00:00", "2025-03-14 18:00")
    return NOW


def account_data_only(history: History) -> datetime:
    """Account data tells neither albums nor why a play ended."""
    for day in range(1, 29):
        song = Song(title=f"Song {day % 9}", album=None, artist=f"Artist {day % 4}")
        play = history.play(f"2025-02-{day:02} 20:00", song=song, verdict="unknown")
        history.set_source(play, Origin.ACCOUNT)
    history.know_span("2025-02-01 00:00", "2025-03-01 00:00", origin=Origin.ACCOUNT)
    return NOW


def demo(history: History) -> datetime:
    import_demo(history.conn, now=lambda: NOW, zone=BERLIN, progress=lambda _: None)
    return NOW


def ended(history: History) -> datetime:
    """The history stopped half a year ago."""
    return demo(history) + timedelta(days=180)


HEARD = {
    EntityKind(kind): f"""
    select t.{key}_key, t.{shown} from v_{key}_totals r join v_tracks t on t.id = r.track_id
    where t.{key}_key is not null and t.{shown} is not null order by r.heard_ms desc, r.{key}_id
    """  # noqa: S608 - names of this module
    for kind, key, shown in (
        ("artist", "artist", "artist"),
        ("track", "song", "title"),
        ("album", "album", "album"),
    )
}
"""What was heard, by kind, the most heard first."""
NAMES = [*STATS, *PAGES]

HISTORIES = [empty, one_play, thin, account_data_only, demo, ended]


@pytest.fixture(params=HISTORIES, ids=lambda kind: kind.__name__, scope="module")
def asked(request: pytest.FixtureRequest) -> Iterator[Callable[[str], Iterator[Report]]]:
    history = History()
    now = request.param(history)
    with closing(history.conn) as conn:

        def answers(name: str) -> Iterator[Report]:
            for window in WINDOWS:
                question = Question(window=window(now), today=now.date(), now_ms=to_ms(now))
                if name in STATS:
                    yield answer_question(conn, name, question)
                for entity in some_entities(conn, name) if name in PAGES else ():
                    yield answer_page(conn, question, entity)

        yield answers


def some_entities(conn: Connection, name: str) -> list[Entity]:
    """Return one of a kind that was heard much, one that was heard little, and one that was not."""
    kind = EntityKind(name)
    found = conn.execute(HEARD[kind]).fetchall()
    nobody = Entity(kind=kind, key="nobody", name="Nobody")
    ends = [*found[:1], *found[-1:]]
    return [*(Entity(kind=kind, key=key, name=shown) for key, shown in ends), nobody]


def written(report: Report, name: str, style: OutputStyle) -> str:
    stream = StringIO(newline="")
    {**FORMATS, **PICTURES}[name].write(report, stream, style=style)
    return stream.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_fits_the_screen_and_is_written_for_people(
    asked: Callable[[str], Iterator[Report]], name: str
) -> None:
    for report in asked(name):
        for style in SCREENS:
            text = ANSI.sub("", written(report, "table", style))
            assert max(map(cell_len, text.splitlines())) <= style.width
            assert not WRONG.search(text)
        text = written(report, "table", OutputStyle(width=80, plain=True))
        assert not WRONG.search(text)
        assert not WRONG.search(written(report, "markdown", SCREENS[0]))


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_is_sound_for_programs_and_as_a_picture(
    asked: Callable[[str], Iterator[Report]], name: str
) -> None:
    for report in asked(name):
        document = json.loads(written(report, "json", SCREENS[0]))
        assert len(document["rows"]) == len(report.rows)
        assert len(written(report, "jsonl", SCREENS[0]).splitlines()) == len(report.rows)
        assert written(report, "csv", SCREENS[0]).count("\r\n") >= len(report.rows) + 1
        ET.fromstring(written(report, "svg", SCREENS[0]))  # noqa: S314 - written by the test itself


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_without_rows_says_why(
    asked: Callable[[str], Iterator[Report]], name: str
) -> None:
    for report in asked(name):
        if not report.rows:
            text = written(report, "table", SCREENS[0])
            assert len(report.empty) > len("Nothing.")
            assert " ".join(report.empty.split())[:40] in " ".join(text.split())
