"""What holds for the files of all services."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.imports import recognise_format
from musicanalyser.imports.imported_file import MissingColumnError
from musicanalyser.imports.json_rows import NotAListError
from musicanalyser.model.evidence import BadRow, HeardTime, Sighting
from musicanalyser.model.item import Item, ItemKind
from tests.imports.services.service_files import AT_MS, FILES, one_play, read_service

SONG = Item(
    kind=ItemKind.MUSIC, uri=None, title="Paper Boats", artist="The Lanterns", album="Low Tide"
)
NO_ALBUM = {"youtube-music"}
NO_ARTIST = {"apple-music"}
HEARD = {"apple-music": HeardTime.KNOWN, "youtube-music": HeardTime.UNKNOWN}
AFTER_MS = {"apple-music": 500, "youtube-music": 123}
LENGTHS = {"maloja", "koito", "apple-music", "rockbox"}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_recognised_by_its_content(name: str) -> None:
    assert recognise_format(FILES[name]) == name


@pytest.mark.parametrize("name", FILES)
def test_a_play_has_a_moment_and_names_and_no_invented_duration(name: str) -> None:
    play = one_play(name, FILES[name])
    assert play.item == SONG._replace(
        album=None if name in NO_ALBUM else SONG.album,
        artist=None if name in NO_ARTIST else SONG.artist,
    )
    assert play.ended_ms == AT_MS + AFTER_MS.get(name, 0)
    assert play.heard is HEARD.get(name, HeardTime.LISTED)
    assert play.played_ms == (184_000 if play.heard is HeardTime.KNOWN else 0)
    assert play.length_ms == (184_000 if name in LENGTHS else None)
    assert (play.row, play.skipped, play.observation) == (1, None, None)


@pytest.mark.parametrize("name", FILES)
def test_no_address_device_or_user_is_kept(name: str) -> None:
    kept = repr(one_play(name, FILES[name]))
    assert not any(word in kept for word in ("somebody", "203.0.113.7", "phone"))


@pytest.mark.parametrize("name", FILES)
def test_indented_json_is_the_same(name: str) -> None:
    if FILES[name][:1] not in b"[{" or name == "listenbrainz":
        return
    laid_out = json.dumps(json.loads(FILES[name]), indent=2).encode()
    assert recognise_format(laid_out) == name
    assert read_service(name, laid_out) == read_service(name, FILES[name])


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_cut_anywhere_raises_nothing(name: str) -> None:
    whole = FILES[name]
    for cut in range(len(whole) // 2, len(whole), 7):
        for row in read_service_or_refuse(name, whole[:cut]):
            assert isinstance(row, Sighting | BadRow)


ODD = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    | st.lists(st.integers(), max_size=2) | st.dictionaries(st.text(max_size=3), st.none())
)  # fmt: skip


def replace_leaves(value: object, draw: st.DrawFn) -> object:
    """Return JSON in which some values are of another kind."""
    if draw(st.integers(0, 9)) == 0:
        return draw(ODD)
    if isinstance(value, dict):
        return {key: replace_leaves(one, draw) for key, one in value.items()}
    return [replace_leaves(one, draw) for one in value] if isinstance(value, list) else value


@st.composite
def broken_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return the name of a format, and a file of it with damage."""
    name = draw(st.sampled_from(sorted(FILES)))
    content = FILES[name]
    if content[:1] in b"[{":
        content = json.dumps(replace_leaves(json.loads(content), draw)).encode()
    place = draw(st.integers(0, len(content)))
    gone = draw(st.integers(0, 8))
    return name, content[:place] + draw(st.binary(max_size=8)) + content[place + gone :]


@settings(deadline=None, max_examples=400)
@given(broken_files())
def test_damage_ends_in_rows_or_in_a_refusal(file: tuple[str, bytes]) -> None:
    for row in read_service_or_refuse(*file):
        assert isinstance(row, Sighting | BadRow)


def read_service_or_refuse(name: str, content: bytes) -> list[Sighting | BadRow]:
    """Return the rows of a file, none if it is refused as a whole."""
    try:
        return read_service(name, content)
    except (MissingColumnError, NotAListError):
        return []
