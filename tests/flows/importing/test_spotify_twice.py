"""Spotify's extended history as JSON and as a table is one history, in either order."""

from contextlib import closing
from pathlib import Path

import pytest

from tests.flows.histories import blank, import_into
from tests.imports.sample_rows import Row, extended_row, write_file

COLUMNS = {
    "spotify_track_uri": "spotify_track_uri",
    "ts": "ts",
    "platform": "platform",
    "ms_played": "ms_played",
    "track_name": "master_metadata_track_name",
    "artist_name": "master_metadata_album_artist_name",
    "album_name": "master_metadata_album_album_name",
    "reason_start": "reason_start",
    "reason_end": "reason_end",
    "shuffle": "shuffle",
    "skipped": "skipped",
}


def as_table(rows: list[Row]) -> bytes:
    lines = [",".join(COLUMNS)]
    lines += [",".join(str(row[name]) for name in COLUMNS.values()) for row in rows]
    return "\n".join(lines).replace("spotify:track:", "").encode()


@pytest.mark.parametrize("is_table_first", [False, True])
def test_no_play_counts_twice(tmp_path: Path, *, is_table_first: bool) -> None:
    rows = [
        extended_row(
            ts=f"2024-01-05T{hour:02}:{minute:02}:10Z",
            ms_played=played_ms,
            offline_timestamp=1_704_412_800 + hour * 3_600 + minute * 60 - 200,
            reason_end=reason,
        )
        for hour in range(10, 20)
        for minute, played_ms, reason in ((0, 184_000, "trackdone"), (30, 1_500, "fwdbtn"))
    ]
    paths = [
        write_file(tmp_path / "endsong_0.json", rows),
        write_file(tmp_path / "spotify_history.csv", as_table(rows)),
    ]
    with closing(blank()) as conn:
        import_into(conn, *(reversed(paths) if is_table_first else paths))
        found = conn.execute("select count(*), sum(heard_ms) from v_plays").fetchone()
    assert found == (20, 10 * 185_500)
