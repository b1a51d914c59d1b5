"""Rows are compared with plays of their song alone, however many others there are."""

from contextlib import closing
from pathlib import Path

from tests.flows.histories import blank, import_into
from tests.imports.sample_rows import write_file
from tests.imports.services.service_files import AT_S, lastfm_track

ROWS = 6_000
"""All of them lie within 28 hours."""
AT_A_TIME = 10_000
STEPS = 10_000
"""More than the import of a row takes, and far fewer than a look at the plays of a day."""


def test_the_steps_of_an_import_grow_with_the_rows_and_not_with_the_plays_of_a_day(
    tmp_path: Path,
) -> None:
    """The file is large enough that the index of plays by track is made at the end."""
    tracks = [
        lastfm_track(name=f"Song {number}", date={"uts": str(AT_S + number * 15)}, url="x" * 700)
        for number in range(ROWS)
    ]
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += AT_A_TIME
        return 0

    path = write_file(tmp_path / "page.json", [{"track": tracks}])
    with closing(blank()) as conn:
        conn.set_progress_handler(count, AT_A_TIME)
        import_into(conn, path)
    assert 0 < taken < ROWS * STEPS, taken
