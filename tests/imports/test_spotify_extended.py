import pytest

from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from tests.imports.sample_rows import Row, extended_row, nameless_row, one_sighting, read_rows

EXTENDED = "spotify-extended"


def seen(**fields: object) -> Sighting:
    return one_sighting(EXTENDED, extended_row(**fields))


def test_a_row_is_read_without_what_identifies_its_owner() -> None:
    assert seen(username="owner", user_agent_decrypted="agent") == Sighting(
        origin=Origin.EXTENDED,
        item=Item(
            kind=ItemKind.MUSIC,
            uri="spotify:track:4PaperBoats",
            title="Paper Boats",
            artist="The Lanterns",
            album="Low Tide",
        ),
        row=1,
        ended_ms=1_704_464_590_000,
        played_ms=184_000,
        reason_start="clickrow",
        reason_end="trackdone",
        skipped=False,
        shuffle=False,
        offline=False,
        private=False,
        offline_ms=None,
        platform="android",
        country="DE",
    )


def test_a_row_needs_no_more_than_its_end_and_the_time_heard() -> None:
    least = one_sighting(EXTENDED, {"ts": "2024-01-05T14:23:10Z", "ms_played": 0})
    assert least.item == Item(kind=ItemKind.UNKNOWN, uri=None, title=None, artist=None, album=None)
    assert (least.reason_end, least.skipped, least.platform) == ("", None, None)


EPISODE = {
    "episode_name": "Tides",
    "episode_show_name": "Harbour Talk",
    "spotify_episode_uri": "spotify:episode:1",
}
CHAPTER = {
    "audiobook_title": "The Pilot",
    "audiobook_uri": "spotify:show:9",
    "audiobook_chapter_title": "Chapter 3",
    "audiobook_chapter_uri": "spotify:episode:93",
}


@pytest.mark.parametrize(
    ("fields", "item"),
    [
        (EPISODE, ("podcast", "spotify:episode:1", "Tides", "Harbour Talk")),
        ({**EPISODE, "spotify_episode_uri": None}, ("podcast", None, "Tides", "Harbour Talk")),
        (CHAPTER, ("audiobook", "spotify:episode:93", "Chapter 3", "The Pilot")),
        ({"audiobook_title": "The Pilot"}, ("audiobook", None, "The Pilot", "The Pilot")),
        (
            {"audiobook_title": "The Pilot", "audiobook_uri": "spotify:show:9"},
            ("audiobook", "spotify:show:9", "The Pilot", "The Pilot"),
        ),
        ({"audiobook_uri": "spotify:show:9"}, ("audiobook", "spotify:show:9", None, None)),
        ({"audiobook_chapter_title": "Three"}, ("audiobook", None, "Three", None)),
        ({"audiobook_chapter_uri": "spotify:x"}, ("audiobook", "spotify:x", None, None)),
        ({"spotify_episode_uri": "spotify:x"}, ("podcast", "spotify:x", None, None)),
        ({"episode_show_name": "Harbour Talk"}, ("unknown", None, None, None)),
        ({"master_metadata_album_artist_name": "Ana"}, ("unknown", None, None, None)),
        ({**EPISODE, **CHAPTER}, ("podcast", "spotify:episode:1", "Tides", "Harbour Talk")),
        (
            {**EPISODE, "master_metadata_track_name": "Loose"},
            ("music", None, "Loose", None),
        ),
        ({"spotify_track_uri": "spotify:track:1"}, ("music", "spotify:track:1", None, None)),
        ({"master_metadata_track_name": "Loose"}, ("music", None, "Loose", None)),
        ({}, ("unknown", None, None, None)),
    ],
)
def test_the_names_of_a_row_decide_what_was_played(
    fields: Row, item: tuple[str | None, ...]
) -> None:
    found = one_sighting(EXTENDED, nameless_row(**fields)).item
    assert (found.kind, found.uri, found.title, found.artist) == item


@pytest.mark.parametrize(
    "differing",
    [
        {"episode_name": "Intro", "episode_show_name": "{}"},
        {"audiobook_title": "The Pilot", "audiobook_chapter_title": "{}"},
        {"audiobook_title": "The Pilot", "audiobook_chapter_uri": "{}"},
        {"spotify_track_uri": "spotify:track:1", "master_metadata_album_album_name": "{}"},
    ],
    ids=lambda fields: list(fields)[-1],
)
def test_rows_that_differ_in_one_name_are_not_taken_for_the_same(differing: dict[str, str]) -> None:
    rows = [
        nameless_row(**{name: text.format(which) for name, text in differing.items()})
        for which in ("one", "other")
    ]
    items = {row.item for row in read_rows(EXTENDED, rows) if isinstance(row, Sighting)}
    assert len(items) == 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Streaming_History_Video_2019-2024.json", ItemKind.VIDEO),
        ("folder/endvideo.json", ItemKind.VIDEO),
        ("ENDVIDEO_1.json", ItemKind.VIDEO),
        ("my audio and video history.json", ItemKind.MUSIC),
        ("Streaming_History_Video_2019/endsong.json", ItemKind.MUSIC),
        ("Streaming_History_Audio_2019_1.json", ItemKind.MUSIC),
        ("my videos/endsong_0.json", ItemKind.MUSIC),
    ],
)
def test_a_track_in_a_video_file_is_a_video(name: str, kind: ItemKind) -> None:
    assert one_sighting(EXTENDED, extended_row(), name=name).item.kind is kind
    episode = one_sighting(EXTENDED, nameless_row(**EPISODE), name=name)
    assert episode.item.kind is ItemKind.PODCAST


def test_chapters_without_an_address_are_distinguished_by_their_titles() -> None:
    book = {"audiobook_title": "The Pilot", "audiobook_uri": "spotify:show:9"}
    rows = [nameless_row(**book, audiobook_chapter_title=f"Chapter {n}") for n in (1, 2)]
    one, two = (row.item for row in read_rows(EXTENDED, rows) if isinstance(row, Sighting))
    assert one.uri is two.uri is None
    assert one.title != two.title
