from dataclasses import replace
from itertools import count

import pytest

from musicanalyser.listening.definitions import CountAs
from musicanalyser.report import Coverage, Layout
from musicanalyser.stats import lyrics
from musicanalyser.stats.base.question import RankBy
from tests.stats.history import FACTS, MINUTE, History, Song, asked, column, columns, figure, part

WEEK = asked("2025-03-10", "2025-03-17")


USUAL = FACTS["lyrics"]


def _song(title: str) -> Song:
    return Song(title=title, artist=f"by {title}", album=None, uri=f"x:{title}")


def _known(history: History, title: str, **facts: object) -> None:
    """Add the lyric of a track; ``facts`` replace its usual figures."""
    history.fact("lyrics", f"x:{title}", **{**USUAL, **facts})


def _instrumental(history: History, title: str) -> None:
    _known(history, title, **{**dict.fromkeys(USUAL), "instrumental": 1})


def _play(history: History, title: str, minutes: int, *, day: str = "2025-03-12") -> None:
    history.play(f"{day} 08:00", minutes * MINUTE, song=_song(title))


def test_figures_are_weighted_by_the_time_heard(history: History) -> None:
    _play(history, "a", 10)
    _play(history, "b", 30)
    _known(history, "a", words=100, repetition=0.2, sentiment=0.5, profanity=0.04)
    _known(history, "b", words=300, repetition=0.6, sentiment=-0.1, profanity=0.0)
    report = lyrics.answer(history.conn, WEEK)
    assert report.layout is Layout.FIGURES
    assert figure(report, "repetition") == pytest.approx(0.5)
    assert figure(report, "positivity") == pytest.approx(0.525)
    assert figure(report, "profanity") == pytest.approx(0.01)
    assert figure(report, "median_words") == 300
    assert figure(report, "instrumental_share") == 0.0
    assert report.coverage == Coverage(what="lyrics", share=1.0)


def test_without_a_detector_the_answer_says_that_no_language_is_known(history: History) -> None:
    _play(history, "a", 10)
    of_language = dict.fromkeys(("language", "sentiment", "profanity", "themes"))
    _known(history, "a", words=100, **of_language)
    report = lyrics.answer(history.conn, WEEK)
    assert figure(report, "median_words") == 100
    assert figure(report, "main_language") is None
    assert "Language: known for 0% of the time with words." in report.notes
    languages = part(report, "lyric-languages")
    assert (languages.rows, languages.empty) == ((), "No language is known.")


def test_instrumental_music_is_known_but_weighs_in_no_other_figure(history: History) -> None:
    _play(history, "a", 10)
    _play(history, "b", 30)
    _known(history, "a", repetition=0.2, words=100)
    _instrumental(history, "b")
    report = lyrics.answer(history.conn, WEEK)
    assert figure(report, "instrumental_share") == 0.75
    assert figure(report, "repetition") == pytest.approx(0.2)
    assert figure(report, "median_words") == 100
    assert report.coverage == Coverage(what="lyrics", share=1.0)


def test_nothing_but_instrumental_music_has_no_words_to_tell_of(history: History) -> None:
    _play(history, "a", 10)
    _instrumental(history, "a")
    report = lyrics.answer(history.conn, WEEK)
    assert report.rows[0] == (
        "the window", 1.0, None, None, None, None, None, None, 1.0,
    )  # fmt: skip
    assert [one.rows for one in report.parts] == [()] * 5


def test_what_is_unknown_weighs_nothing_and_is_never_zero(history: History) -> None:
    _play(history, "a", 10)
    _play(history, "b", 30)
    _known(history, "a", sentiment=0.5, profanity=0.02, themes=("love",))
    _known(history, "b", language="ru", sentiment=None, profanity=None, themes=None)
    report = lyrics.answer(history.conn, WEEK)
    assert figure(report, "positivity") == pytest.approx(0.75)
    assert figure(report, "profanity") == pytest.approx(0.02)
    assert report.notes == (
        "Positivity (English lyrics): known for 25% of the time with words.",
        "Profanity and themes (English, German, Spanish): known for 25% of the time with words.",
    )
    assert columns(part(report, "lyric-themes"), "theme", "share") == [("love", 1.0)]


def test_tracks_whose_lyrics_are_unknown_are_left_out_and_counted_as_such(history: History) -> None:
    _play(history, "a", 30)
    _play(history, "b", 20)
    _known(history, "a", words=100)
    report = lyrics.answer(history.conn, WEEK)
    assert report.coverage == Coverage(what="lyrics", share=0.6)
    assert figure(report, "median_words") == 100


def test_a_miss_is_not_known(history: History) -> None:
    _play(history, "a", 30)
    _play(history, "b", 20)
    _known(history, "a")
    _known(history, "b", words=10_000)
    conn = history.conn
    conn.execute("pragma query_only = off")
    conn.execute("update facts set status = 'missing', data = null where subject = 'x:b'")
    report = lyrics.answer(history.conn, WEEK)
    assert report.coverage == Coverage(what="lyrics", share=0.6)


@pytest.mark.parametrize(("minutes", "enough"), [(40, True), (39, False)])
def test_below_two_fifths_there_is_no_answer_but_the_way_to_one(
    history: History, minutes: int, *, enough: bool
) -> None:
    _play(history, "a", minutes)
    _play(history, "b", 100 - minutes)
    _known(history, "a")
    report = lyrics.answer(history.conn, WEEK)
    assert bool(report.rows) is enough
    assert bool(report.parts) is enough
    assert report.coverage == Coverage(what="lyrics", share=minutes / 100)
    if not enough:
        assert report.empty == (
            "Known for 39% of your listening time; 40% are needed. Run: musicanalyser enrich lyrics"
        )


def test_the_window_before_is_told_beside_it(history: History) -> None:
    _play(history, "a", 10)
    _play(history, "b", 10, day="2025-03-05")
    _known(history, "a", words=100)
    _known(history, "b", words=300)
    report = lyrics.answer(history.conn, WEEK)
    assert columns(report, "period", "median_words") == [
        ("the window", 100),
        ("previous 7 days", 300),
    ]


def test_a_window_before_that_is_hardly_known_stays_unknown(history: History) -> None:
    _play(history, "a", 10)
    _play(history, "a", 10, day="2025-03-04")
    _play(history, "b", 90, day="2025-03-05")
    _known(history, "a")
    before = lyrics.answer(history.conn, WEEK).rows[1]
    assert before == ("previous 7 days", *(None,) * 7, 0.1)


def test_what_is_known_of_one_id_holds_for_all_ids_of_the_song(history: History) -> None:
    history.play("2025-03-12 08:00", 10 * MINUTE, song=replace(_song("a"), uri="x:single"))
    history.play("2025-03-12 09:00", 30 * MINUTE, song=replace(_song("a"), uri="x:album"))
    history.play("2024-01-01 09:00", 30 * MINUTE, song=replace(_song("a"), uri="x:live"))
    _known(history, "live", words=77)
    report = lyrics.answer(history.conn, WEEK)
    assert report.coverage == Coverage(what="lyrics", share=1.0)
    assert figure(report, "median_words") == 77


def test_languages_and_themes_are_ranked_by_time(history: History) -> None:
    for title, minutes in (("a", 10), ("b", 30), ("c", 5), ("d", 15)):
        _play(history, title, minutes)
    _known(history, "a", language="de", themes=("love", "night"))
    _known(history, "b", language="en", themes=("night",))
    _known(history, "c", language="de", themes=())
    _known(history, "d", language=None, themes=None, profanity=None, sentiment=None)
    report = lyrics.answer(history.conn, WEEK)
    assert columns(part(report, "lyric-languages"), "language", "heard_ms", "share", "tracks") == [
        ("en", 30 * MINUTE, 30 / 45, 1),
        ("de", 15 * MINUTE, 15 / 45, 2),
    ]
    assert columns(part(report, "lyric-themes"), "theme", "heard_ms", "share", "tracks") == [
        ("night", 40 * MINUTE, 40 / 45, 2),
        ("love", 10 * MINUTE, 10 / 45, 1),
    ]
    assert (figure(report, "main_language"), figure(report, "main_theme")) == ("en", "night")


def test_extremes_are_led_by_the_most(history: History) -> None:
    for title in "abc":
        _play(history, title, 10)
    _known(history, "a", words=100, repetition=0.9, profanity=0.0)
    _known(history, "b", words=900, repetition=0.0, profanity=0.05)
    _known(history, "c", words=None, repetition=None, profanity=None)
    report = lyrics.answer(history.conn, WEEK)
    assert columns(part(report, "wordiest-tracks"), "title", "words") == [("b", 900), ("a", 100)]
    assert columns(part(report, "most-repetitive-tracks"), "title", "repetition") == [("a", 0.9)]
    assert columns(part(report, "most-profane-tracks"), "title", "profanity") == [("b", 0.05)]


def test_extremes_are_sought_among_favourites_alone(history: History) -> None:
    for one in range(51):
        history.play(f"2025-03-12 0{one % 10}:{one:02}", (60 - one) * MINUTE, song=_song(f"s{one}"))
        _known(history, f"s{one}", words=100 + one)
    report = lyrics.answer(history.conn, replace(WEEK, limit=100))
    titles = column(part(report, "wordiest-tracks"), "title")
    assert (len(titles), titles[0]) == (50, "s49")


def test_favourites_follow_what_counts_and_the_rank_that_is_asked(history: History) -> None:
    history.play("2025-03-12 08:00", 20_000, song=_song("short"))
    history.play("2025-03-12 09:00", 60_000, song=_song("long"))
    _known(history, "short")
    _known(history, "long")
    for rank_by in RankBy:
        question = replace(WEEK, rank_by=rank_by)
        report = lyrics.answer(history.conn, question)
        assert column(part(report, "wordiest-tracks"), "title") == ["long"]
        every = lyrics.answer(history.conn, replace(question, count_as=CountAs.ANY))
        assert column(part(every, "wordiest-tracks"), "title") == ["long", "short"]


def test_private_plays_take_part_only_if_asked(history: History) -> None:
    history.play("2025-03-12 08:00", song=_song("a"), private=True)
    _known(history, "a")
    assert lyrics.answer(history.conn, WEEK).rows == ()
    report = lyrics.answer(history.conn, replace(WEEK, private=True))
    assert figure(report, "median_words") == 200
    assert "Private sessions included." in report.definition


def test_the_source_is_credited(history: History) -> None:
    _play(history, "a", 10)
    _known(history, "a")
    assert lyrics.answer(history.conn, WEEK).credits == (
        "Lyrics: LRCLIB (https://lrclib.net); only figures about them are kept.",
    )


def _steps(history: History) -> int:
    steps = count()
    history.conn.set_progress_handler(lambda: next(steps) and 0, 100)
    lyrics.answer(history.conn, WEEK)
    history.conn.set_progress_handler(None, 100)
    return next(steps)


def test_lyrics_that_nobody_heard_in_the_window_cost_nothing(history: History) -> None:
    for one in range(100):
        history.play(f"2025-03-12 {one // 10:02}:{one % 10 * 5:02}", song=_song(f"s{one}"))
        _known(history, f"s{one}")
    few = _steps(history)
    for one in range(2_000):
        _known(history, f"unheard{one}")
    assert _steps(history) <= 1.2 * few + 10
