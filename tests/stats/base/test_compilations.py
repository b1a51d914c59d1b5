import pytest

from musicanalyser.stats import discoveries, overview, skips, top_artists, top_tracks, variety
from tests.stats.history import History, Song, asked, columns, part

WEEK = asked("2025-03-10", "2025-03-17")
NOTE = "Various Artists is no artist, and is in no list of artists."


@pytest.fixture
def compiled(history: History) -> History:
    history.play("2025-03-12 08:00", song=Song(title="Hit", artist="Various Artists"))
    history.play("2025-03-12 09:00", song=Song(title="Own", artist="Band"))
    return history


def test_a_compilation_is_no_artist_but_has_tracks(compiled: History) -> None:
    artists = top_artists.answer(compiled.conn, WEEK)
    assert columns(artists, "artist", "share") == [("Band", 0.5)]
    assert artists.notes == (NOTE,)
    assert artists.coverage is not None
    assert artists.coverage.share == 0.5
    tracks = top_tracks.answer(compiled.conn, WEEK)
    assert set(columns(tracks, "title", "artist")) == {("Hit", "Various Artists"), ("Own", "Band")}
    assert tracks.notes == ()


def test_a_compilation_is_neither_new_nor_skipped_nor_counted(compiled: History) -> None:
    new = discoveries.answer(compiled.conn, WEEK)
    assert columns(new, "tracks", "artists") == [(2, 1), (0, 0)]
    assert NOTE in new.notes
    never = part(skips.answer(compiled.conn, WEEK), "never-skipped-artists")
    assert columns(never, "artist") == [("Band",)]
    for statistic in (skips, variety, overview):
        assert NOTE in statistic.answer(compiled.conn, WEEK).notes
    assert columns(variety.answer(compiled.conn, WEEK), "artists", "tracks")[0] == (1, 2)


@pytest.mark.parametrize("name", ["VERSCHIEDENE  Interpreten", "Artistes VARIÉS", "群星", "V.A."])
def test_translations_are_recognised_in_any_case(history: History, name: str) -> None:
    history.play("2025-03-12 08:00", song=Song(title="Hit", artist=name))
    assert top_artists.answer(history.conn, WEEK).rows == ()
