from dataclasses import replace
from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.stats import genres
from musicanalyser.stats.facts.genre_tags import Tag, genres_from, times_ms
from tests.stats.history import MINUTE, History, asked, column, columns, part
from tests.stats.known_songs import about, play, song, tagged

WEEK = asked("2025-03-10", "2025-03-17")
ALL = asked(None, "2025-04-01")
TAGS = st.lists(
    st.builds(
        Tag,
        st.sampled_from(["genres", "lastfm"]),
        st.sampled_from(["rock", "pop", "jazz", "folk", "soul", "punk", "", "metal"]),
        st.integers(-3, 50),
        st.booleans(),
    ),
    max_size=12,
)


def test_the_time_of_a_song_is_shared_among_the_genres_of_its_artist(history: History) -> None:
    play(history, "a", 10)
    play(history, "b", 30)
    tagged(history, "a", ("trip hop", 3), ("dub", 1))
    tagged(history, "b", ("dub", 2))
    report = genres.answer(history.conn, WEEK)
    assert columns(report, "rank", "genre", "heard_ms", "share") == [
        (1, "dub", 32.5 * MINUTE, 32.5 / 40),
        (2, "trip hop", 7.5 * MINUTE, 7.5 / 40),
    ]


def test_curated_genres_are_preferred_to_free_tags_and_those_to_another_source(
    history: History,
) -> None:
    both = (Tag("genres", "seen live", 90, curated=False), Tag("genres", "dub", 1, curated=True))
    free = (Tag("lastfm", "awesome", 100, curated=False), Tag("genres", "doom", 2, curated=False))
    found = genres_from(both), genres_from(free), genres_from(free[:1])
    assert [one and (dict(one.shares), one.source) for one in found] == [
        ({"dub": 1.0}, "genres"),
        ({"doom": 1.0}, "genres"),
        ({"awesome": 1.0}, "lastfm"),
    ]
    play(history, "a", 10)
    tagged(history, "a", ("dub", 1))
    tagged(history, "a", ("chill", 9), source="lastfm", curated=False)
    assert column(genres.answer(history.conn, WEEK), "genre") == ["dub"]


def test_the_tags_of_an_artist_of_many_songs_take_part_once(history: History) -> None:
    for title in "abc":
        history.play("2025-03-12 08:00", song=replace(song(title), artist="Ada"))
    tagged(history, "a", ("dub", 3), ("noise", 1))
    report = genres.answer(history.conn, replace(WEEK, window=ALL.window))
    assert columns(report, "genre", "share") == [("dub", 3 / 4), ("noise", 1 / 4)]


def test_the_five_heaviest_genres_of_an_artist_take_part(history: History) -> None:
    play(history, "a", 15)
    tagged(history, "a", *((f"g{weight}", weight) for weight in (1, 2, 3, 4, 5, 6)))
    report = genres.answer(history.conn, WEEK)
    assert column(report, "genre") == ["g6", "g5", "g4", "g3", "g2"]
    assert column(report, "share") == [about(weight / 20) for weight in (6, 5, 4, 3, 2)]


def test_a_tag_that_others_voted_down_is_none(history: History) -> None:
    play(history, "a", 10)
    tagged(history, "a", ("rock", 0), ("pop", -2))
    report = genres.answer(history.conn, WEEK)
    assert report.rows == ()
    assert report.coverage is not None
    assert report.coverage.share == 0.0


def test_spelling_does_not_split_a_genre(history: History) -> None:
    for title, name in (("a", "Trip  Hop"), ("b", "trip hop")):
        play(history, title, 10)
        tagged(history, title, (name, 1))
    assert column(genres.answer(history.conn, WEEK), "genre") == ["trip hop"]


def test_shares_move_against_the_window_before(history: History) -> None:
    play(history, "a", 30)
    play(history, "b", 10)
    play(history, "b", 10, "2025-03-05 08:00")
    tagged(history, "a", ("rock", 1))
    tagged(history, "b", ("jazz", 1))
    report = genres.answer(history.conn, WEEK)
    assert columns(report, "genre", "previous_share", "change") == [
        ("rock", 0.0, 0.75),
        ("jazz", 1.0, -0.75),
    ]


def _three_months(history: History) -> None:
    for month, rock, jazz, dub in ((1, 10, 10, 0), (2, 15, 5, 0), (3, 5, 5, 10)):
        for title, minutes in (("rock", rock), ("jazz", jazz), ("dub", dub)):
            if minutes:
                play(history, title, minutes, f"2025-0{month}-15 08:00")
    for title in ("rock", "jazz", "dub"):
        tagged(history, title, (title, 1))


def test_months_tell_what_gained_and_what_lost_most(history: History) -> None:
    _three_months(history)
    shift = part(genres.answer(history.conn, asked("2025-01-01", "2025-04-01")), "genre-shift")
    assert shift.title == "From month to month"
    assert shift.rows == (
        ("2025-01", "jazz", 0.5, None, None, None, None),
        ("2025-02", "rock", 0.75, "rock", 0.25, "jazz", 0.25),
        ("2025-03", "dub", 0.5, "dub", 0.5, "rock", 0.5),
    )


def test_long_windows_are_told_by_years(history: History) -> None:
    _three_months(history)
    play(history, "jazz", 10, "2021-06-01 08:00")
    report = genres.answer(history.conn, asked(None, "2025-04-01"))
    shift = part(report, "genre-shift")
    assert (shift.title, column(shift, "interval")) == ("From year to year", ["2021", "2025"])
    assert shift.rows[1][3:] == ("rock", 0.5, "jazz", about(2 / 3))


def test_a_month_that_is_hardly_known_is_not_told_nor_measured_against(history: History) -> None:
    _three_months(history)
    play(history, "unknown", 40, "2025-02-15 09:00")
    shift = part(genres.answer(history.conn, asked("2025-01-01", "2025-04-01")), "genre-shift")
    assert shift.rows[1:] == (
        ("2025-02", None, None, None, None, None, None),
        ("2025-03", "dub", 0.5, None, None, None, None),
    )


def test_what_hardly_moved_neither_gained_nor_lost(history: History) -> None:
    for month, rock in ((1, 100), (2, 100.5)):
        play(history, "rock", rock, f"2025-0{month}-15 08:00")
        play(history, "jazz", 100, f"2025-0{month}-16 08:00")
    for title in ("rock", "jazz"):
        tagged(history, title, (title, 1))
    shift = part(genres.answer(history.conn, asked("2025-01-01", "2025-03-01")), "genre-shift")
    assert shift.rows[1][3:] == (None, None, None, None)


def test_the_sources_that_told_are_credited(history: History) -> None:
    play(history, "a", 10)
    tagged(history, "a", ("rock", 1))
    musicbrainz = "Genres: MusicBrainz, CC BY-NC-SA 3.0, by way of ListenBrainz."
    assert genres.answer(history.conn, WEEK).credits == (musicbrainz,)
    play(history, "b", 10)
    history.fact("tracks", "x:b", artists=[{"uri": "a:b"}])
    tagged(history, "b", ("rock", 1), source="lastfm", curated=False)
    assert genres.answer(history.conn, WEEK).credits == (
        musicbrainz,
        "Genres of artists whom MusicBrainz has none for: tags of Last.fm.",
    )


@given(TAGS)
def test_the_shares_of_a_song_are_its_whole(tags: list[Tag]) -> None:
    genres = genres_from(tags)
    if genres is not None:
        assert isclose(sum(genres.shares.values()), 1)
        assert all(0 < share <= 1 for share in genres.shares.values())
        assert len(genres.shares) <= 5
        assert "" not in genres.shares


@given(st.lists(st.tuples(TAGS, st.integers(0, 10**8)), max_size=8))
def test_the_times_of_all_genres_are_the_time_of_all_songs(
    songs: list[tuple[list[Tag], int]],
) -> None:
    shares = [(found.shares, ms) for tags, ms in songs if (found := genres_from(tags)) is not None]
    assert isclose(
        sum(times_ms(shares).values()), sum(ms for _, ms in shares), rel_tol=1e-9, abs_tol=1e-9
    )
