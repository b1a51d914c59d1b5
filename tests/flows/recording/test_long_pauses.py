"""A start stamped hours before the end holds if other plays confirm it, in any order of imports."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest

from tests.flows.histories import imported
from tests.imports.sample_rows import Row, extended_row, write_file


def row(ended: str, title: str, *, stamp: str | None = None, played_ms: int = 180_000) -> Row:
    at_s = None if stamp is None else datetime.fromisoformat(stamp).replace(tzinfo=UTC).timestamp()
    return extended_row(
        ts=f"{ended}Z",
        ms_played=played_ms,
        master_metadata_track_name=title,
        spotify_track_uri=f"spotify:track:{title}",
        reason_end="endplay",
        offline_timestamp=None if at_s is None else int(at_s),
    )


PAUSED = row("2026-03-03T07:30:00", "Paused", stamp="2026-03-02T22:00:00")
LONG_PAUSED = row("2026-03-06T07:30:00", "Paused", stamp="2026-03-02T22:00:00")


@pytest.mark.parametrize(
    ("rows", "started"),
    [
        ([PAUSED], "2026-03-02T22:00:00Z"),
        ([PAUSED, row("2026-03-03T01:00:00", "Between")], "2026-03-03T07:27:00Z"),
        (
            [PAUSED, row("2026-03-03T01:00:00", "Between"), row("2026-03-02T22:00:03", "Before")],
            "2026-03-02T22:00:00Z",
        ),
        ([PAUSED, row("2026-03-02T21:59:57", "Before")], "2026-03-02T22:00:00Z"),
        ([LONG_PAUSED], "2026-03-06T07:27:00Z"),
        ([LONG_PAUSED, row("2026-03-02T22:00:04", "Near")], "2026-03-06T07:27:00Z"),
        ([LONG_PAUSED, row("2026-03-02T22:00:00", "Before")], "2026-03-02T22:00:00Z"),
    ],
)
def test_other_plays_confirm_a_start_or_do_not(
    rows: Sequence[Row], started: str, tmp_path: Path
) -> None:
    files = [write_file(tmp_path / f"{number}.json", [one]) for number, one in enumerate(rows)]
    for order in permutations(files):
        with closing(imported(*order)) as conn:
            found = conn.execute("select started_at from v_plays where title = 'Paused'")
            assert found.fetchall() == [(started,)]
