"""Histories in which every origin has its part."""

import sqlite3
from pathlib import Path

from hypothesis import strategies as st

from musicanalyser.flows.recording.record import rebuild_plays, record_sightings
from musicanalyser.listening.span_merging import KnownSpan
from musicanalyser.model.evidence import Observation, Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import LIVE, Origin
from musicanalyser.store.connection import transaction
from musicanalyser.store.history import known_spans
from musicanalyser.timespan import to_ms
from musicanalyser.timespan.local_clock import LocalClock
from tests.flows.histories import ZONE, blank, import_into
from tests.flows.recording.test_order import BEGIN, NAMES, URIS, exports
from tests.imports.sample_rows import Row, account_row, extended_row, nameless_row, write_file

BEGIN_MS = to_ms(BEGIN)
OTHER_ROWS = [
    nameless_row(episode_name="One", episode_show_name="Talk", spotify_episode_uri="spotify:ep:1"),
    nameless_row(audiobook_title="Book", audiobook_chapter_title="I", audiobook_chapter_uri="c:1"),
    nameless_row(audiobook_title="Book", audiobook_uri="spotify:book:1"),
    nameless_row(),
    extended_row(incognito_mode="odd", platform="web_player windows 10;firefox", conn_country="JP"),
]
OLD_ROWS = [
    account_row(trackName="Two", artistName="Talk"),
    account_row(trackName="Unknown Track", artistName="The Lanterns"),
    account_row(),
    account_row(),
    {"endTime": "2024-01-05 14:25", "podcastName": "Talk", "episodeName": None, "msPlayed": 9_000},
]


@st.composite
def live_sightings(draw: st.DrawFn) -> Sighting:
    """Draw what `watch` saw, or a row of recent plays, near the exports of `exports`."""
    number = draw(st.integers(0, 2))
    heard_ms = draw(st.sampled_from([1_500, 40_000, 41_234, 180_000]))
    ended_ms = BEGIN_MS + draw(st.integers(0, 3_000_000))
    unsure_ms = draw(st.sampled_from([0, 900]))
    title, album = NAMES[number]
    is_recent = draw(st.booleans())
    return Sighting(
        origin=Origin.RECENT if is_recent else Origin.PLAYER,
        item=Item(
            kind=ItemKind.MUSIC,
            uri=URIS[number],
            title=title,
            artist="The Lanterns",
            album=album,
        ),
        row=None,
        ended_ms=ended_ms,
        played_ms=heard_ms,
        reason_end="" if is_recent else draw(st.sampled_from(["fwdbtn", "trackdone", "unknown"])),
        private=None if is_recent else draw(st.booleans()),
        observation=Observation(
            started_ms=None if is_recent else ended_ms - heard_ms - unsure_ms,
            latest_ms=draw(st.sampled_from([None, ended_ms + 700])),
            length_ms=180_000,
            low_ms=min(30_000, heard_ms) if is_recent else heard_ms - unsure_ms,
            high_ms=heard_ms + unsure_ms,
            confidence=0.0 if is_recent else draw(st.floats(0, 1)),
            is_inferred=not is_recent and draw(st.booleans()),
            context=draw(st.sampled_from([None, "spotify:playlist:p1", "spotify:collection"])),
        ),
    )


def mixtures(folder: Path) -> st.SearchStrategy[sqlite3.Connection]:
    """Draw a history: exports, rows of all kinds, and what was seen live, in any order."""
    files = [
        write_file(folder / "Streaming_History_Video_1.json", [extended_row(ms_played=7)]),
        write_file(folder / "other.json", OTHER_ROWS),
        write_file(folder / "StreamingHistory0.json", OLD_ROWS),
        write_file(folder / "YourLibrary.json", library(shows=["Talk", "Unheard"])),
    ]
    return st.builds(
        history,
        exports(folder=folder).flatmap(lambda found: st.permutations([*found, *files])),
        st.lists(live_sightings(), max_size=6),
        st.booleans(),
    )


def library(*, shows: list[str]) -> Row:
    """Return the library of account data."""
    return {"tracks": [], "shows": [{"name": name} for name in shows], "bannedTracks": []}


def history(files: list[Path], seen: list[Sighting], live_first: bool) -> sqlite3.Connection:
    """Return a history of files and of what was seen live."""
    conn = blank()
    if live_first:
        record_live(conn, seen)
    import_into(conn, *files)
    if not live_first:
        record_live(conn, seen)
    rebuild_plays(conn, zone=ZONE)  # a reason seen live later sets a length only now
    return conn


def record_live(conn: sqlite3.Connection, seen: list[Sighting]) -> None:
    """Record what was seen live, and that it is known what was heard then."""
    clock = LocalClock(ZONE)
    with transaction(conn):
        for one in sorted(seen, key=lambda one: one.ended_ms):
            record_sightings(conn, [one], file_id=None, clock=clock)
            span = KnownSpan(one.ended_ms - one.played_ms, one.ended_ms)
            known_spans.extend(conn, one.origin, span)
        for origin in LIVE:
            known_spans.extend(conn, origin, KnownSpan(BEGIN_MS - 5_000_000, BEGIN_MS - 4_000_000))
