"""A history in which an artist is ignored answers like one that never had the artist's rows."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection

import pytest

from musicanalyser.demo import make_extended_history, make_facts
from musicanalyser.demo.export import ExportFile
from musicanalyser.model.rule import Rule, RuleAction, RuleLevel
from musicanalyser.report import Report, Row
from musicanalyser.stats import STATS, answer_question
from musicanalyser.stats.base.question import Question
from musicanalyser.store.connection import transaction
from musicanalyser.store.facts import source_facts
from musicanalyser.timespan import everything, last_days, to_ms
from tests.flows.histories import ZONE, blank, import_into
from tests.flows.ruling.test_rule_changes import add

UNTIL = datetime(2025, 6, 30, 20, tzinfo=UTC)
ABOUT_OTHER_THINGS = {"coverage", "accuracy", "log"}
"""What is known of days, how good that is, and a list that shows ignored plays."""
_ARTIST = "master_metadata_album_artist_name"


def written(folder: Path, files: list[ExportFile]) -> list[Path]:
    folder.mkdir()
    paths = [folder / Path(file.name).name for file in files]
    for path, file in zip(paths, files, strict=True):
        path.write_bytes(file.content)
    return paths


def lacking(file: ExportFile, artist: str) -> ExportFile:
    rows = [row for row in json.loads(file.content) if row.get(_ARTIST) != artist]
    return replace(file, content=json.dumps(rows).encode())


def filled(paths: list[Path]) -> Connection:
    conn = blank()
    import_into(conn, *paths)
    with transaction(conn):
        for source, findings in make_facts(until=UNTIL, seed=1):
            source_facts.add(conn, source, findings, fetched_ms=to_ms(UNTIL))
    return conn


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Connection, Connection]]:
    """A history that ignores its third artist, and one without the rows of that artist."""
    folder = tmp_path_factory.mktemp("ignored")
    files = list(make_extended_history(until=UNTIL, days=200))
    with closing(filled(written(folder / "all", files))) as ignoring:
        artist = str(answer_question(ignoring, "top-artists", asked()).rows[2][1])
        add(ignoring, Rule(action=RuleAction.IGNORE, level=RuleLevel.ARTIST, name=artist))
        others = [lacking(file, artist) for file in files]
        with closing(filled(written(folder / "others", others))) as without:
            yield ignoring, without


def asked(days: int | None = None) -> Question:
    window = (
        everything(now=UNTIL, zone=ZONE) if days is None else last_days(days, now=UNTIL, zone=ZONE)
    )
    return Question(window=window, today=UNTIL.astimezone(ZONE).date(), now_ms=to_ms(UNTIL))


def figures(report: Report) -> list[tuple[str, list[Row]]]:
    """Return the rows of a report and its parts, without numbers of plays."""
    names = [column.name for column in report.columns]
    kept = [place for place, name in enumerate(names) if name != "play_id"]
    rows = [tuple(row[place] for place in kept) for row in report.rows]
    return [(report.name, rows), *(one for part in report.parts for one in figures(part))]


@pytest.mark.parametrize("name", sorted({*STATS} - ABOUT_OTHER_THINGS))
@pytest.mark.parametrize("days", [None, 30])
def test_it_answers_like_one_without_the_rows(
    both: tuple[Connection, Connection], name: str, days: int | None
) -> None:
    ignoring, without = both
    question = asked(days)
    expected = figures(answer_question(without, name, question))
    assert figures(answer_question(ignoring, name, question)) == expected


def test_the_artist_was_heard_often(both: tuple[Connection, Connection]) -> None:
    ignoring, _ = both
    (ignored,) = ignoring.execute("select count(*) from v_ignored").fetchone()
    assert ignored > 50
