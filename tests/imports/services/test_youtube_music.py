"""The watch history of YouTube, of which only the music is a listening history."""

from string import ascii_lowercase

import pytest

from musicanalyser.imports.services.watch_titles import TitleCleaner
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import ItemKind
from tests.imports.sample_rows import to_json
from tests.imports.services.service_files import AT_MS, one_play, read_service, reasons, watched

VIDEO = "https://www.youtube.com/watch?v=00000000000"
CHANNEL = [{"name": "The Lanterns"}]


def music(*entries: object) -> list[Sighting]:
    found = read_service("youtube-music", to_json(list(entries)))
    return [one for one in found if isinstance(one, Sighting)]


@pytest.mark.parametrize(
    ("entry", "is_music"),
    [
        (watched(), True),
        (watched(header="YouTube", titleUrl=VIDEO), True),
        (watched(header="YouTube", titleUrl=VIDEO, subtitles=CHANNEL), False),
        (watched(header="YouTube", subtitles=CHANNEL), True),
        (watched(titleUrl=VIDEO, subtitles=CHANNEL), True),
        (watched(details=[{"name": "From Google Ads"}]), False),
        (watched(details=[{"name": "Von Google Ads"}]), False),
        (watched(titleUrl="https://www.youtube.com/post/0"), False),
        (watched(titleUrl=None), False),
    ],
)
def test_only_music_that_was_played_is_read(entry: object, is_music: bool) -> None:
    assert len(music(entry)) == is_music


@pytest.mark.parametrize(
    ("title", "channel", "names"),
    [
        ("Watched Paper Boats", "The Lanterns - Topic", ("Paper Boats", "The Lanterns")),
        ("Watched Boats - Live", "The Lanterns - Topic", ("Boats - Live", "The Lanterns")),
        ("Watched Paper Boats", "Release - Topic", ("Paper Boats", None)),
        ("Watched The Lanterns - Boats", "LanternsVEVO", ("Boats", "The Lanterns")),
        ("Watched Paper Boats", "The Lanterns", ("Paper Boats", "The Lanterns")),
        ("Watched Paper - ", "The Lanterns", ("Paper -", "The Lanterns")),
    ],
)
def test_the_channel_or_the_title_names_the_artist(
    title: str, channel: str, names: tuple[str, str | None]
) -> None:
    content = to_json([watched(title=title, subtitles=[{"name": channel}])])
    item = one_play("youtube-music", content).item
    assert (item.title, item.artist) == names


def test_a_video_that_is_gone_was_played_all_the_same() -> None:
    entry = watched(title=f"Watched {VIDEO}")
    del entry["subtitles"]
    play = one_play("youtube-music", to_json([entry]))
    assert (play.item.kind, play.item.title, play.ended_ms) == (ItemKind.UNKNOWN, None, AT_MS + 123)


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("Watched ", ""),
        ("", " angesehen"),
        ("Vous avez regard\u00e9\u00a0", ""),
        ("\u0412\u044b \u0441\u043c\u043e\u0442\u0440\u0435\u043b\u0438 \u00ab", "\u00bb"),
        ("", "\uc744(\ub97c) \uc2dc\uccad\ud568"),
    ],
)
def test_the_verb_of_any_language_is_removed(before: str, behind: str) -> None:
    songs = [f"{letter}ong {letter}" for letter in ascii_lowercase]
    entries = [watched(title=f"{before}{song}{behind}") for song in songs]
    assert [one.item.title for one in music(*entries)] == songs


def test_a_short_file_teaches_no_verb() -> None:
    entries = [watched(title=title) for title in ("The One", "The Two", "Watched The Three")]
    assert [one.item.title for one in music(*entries)] == ["The One", "The Two", "The Three"]


def test_a_word_that_many_titles_share_is_no_verb() -> None:
    cleaner = TitleCleaner()
    for number in range(100):
        cleaner.learn(f"{'The' if number < 80 else 'A'} Song {number}")
    assert cleaner.clean("The Song 1") == "The Song 1"


def test_malformed_entries_say_why() -> None:
    rows = [watched(time="now"), watched(time=None), watched(title="Watched "), "x"]
    assert sorted(reasons("youtube-music", to_json(rows))) == [
        "expected object, got str",
        "expected str, got null in time",
        "no title",
        "the date is not a time",
    ]
