"""The share of the music time for which a source has facts."""

from contextlib import closing
from pathlib import Path

from musicanalyser.model.subject import Miss, SourceFact
from musicanalyser.store.facts import source_facts
from musicanalyser.store.facts.coverage import share_by_source
from tests.flows.histories import blank, import_into
from tests.imports.sample_rows import Row, extended_row, nameless_row, write_file

SINGLE, ALBUM, OTHER = (f"spotify:track:{letter * 22}" for letter in "abc")
ADA = "spotify:artist:" + "x" * 22


def song(uri: str, title: str, *, ms: int, day: int, **fields: object) -> Row:
    names = {"spotify_track_uri": uri, "master_metadata_track_name": title}
    return extended_row(ts=f"2024-03-{day:02}T12:00:00Z", ms_played=ms, **{**names, **fields})


ROWS = [
    song(SINGLE, "Hit", ms=100_000, day=1),
    song(ALBUM, "Hit", ms=200_000, day=2),
    song(OTHER, "Other", ms=100_000, day=3),
    song(OTHER, "Other", ms=400_000, day=4, incognito_mode=True),
    nameless_row(ts="2024-03-05T12:00:00Z", ms_played=900_000, episode_name="Tides"),
]


def test_shares_count_all_ids_of_a_song_and_no_private_plays_or_podcasts(tmp_path: Path) -> None:
    with closing(blank()) as conn:
        assert share_by_source(conn) == {}
        import_into(conn, write_file(tmp_path / "a.json", ROWS))
        assert share_by_source(conn) == {}
        artists = {"artists": [{"uri": ADA, "name": "Ada"}]}
        source_facts.add(conn, "tracks", [SourceFact(subject=OTHER, data=artists)], fetched_ms=1)
        source_facts.add(
            conn,
            "features",
            [SourceFact(subject=ALBUM, data={}), Miss(subject=OTHER)],
            fetched_ms=1,
        )
        source_facts.add(conn, "genres", [SourceFact(subject=ADA, data={})], fetched_ms=1)
        source_facts.add(conn, "lyrics", [Miss(subject=SINGLE)], fetched_ms=1)
        shares = share_by_source(conn)
        assert shares == {"tracks": 0.25, "features": 0.75, "genres": 0.25}
        (since_ms,) = conn.execute(
            "select started_ms from v_plays where title = 'Other' and private = 0"
        ).fetchone()
        assert share_by_source(conn, (since_ms, since_ms + 1)) == {
            "tracks": 1.0,
            "genres": 1.0,
        }
        assert "tracks" not in share_by_source(conn, (0, since_ms))
