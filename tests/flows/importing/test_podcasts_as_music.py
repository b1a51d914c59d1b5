"""Episodes that old account data lists like tracks become podcasts once their show is known."""

from collections import Counter
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest

from musicanalyser.flows.recording.record import rebuild_plays
from tests.flows.histories import ZONE, blank, import_into
from tests.imports.sample_rows import account_row, extended_row, nameless_row, write_file

SHOW = "Harbour Talk"
LIBRARY = {"tracks": [], "shows": [{"name": SHOW}, {"name": "Weather"}], "bannedTracks": []}
OLD_ROWS = [
    account_row(trackName="Low Tide", artistName=SHOW, endTime="2022-03-01 08:40"),
    account_row(trackName="High Tide", artistName="HARBOUR  talk", endTime="2022-03-02 08:40"),
    account_row(trackName="Paper Boats", artistName="The Lanterns", endTime="2022-03-02 09:00"),
]
EPISODE = nameless_row(
    ts="2024-06-01T08:00:00Z",
    episode_name="Spring Tide",
    episode_show_name=SHOW,
    spotify_episode_uri="spotify:episode:1",
)
NEW_PODCAST_ROW = {
    "endTime": "2024-07-01 08:00",
    "podcastName": SHOW,
    "episodeName": "Neap Tide",
    "msPlayed": 60_000,
}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return write_file(tmp_path / "old" / "StreamingHistory0.json", OLD_ROWS)


def kinds(*paths: Path) -> Counter[str]:
    with closing(blank()) as conn:
        for path in paths:
            import_into(conn, path)
        settled = conn.execute("select id, kind from v_plays").fetchall()
        rebuild_plays(conn, zone=ZONE)
        assert conn.execute("select id, kind from v_plays").fetchall() == settled
        return Counter(kind for _, kind in settled)


def test_without_a_show_they_are_music_and_the_import_says_so(old: Path) -> None:
    assert kinds(old) == {"music": 3}
    with closing(blank()) as conn:
        assert import_into(conn, old).podcasts_by_show == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("YourLibrary.json", LIBRARY),
        ("Streaming_History_Audio_2024.json", [EPISODE]),
        ("StreamingHistory_podcast_0.json", [NEW_PODCAST_ROW]),
    ],
)
def test_a_show_that_becomes_known_at_any_time_makes_them_podcasts(
    old: Path, tmp_path: Path, name: str, content: object
) -> None:
    shows = write_file(tmp_path / "shows" / name, content)
    expected = Counter(music=1, podcast=2 + isinstance(content, list))
    for order in permutations((old, shows)):
        assert kinds(*order) == expected


def test_the_artist_of_a_track_with_an_address_is_no_show(old: Path, tmp_path: Path) -> None:
    library = write_file(tmp_path / "YourLibrary.json", LIBRARY)
    track = extended_row(master_metadata_album_artist_name=SHOW)
    band = write_file(tmp_path / "endsong_0.json", [track])
    for order in permutations((old, library, band)):
        assert kinds(*order) == {"music": 4}


def test_the_result_counts_shows_and_the_plays_they_change(old: Path) -> None:
    write_file(old.parent / "YourLibrary.json", LIBRARY)
    with closing(blank()) as conn:
        result = import_into(conn, old.parent)
        assert [(file.name, file.rows, file.shows) for file in result.files] == [
            ("StreamingHistory0.json", 3, 0),
            ("YourLibrary.json", 0, 2),
        ]
        assert result.podcasts_by_show == 2


@pytest.mark.parametrize(
    "content", [b'{"tracks": [], "shows": 7, "x": "spotify:"}', b'{"tracks": [ "spotify:']
)
def test_a_library_that_cannot_be_read_is_damaged(tmp_path: Path, content: bytes) -> None:
    with closing(blank()) as conn:
        (file,) = import_into(conn, write_file(tmp_path / "YourLibrary.json", content)).files
        assert file.is_damaged
