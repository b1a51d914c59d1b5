"""The order in which sources arrive changes nothing: every order gives the same plays."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.flows.recording.record import rebuild_plays
from tests.flows.histories import ZONE, assert_sound, imported, plays, tables
from tests.imports.sample_rows import Row, account_row, extended_row, write_file

BEGIN = datetime(2024, 1, 5, 14, 0, tzinfo=UTC)
URIS = ["spotify:track:1", "spotify:track:2", "spotify:track:3"]
NAMES = [("Paper Boats", "Low Tide"), ("PAPER  boats", "Low Tide"), ("Anchor", "High Tide")]
RENAMED = ("Paper Boats (Remastered)", "Low Tide (Deluxe)")

_numbers = count()

heard = st.tuples(
    st.sampled_from([0, 5, 20, 55, 200, 600, 900]),  # seconds after the one before
    st.sampled_from([0, 1_500, 5_000, 40_000, 41_000, 180_000]),
    st.integers(0, 2),
    st.sampled_from(["trackdone", "fwdbtn", "logout", ""]),
    st.booleans(),  # heard offline
)
Heard = tuple[int, int, int, str, bool]


@dataclass(frozen=True, kw_only=True)
class Vintage:
    """How exports of a year write what all of them know."""

    stamps: Callable[[int], int | None]
    skipped: Callable[[str], bool | None]
    private: bool | None
    tells_offline: bool
    renamed: int
    """The track that was renamed that year."""


vintages = st.builds(
    Vintage,
    stamps=st.sampled_from([lambda at_ms: at_ms, lambda _: None, lambda at_ms: at_ms // 1_000]),
    skipped=st.sampled_from(
        [lambda _: None, lambda _: False, lambda reason: reason in {"fwdbtn", ""}]
    ),
    private=st.sampled_from([None, False, True]),
    tells_offline=st.booleans(),
    renamed=st.integers(0, 3),
)


def extended_file(folder: Path, history: Sequence[Heard], vintage: Vintage) -> Path:
    """Write an extended history, its last row twice."""
    rows = []
    at = BEGIN
    for pause_s, played_ms, track, reason, offline in history:
        at += timedelta(seconds=pause_s)
        title, album = RENAMED if track == vintage.renamed else NAMES[track]
        started_ms = int(at.timestamp()) * 1_000 - played_ms - 300 * (track + 1)
        rows.append(
            extended_row(
                ts=f"{at:%Y-%m-%dT%H:%M:%SZ}",
                ms_played=played_ms,
                spotify_track_uri=URIS[track],
                master_metadata_track_name=title,
                master_metadata_album_album_name=album,
                reason_end=reason,
                skipped=vintage.skipped(reason),
                offline=offline and vintage.tells_offline,
                offline_timestamp=vintage.stamps(started_ms),
                incognito_mode=vintage.private,
            )
        )
    return write_file(folder / f"{next(_numbers)}.json", [*rows, *rows[-1:]])


def account_file(folder: Path, history: Sequence[Heard], *, since: int) -> Path:
    """Write the account data: minutes only, podcasts and all in one."""
    rows: list[Row] = []
    at = BEGIN
    for pause_s, played_ms, track, _, _ in history:
        at += timedelta(seconds=pause_s)
        rows.append(
            account_row(
                endTime=f"{at:%Y-%m-%d %H:%M}", trackName=NAMES[track][0], msPlayed=played_ms
            )
        )
    return write_file(folder / f"{next(_numbers)}.json", rows[since:])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports")


@st.composite
def exports(draw: st.DrawFn, *, folder: Path) -> list[Path]:
    """Draw a history as three exports: an old one, a new one, and account data."""
    history = draw(st.lists(heard, min_size=1, max_size=6))
    old, other = draw(vintages), draw(vintages)
    name = draw(st.sampled_from([None, "skipped", "private", "tells_offline", "stamps"]))
    new = replace(old, **{name: getattr(other, name)}) if name else other
    return [
        extended_file(folder, history[: draw(st.integers(1, 6))], old),
        extended_file(folder, history, new),
        account_file(folder, history, since=draw(st.integers(0, 5))),
    ]


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_every_order_of_exports_gives_the_same_plays(folder: Path, data: st.DataObject) -> None:
    files = data.draw(exports(folder=folder))
    with closing(imported(*files)) as conn:
        assert_sound(conn)
        expected = plays(conn)
    for order in list(permutations(files))[1:]:
        with closing(imported(*order)) as conn:
            assert_sound(conn)
            assert plays(conn) == expected


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_rebuild_gives_exactly_what_the_imports_gave(folder: Path, data: st.DataObject) -> None:
    files = data.draw(exports(folder=folder))
    with closing(imported(*data.draw(st.permutations(files)))) as conn:
        before = tables(conn)
        assert rebuild_plays(conn, zone=ZONE) == len(plays(conn))
        assert tables(conn) == before


def test_a_track_without_an_address_has_the_names_of_its_latest_play(tmp_path: Path) -> None:
    files = [
        write_file(tmp_path / f"{year}.json", [account_row(endTime=f"{year}-01-05 14:23", **names)])
        for year, names in {
            2022: {"trackName": "PAPER BOATS", "artistName": "the lanterns"},
            2024: {"trackName": "Paper Boats", "artistName": "The Lanterns"},
            2023: {"trackName": "paper boats", "artistName": "The  Lanterns"},
        }.items()
    ]
    for order in permutations(files):
        with closing(imported(*order)) as conn:
            named = conn.execute("select distinct title, artist from v_plays").fetchall()
            assert named == [("Paper Boats", "The Lanterns")]


def test_a_song_that_is_renamed_without_a_new_row_is_measured_again(tmp_path: Path) -> None:
    """A known row can bring another name, and so another length, for the same time."""
    other = extended_row(spotify_track_uri=URIS[1], ts="2024-02-05T14:23:10Z")
    skip = extended_row(
        spotify_track_uri=URIS[0],
        ms_played=100_000,
        reason_end="endplay",
        master_metadata_track_name="Anchor",
    )
    first = write_file(tmp_path / "1.json", [skip, other])
    second = write_file(
        tmp_path / "2.json", [{**skip, "master_metadata_track_name": "Paper Boats"}]
    )
    with closing(imported(first, second)) as conn:
        before = tables(conn)
        rebuild_plays(conn, zone=ZONE)
        assert tables(conn) == before


@pytest.mark.parametrize(
    "fields",
    [
        {"skipped": True, "reason_end": ""},
        {"incognito_mode": True},
        {"offline": True, "offline_timestamp": 1_704_464_300},
        {"offline": True},
        {"offline_timestamp": 1_704_464_300},
        {"offline_timestamp": 1_704_464_300_123},
        {"reason_end": "fwdbtn"},
        {"reason_end": None},
        {"spotify_track_uri": None},
        {"spotify_track_uri": URIS[0]},
        {"master_metadata_album_album_name": "High Tide"},
    ],
    ids=repr,
)
@pytest.mark.parametrize("stamp", [None, 1_704_464_300])
@pytest.mark.parametrize("name", ["Audio.json", "Video.json"])
def test_a_row_that_differs_in_another_export_is_one_play_in_either_order(
    fields: Row, stamp: int | None, name: str, tmp_path: Path
) -> None:
    row = extended_row(reason_end="", offline_timestamp=stamp)
    one = write_file(tmp_path / "old" / "Audio.json", [row])
    other = write_file(tmp_path / "new" / name, [{**row, **fields}])
    with closing(imported(one, other)) as there, closing(imported(other, one)) as back:
        assert plays(there) == plays(back)
        assert len(plays(there)) == 1
