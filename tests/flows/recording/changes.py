"""Anything that can happen to a small history: what is drawn, and how it is done."""

import sqlite3
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from musicanalyser.flows.live.purge import purge
from musicanalyser.flows.local_days import update_local_days_in_transaction
from musicanalyser.flows.recording.record import rebuild_plays, record_sightings, refresh_figures
from musicanalyser.model.evidence import Observation, Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.store import database_state
from musicanalyser.store.connection import transaction
from musicanalyser.store.history import podcast_shows
from musicanalyser.store.rollups import upkeep
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import MINUTE_MS

BEGIN_MS = 1_711_843_200_000
"""An hour before clocks in Vienna went forward, in 2024."""
SHOW = "Harbour Talk"
_SILENCES_MS = (0, 4_000, 1_799_000, 1_800_000, 1_801_000, 7_200_000, 90_000_000)
"""Around the 30 minutes that end a session."""
_LENGTHS_MS = (40_000, 200_000, 2_400_000)
_NAMES = (
    ("Paper Boats", "The Lanterns", "Low Tide"),
    ("Paper Boats", "The Lanterns", "Low Tide (Deluxe)"),
    ("Anchor", "The Lanterns", "Low Tide"),
    ("Anchor", "Various Artists", None),
    ("Anchor", SHOW, None),
)
_REASONS = ("trackdone", "fwdbtn", "endplay", "unexpected-exit", "")
_ZONES = ("Europe/Vienna", "Asia/Kathmandu", "America/St_Johns")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happens; ``found`` are the sightings that it brings."""

    kind: str
    found: tuple[Sighting, ...] = ()
    zone: str = ""


@st.composite
def sightings(draw: st.DrawFn) -> Sighting:
    """Draw a sighting of one of eight plays, which may have others in other origins."""
    play = draw(st.integers(0, 7))
    track = play % 3
    started_ms = BEGIN_MS + sum(_SILENCES_MS[:play]) + 300_000 * play
    heard_ms = draw(st.sampled_from([0, 29_999, 30_000, _LENGTHS_MS[track]]))
    origin = draw(st.sampled_from([Origin.EXTENDED, Origin.ACCOUNT, Origin.PLAYER, Origin.RECENT]))
    ended_ms = started_ms + heard_ms + draw(st.sampled_from([0, 900, 5_000]))
    is_exact = origin in {Origin.EXTENDED, Origin.PLAYER}
    title, artist, album = _NAMES[draw(st.sampled_from([track, track, *range(len(_NAMES))]))]
    uri = None if origin is Origin.ACCOUNT else f"spotify:track:{track}"
    found = Sighting(
        origin=origin,
        item=Item(kind=ItemKind.MUSIC, uri=uri, title=title, artist=artist, album=album),
        row=1 if origin.traits.is_export else None,
        ended_ms=ended_ms - ended_ms % MINUTE_MS if origin is Origin.ACCOUNT else ended_ms,
        played_ms=heard_ms,
        reason_end=draw(st.sampled_from(_REASONS)) if is_exact else "",
        private=draw(st.sampled_from([False, False, True])) if is_exact else None,
    )
    if origin.traits.is_export:
        return found
    return replace(found, observation=draw(_observations(origin, started_ms, heard_ms)))


@st.composite
def _observations(draw: st.DrawFn, origin: Origin, started_ms: int, heard_ms: int) -> Observation:
    is_watched = origin is Origin.PLAYER
    return Observation(
        started_ms=started_ms if is_watched else None,
        length_ms=draw(st.sampled_from([None, *_LENGTHS_MS])),
        low_ms=heard_ms if is_watched else 0,
        high_ms=heard_ms,
        confidence=0.9,
        is_inferred=is_watched and draw(st.booleans()),
    )


_BRINGING = st.builds(
    Change,
    kind=st.sampled_from(["record", "record", "record", "import"]),
    found=st.lists(sightings(), min_size=1, max_size=5).map(tuple),
)
_OTHER = st.sampled_from(
    [
        *(Change(kind="move", zone=zone) for zone in _ZONES),
        *(Change(kind=kind) for kind in ("purge", "rebuild", "know the show")),
    ]
)
changes = st.builds(
    lambda first, more: (first, *more), _BRINGING, st.lists(_BRINGING | _OTHER, max_size=4)
)


def apply(conn: sqlite3.Connection, change: Change) -> None:
    """Do it, as the command does it that has to."""
    zone = ZoneInfo(database_state.get(conn, database_state.TIMEZONE) or _ZONES[0])
    match change.kind:
        case "record":
            with transaction(conn):
                update_local_days_in_transaction(conn, zone)
                record_sightings(conn, change.found, file_id=None, clock=LocalClock(zone))
        case "import":
            with transaction(conn), upkeep.rebuilt_afterwards(conn):
                update_local_days_in_transaction(conn, zone)
                record_sightings(conn, change.found, file_id=None, clock=LocalClock(zone))
        case "move":
            with transaction(conn):
                update_local_days_in_transaction(conn, ZoneInfo(change.zone))
        case "purge":
            purge(conn, zone=zone)
        case "rebuild":
            rebuild_plays(conn, zone=zone)
        case "know the show":
            with transaction(conn):
                podcast_shows.add(conn, SHOW)
                database_state.put(conn, database_state.LENGTHS_STALE, "1")
    refresh_figures(conn)
