"""An export holds the history: a fresh database that imports it has the same plays."""

import sqlite3
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.flows.exporting.export_formats import EXPORT_FORMATS
from musicanalyser.flows.exporting.history_reading import history_rows
from musicanalyser.flows.exporting.redaction import Redaction
from musicanalyser.model.origin import Origin
from musicanalyser.timespan import Window, from_ms
from tests.flows.exporting.mixtures import BEGIN_MS, library, mixtures
from tests.flows.histories import ZONE, assert_sound, blank, import_into
from tests.flows.recording.planted import listen, write_account, write_extended
from tests.flows.recording.test_order import BEGIN
from tests.imports.sample_rows import extended_row, write_file
from tests.imports.services.service_files import (
    AT_S,
    FILES,
    ROCKBOX_ENTRY,
    brainz_listen,
    lastfm_track,
    rockbox_log,
)

_OWN_IDS = {"id", "track_id", "play_id", "sighting_id", "file", "row", "partition_id", "device_id"}
"""What numbers the rows of one database."""
_NAMES = {"title", "artist", "album", "uri", "platform", "country"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports")


def view(
    conn: sqlite3.Connection, name: str, *, without: AbstractSet[str] = frozenset()
) -> list[dict[str, object]]:
    """Return the rows of a view, without the numbers of one database."""
    cursor = conn.execute(f"select * from {name}")  # noqa: S608 - a name of ours
    columns = [one[0] for one in cursor.description]
    left_out = _OWN_IDS | without
    rows = [
        {key: value for key, value in zip(columns, row, strict=True) if key not in left_out}
        for row in cursor
    ]
    return sorted(rows, key=repr)


def exported(
    conn: sqlite3.Connection,
    path: Path,
    *,
    window: Window | None = None,
    redaction: Redaction | None = None,
) -> Path:
    """Write an export and return its path."""
    with path.open("w", encoding="utf-8") as stream:
        EXPORT_FORMATS["json"](history_rows(conn, window, redaction), stream)
    return path


def imported(path: Path) -> sqlite3.Connection:
    """Return a fresh history into which an export was imported, every row of it."""
    conn = blank()
    result = import_into(conn, path)
    assert result.bad_rows == []
    assert_sound(conn)
    return conn


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_an_export_gives_the_same_plays_evidence_and_known_spans(
    folder: Path, data: st.DataObject
) -> None:
    with closing(data.draw(mixtures(folder))) as before:
        path = exported(before, folder / "all.json")
        with closing(imported(path)) as after:
            for name in ("v_plays", "v_evidence", "v_known_spans", "v_heard"):
                assert view(after, name) == view(before, name), name
            assert view(after, "podcast_shows") == view(before, "podcast_shows")
            again = exported(after, folder / "again.json")
            assert sorted(rows(again)) == sorted(rows(path))


def test_plays_of_every_service_come_back_whole(tmp_path: Path) -> None:
    for name, content in FILES.items():
        write_file(tmp_path / name / "file", content)
    early = {"date": {"uts": "1033430400"}}
    scrobbles = [lastfm_track(), lastfm_track(), lastfm_track(**early)]
    write_file(tmp_path / "repeated" / "file", [{"track": scrobbles}])
    skipped = rockbox_log(ROCKBOX_ENTRY.replace("\tL\t", "\tS\t"))
    write_file(tmp_path / "skipped" / "file", skipped)
    copy = brainz_listen(
        {"music_service": "spotify.com", "ms_played": 31_000}, listened_at=AT_S + 900
    )
    write_file(tmp_path / "copy" / "file", copy)
    with closing(blank()) as before:
        import_into(before, tmp_path, file_zone=ZONE)
        with closing(imported(exported(before, tmp_path / "all.json"))) as after:
            for name in ("v_plays", "v_evidence", "v_known_spans", "v_heard"):
                assert view(after, name) == view(before, name), name
            sources = {row["source"] for row in view(after, "v_evidence")}
            assert {Origin.SPOTIFY_COPY, Origin.ROCKBOX, Origin.YOUTUBE, Origin.APPLE} < sources


def test_a_show_that_was_never_heard_makes_later_episodes_podcasts_all_the_same(
    tmp_path: Path,
) -> None:
    with closing(blank()) as before:
        import_into(before, write_file(tmp_path / "YourLibrary.json", library(shows=["Talk"])))
        with closing(imported(exported(before, tmp_path / "all.json"))) as after:
            old = {"artistName": "TALK", "trackName": "One", "msPlayed": 90_000}
            row = {**old, "endTime": "2023-05-01 08:00"}
            import_into(after, write_file(tmp_path / "StreamingHistory0.json", [row]))
            assert [one["kind"] for one in view(after, "v_plays")] == ["podcast"]


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_importing_an_export_where_it_came_from_changes_nothing(
    folder: Path, data: st.DataObject
) -> None:
    with closing(data.draw(mixtures(folder))) as conn:
        before = view(conn, "v_plays"), view(conn, "v_evidence")
        import_into(conn, exported(conn, folder / "own.json"))
        assert (view(conn, "v_plays"), view(conn, "v_evidence")) == before


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_other_programs_count_every_play_once(folder: Path, data: st.DataObject) -> None:
    """They sum up ``ms_played``: it is 0 where a row is only evidence."""
    with closing(data.draw(mixtures(folder))) as conn:
        shown = [row.ms_played for row in history_rows(conn, None, None) if row.ms_played]
        heard = [heard for (heard,) in conn.execute("select heard_ms from v_plays") if heard]
        assert sorted(shown) == sorted(heard)


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_a_window_exports_the_plays_that_start_in_it(folder: Path, data: st.DataObject) -> None:
    since_ms = BEGIN_MS + data.draw(st.integers(-600_000, 600_000))
    until_ms = since_ms + data.draw(st.integers(1, 1_200_000))
    window = Window(
        label="", since=from_ms(since_ms, ZONE), until=from_ms(until_ms, ZONE), zone=ZONE
    )
    with closing(data.draw(mixtures(folder))) as conn:
        wanted = conn.execute(
            "select heard_ms from v_plays where started_ms >= ? and started_ms < ?",
            (since_ms, until_ms),
        )
        expected = sorted(heard for (heard,) in wanted if heard)
        found = list(history_rows(conn, window, None))
    assert sorted(row.ms_played for row in found if row.ms_played) == expected


def test_rows_that_end_at_once_are_exported_once(tmp_path: Path) -> None:
    """The first twenty thousand rows are read in one portion, which ends among them."""
    begin = BEGIN.replace(year=2015)
    apart = [
        extended_row(ts=f"{begin + timedelta(minutes=5 * number):%Y-%m-%dT%H:%M:%SZ}")
        for number in range(19_995)
    ]
    at_once = [extended_row(ms_played=number, skipped=None) for number in range(20)]
    path = write_file(tmp_path / "many.json", [*apart, *at_once])
    with closing(blank()) as conn:
        import_into(conn, path)
        stored = conn.execute("select count(*) from v_evidence").fetchone()[0]
        assert sum(1 for _ in history_rows(conn, None, None)) == stored > 20_000


def test_a_redacted_export_has_the_same_figures_and_no_name(tmp_path: Path) -> None:
    plays = listen(5, plays=60)
    files = [
        write_extended(tmp_path / "a.json", plays, seed=5, respelled=False),
        write_account(tmp_path / "b" / "StreamingHistory0.json", plays[20:], seed=0),
        tmp_path / "b" / "YourLibrary.json",
    ]
    with closing(blank()) as before:
        import_into(before, *files)
        path = exported(before, tmp_path / "redacted.json", redaction=Redaction(b"salt"))
        names = {row[name] for row in view(before, "v_plays") for name in _NAMES}
        text = path.read_text("utf-8")
        assert [name for name in names if name and f'"{name}"' in text] == []
        with closing(imported(path)) as after:
            for name in ("v_plays", "v_known_spans"):
                assert view(after, name, without=_NAMES) == view(before, name, without=_NAMES)


def test_two_redacted_exports_have_no_digest_in_common() -> None:
    one, other = Redaction(b"one"), Redaction(b"two")
    assert one.name("Paper Boats") == one.name("PAPER  boats") != other.name("Paper Boats")
    assert one.address("spotify:track:1") != other.address("spotify:track:1")


@pytest.mark.parametrize(
    ("uri", "kind"),
    [
        ("spotify:track:4PaperBoats", "spotify:track:"),
        ("spotify:local:The+Lanterns:Low+Tide:Paper+Boats:184", "spotify:local:"),
        ("Paper Boats", "spotify:local:"),
        ("spotify:Paper Boats", "spotify:local:"),
    ],
)
def test_a_redacted_address_keeps_its_kind_alone(uri: str, kind: str) -> None:
    redacted = Redaction(b"salt").address(uri)
    assert redacted is not None
    assert redacted.startswith(kind)
    assert len(redacted) == len(kind) + 22


def rows(path: Path) -> Iterator[str]:
    return (line.removesuffix(",") for line in path.read_text("utf-8").splitlines())
