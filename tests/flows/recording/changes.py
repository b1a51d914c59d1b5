"""Anything that can happen to a small history: what is drawn, and how it is done."""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from musicanalyser.errors import Error
from musicanalyser.flows.live.purge import purge
from musicanalyser.flows.local_days import update_local_days_in_transaction
from musicanalyser.flows.recording.record import rebuild_plays, record_sightings, refresh_figures
from musicanalyser.flows.ruling.rule_changes import add_rule, undo_rule
from musicanalyser.model.evidence import HeardTime, Observation, Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Clock, Origin
from musicanalyser.model.rule import Rule, RuleAction, RuleLevel
from musicanalyser.model.subject import Finding, Miss, SourceFact
from musicanalyser.store import database_state
from musicanalyser.store.connection import transaction
from musicanalyser.store.facts import source_facts
from musicanalyser.store.history import podcast_shows
from musicanalyser.store.rollups import upkeep
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import MINUTE_MS

BEGIN_MS = 1_711_843_200_000
"""An hour before clocks in Vienna went forward, in 2024."""
SHOW = "Harbour Talk"
_SILENCES_MS = (4_000, 1_800_000, 0, 1_801_000, 1_800_000, 90_000_000, 1_800_000, 400_000_000)
"""Around the 30 minutes that end a session, and the week of a peak."""
_LENGTHS_MS = (40_000, 200_000, 2_400_000)
_NAMES = (
    ("Paper Boats", "The Lanterns", "Low Tide"),
    ("Anchor", "The Lanterns", "Low Tide"),
    ("Harbour", "The Lanterns", "Low Tide"),
    ("Paper Boats", "The Lanterns", "Low Tide (Deluxe)"),
    ("Anchor", "Various Artists", None),
    ("Harbour", SHOW, None),
)
_TRACKS = (0, 1, 2, 0, 0, 3, 0, 0, 0, 1, 2, 0, 0, 3, 0, 0)
"""Those of the plays: an album in a row, and a song again and again."""
_OWN = (Origin.EXTENDED, Origin.ACCOUNT, Origin.PLAYER, Origin.RECENT)
_SERVICES = (Origin.SPOTIFY_COPY, Origin.LISTENBRAINZ, Origin.LASTFM, Origin.YOUTUBE)
_REASONS = ("trackdone", "fwdbtn", "endplay", "unexpected-exit", "")
_ZONES = ("Europe/Vienna", "Asia/Kathmandu", "America/St_Johns")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happens; ``found`` are the sightings that it brings."""

    kind: str
    found: tuple[Sighting, ...] = ()
    zone: str = ""
    source: str = ""
    finding: Finding | None = None
    rule: Rule | None = None
    number: int = 0


@st.composite
def sightings(draw: st.DrawFn) -> Sighting:
    """Draw a sighting of one of the plays, which may have others in other origins."""
    play = draw(st.integers(0, len(_TRACKS) - 1))
    plain = exported(play)
    origin = draw(st.sampled_from([*_OWN, *_OWN, *_SERVICES]))
    heard_ms = draw(st.sampled_from([0, 29_999, 30_000, plain.played_ms]))
    ended_ms = _started_ms(play) + heard_ms + draw(st.sampled_from([0, 900, 5_000]))
    is_exact = origin in {Origin.EXTENDED, Origin.PLAYER}
    title, artist, album = draw(st.sampled_from([_NAMES[_TRACKS[play]], *_NAMES]))
    uri = None if origin is Origin.ACCOUNT else plain.item.uri
    found = plain._replace(
        origin=origin,
        item=Item(kind=ItemKind.MUSIC, uri=uri, title=title, artist=artist, album=album),
        row=1 if origin.traits.is_export else None,
        ended_ms=ended_ms - ended_ms % MINUTE_MS if origin is Origin.ACCOUNT else ended_ms,
        played_ms=heard_ms,
        reason_end=draw(st.sampled_from(_REASONS)) if is_exact else "",
        private=draw(st.sampled_from([False, False, True])) if is_exact else None,
    )
    if origin.traits.is_service:
        return of_service(found, draw(st.sampled_from(HeardTime)), _started_ms(play))
    if origin.traits.is_export:
        return found
    return found._replace(observation=draw(_observations(origin, _started_ms(play), heard_ms)))


def of_service(row: Sighting, heard: HeardTime, started_ms: int) -> Sighting:
    """Return a row of another service, by the clock of its origin."""
    is_known = heard is HeardTime.KNOWN
    ends = row.origin.traits.clock is Clock.LISTED
    return row._replace(
        ended_ms=row.ended_ms if ends else started_ms,
        played_ms=row.played_ms if is_known else 0,
        reason_end="",
        private=None,
        heard=heard,
        length_ms=None if is_known else row.played_ms,
    )


def exported(play: int) -> Sighting:
    """Return the row of an export of one of the plays, heard to its end."""
    track = _TRACKS[play]
    title, artist, album = _NAMES[track]
    length_ms = _length_ms(play)
    return Sighting(
        origin=Origin.EXTENDED,
        item=Item(
            kind=ItemKind.MUSIC,
            uri=f"spotify:track:{track}",
            title=title,
            artist=artist,
            album=album,
        ),
        row=1,
        ended_ms=_started_ms(play) + length_ms,
        played_ms=length_ms,
        reason_end="trackdone",
        private=False,
    )


def _started_ms(play: int) -> int:
    silences_ms = (_SILENCES_MS[number % len(_SILENCES_MS)] for number in range(play))
    return BEGIN_MS + sum(silences_ms) + sum(map(_length_ms, range(play)))


def _length_ms(play: int) -> int:
    return _LENGTHS_MS[_TRACKS[play] % len(_LENGTHS_MS)]


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


_PLAYS = range(len(_TRACKS))
_MOST = st.sets(st.sampled_from(_PLAYS), max_size=5).map(
    lambda lacking: tuple(exported(play) for play in _PLAYS if play not in lacking)
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
_ARTISTS = st.sampled_from(["spotify:artist:0", "spotify:artist:1"])
_OF_TRACKS = {
    "tracks": st.builds(
        lambda artist, popularity: {"artists": [{"uri": artist}], "popularity": popularity},
        _ARTISTS | st.none(),
        st.sampled_from([0, 50, None]),
    ),
    "features": st.fixed_dictionaries(
        {name: st.sampled_from([0.1, 0.9]) for name in ("energy", "valence")}
        | {"danceability": st.sampled_from([0.5, None]), "tempo": st.sampled_from([0, 120.5])}
    ),
    "releases": st.fixed_dictionaries({"year": st.sampled_from([0, 1999, 2020, None])}),
    "lyrics": st.fixed_dictionaries({"instrumental": st.booleans(), "themes": st.just(["love"])}),
}
_TRACK_URIS = st.sampled_from([f"spotify:track:{track}" for track in range(len(_NAMES))])
_FINDING = st.one_of(
    *(
        st.builds(
            lambda uri, data, source=source: (source, SourceFact(subject=uri, data=data)),
            _TRACK_URIS,
            data,
        )
        for source, data in _OF_TRACKS.items()
    ),
    st.builds(
        lambda uri, listeners: (
            "popularity",
            SourceFact(subject=uri, data={"listeners": listeners}),
        ),
        _ARTISTS,
        st.integers(1, 3),
    ),
    st.tuples(st.sampled_from([*_OF_TRACKS]), _TRACK_URIS.map(lambda uri: Miss(subject=uri))),
)
_FACTS = _FINDING.map(lambda found: Change(kind="fact", source=found[0], finding=found[1]))
_FORGETTING = st.sampled_from([*_OF_TRACKS, "popularity"]).map(
    lambda source: Change(kind="forget", source=source)
)
_LIMITS = st.sampled_from(
    [
        {},
        {},
        {"from_minute": 23 * 60, "until_minute": 90},
        {"from_minute": 60, "until_minute": 14 * 60 + 30},
        {"since_ms": BEGIN_MS + 4_000_000},
        {"until_ms": BEGIN_MS + 4_000_000},
    ]
)
_ARTIST_NAMES = st.sampled_from(["The Lanterns", "the  LANTERNS", SHOW, "Lanterns", "Nobody"])
_TITLES = st.sampled_from(["Paper Boats", "Anchor", "Harbour", "Boats"])
_ALBUMS = st.sampled_from(["Low Tide", "Low Tide (Deluxe)", "High Tide"])
_NAMED = {
    RuleLevel.ARTIST: _ARTIST_NAMES,
    RuleLevel.TRACK: _TITLES,
    RuleLevel.ALBUM: _ALBUMS,
}


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Draw a rule about names that there are, or that other rules make."""
    level = draw(st.sampled_from(RuleLevel))
    action = draw(st.sampled_from([RuleAction.IGNORE, *RuleAction]))
    is_artist = level is RuleLevel.ARTIST
    is_moving = action is not RuleAction.IGNORE
    has_new_artist = action is RuleAction.MERGE and not is_artist
    return Rule(
        action=action,
        level=level,
        name=draw(_NAMED[level]),
        artist=None if is_artist else draw(_ARTIST_NAMES),
        album=draw(_ALBUMS) if action is RuleAction.SPLIT else None,
        new_name=draw(_NAMED[level]) if is_moving else None,
        new_artist=draw(_ARTIST_NAMES) if has_new_artist else None,
        **({} if is_moving else draw(_LIMITS)),
    )


_RULES = rules().map(lambda rule: Change(kind="rule", rule=rule))
_UNDOING = st.integers(1, 3).map(lambda number: Change(kind="undo", number=number))
_BEGINNING = st.builds(Change, kind=st.just("record"), found=_MOST) | _BRINGING
changes = st.builds(
    lambda first, second, more: (first, second, *more),
    _BEGINNING,
    _BRINGING,
    st.lists(
        _BRINGING | _OTHER | _FACTS | _FACTS | _FORGETTING | _RULES | _RULES | _UNDOING, max_size=5
    ),
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
        case "fact":
            with transaction(conn):
                found = [change.finding] if change.finding else []
                source_facts.add(conn, change.source, found, fetched_ms=0)
        case "forget":
            with transaction(conn):
                source_facts.remove_source(conn, change.source)
        case "rule" | "undo":
            _change_rules(conn, change, zone)
        case "know the show":
            with transaction(conn):
                podcast_shows.add(conn, SHOW)
                refresh_figures(conn)


def _change_rules(conn: sqlite3.Connection, change: Change, zone: ZoneInfo) -> None:
    """Add a rule that may be there already, or take one back that may be gone already."""
    with transaction(conn), suppress(Error):
        if change.rule is None:
            undo_rule(conn, change.number)
        else:
            add_rule(conn, change.rule, now_ms=0, zone=zone)
