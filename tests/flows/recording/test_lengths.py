"""How long a track is, by the plays of an export."""

from contextlib import closing
from pathlib import Path

import pytest

from tests.flows.histories import imported
from tests.imports.sample_rows import Row, extended_row, write_file


def heard(hour: int, played_ms: int, **fields: object) -> Row:
    return extended_row(ts=f"2024-01-05T{hour:02}:00:00Z", ms_played=played_ms, **fields)


@pytest.mark.parametrize(
    ("rows", "length_ms"),
    [
        ([heard(1, 200_000), heard(2, 201_000), heard(3, 202_000)], 201_000),
        ([heard(1, 200_000), heard(2, 10_000, reason_start="appload")], 200_000),
        ([heard(1, 200_000), heard(2, 10_000, reason_start="remote")], 200_000),
        ([heard(1, 10_000, reason_start="appload")], None),
        ([heard(1, 10_000), heard(2, 240_000, reason_end="fwdbtn")], 240_000),
        ([heard(1, 10_000), heard(2, 10_000), heard(3, 240_000, reason_end="fwdbtn")], 240_000),
        ([*(heard(hour, 200_000) for hour in (1, 2, 3)), heard(4, 350_000)], 200_000),
    ],
)
def test_a_length_comes_from_whole_plays(
    rows: list[Row], length_ms: int | None, tmp_path: Path
) -> None:
    with closing(imported(write_file(tmp_path / "a.json", rows))) as conn:
        assert conn.execute("select distinct length_ms from v_plays").fetchall() == [(length_ms,)]


def test_a_play_that_is_continued_after_the_app_died_is_stopped_and_stays_two(
    tmp_path: Path,
) -> None:
    rows = [
        heard(1, 117_000, reason_end="unexpected-exit-while-paused"),
        heard(2, 83_000, reason_start="appload"),
        *(heard(hour, 200_000) for hour in (3, 4, 5)),
    ]
    with closing(imported(write_file(tmp_path / "a.json", rows))) as conn:
        verdicts = conn.execute("select verdict from v_plays order by started_ms limit 2")
        assert verdicts.fetchall() == [("stopped",), ("finished",)]
