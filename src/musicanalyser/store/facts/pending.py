"""What sources can still be asked about: what was heard, the most heard first.

Tracks heard in private sessions only are never asked about, nor are podcasts.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from musicanalyser.model.subject import Subject, SubjectKind
from musicanalyser.units import DAY_MS

MISSES_LAST_MS = 30 * DAY_MS
"""A source that does not know a subject is asked again after this time."""

_HEARD = """
heard as materialized (
  select p.track_id, sum(p.heard_ms) as heard_ms
  from plays p
  where p.kind = 'music' and p.private = 0 and p.heard_ms > 0
    and p.started_ms >= :since_ms and p.started_ms < :until_ms
  group by p.track_id
)
"""
_KNOWN = "known as materialized (select * from v_track_facts)"
_TRACKS = """
subjects as (
  select
    t.uri, t.title, a.name as artist,
    coalesce(k.length_ms, t.told_ms, t.length_ms) as length_ms, k.isrc, null as mbid, h.heard_ms
  from heard h
  join tracks t on t.id = h.track_id
  left join known k on k.track_id = h.track_id
  left join track_artists ta on ta.track_id = t.id and ta.position = 0
  left join artists a on a.id = ta.artist_id
  where t.uri glob 'spotify:track:*' and length(t.uri) = 36
)
"""
"""Only ids of the full 22 letters, which those of local files are not."""
_ARTISTS = """
subjects as (
  select
    k.artist_uri as uri, null as title,
    coalesce(max(json_extract(tf.data, '$.artists[0].name')), max(a.name)) as artist,
    null as length_ms, null as isrc, max(json_extract(m.data, '$.mbid')) as mbid,
    sum(h.heard_ms) as heard_ms
  from heard h
  join known k on k.track_id = h.track_id
  left join facts tf on tf.source = 'tracks' and tf.subject = k.uri and tf.status = 'found'
  left join track_artists ta on ta.track_id = h.track_id and ta.position = 0
  left join artists a on a.id = ta.artist_id
  left join facts m
    on m.source = 'artists' and m.subject = k.artist_uri and m.status = 'found'
  where k.artist_uri is not null
  group by k.artist_uri
)
"""
_STILL_TO_ASK = """
select s.uri, s.title, s.artist, s.length_ms, s.isrc, s.mbid
from subjects s
left join facts f on f.source = :source and f.subject = s.uri
where (
  :refresh or f.status is null or f.status = 'error'
  or (f.status = 'missing' and f.fetched_ms <= :stale_ms)
)
order by f.status is 'error', s.heard_ms desc, s.uri
"""
_WANTED = {
    SubjectKind.TRACK: f"with {_HEARD}, {_KNOWN}, {_TRACKS} {_STILL_TO_ASK}",
    SubjectKind.ARTIST: f"with {_HEARD}, {_KNOWN}, {_ARTISTS} {_STILL_TO_ASK}",
}
_UNKNOWN_ARTISTS = """
select count(distinct a.folded)
from heard h
join tracks t on t.id = h.track_id
join track_artists ta on ta.track_id = t.id and ta.position = 0
join artists a on a.id = ta.artist_id
left join known k on k.track_id = h.track_id
left join facts f on f.source = 'tracks' and f.subject = t.uri
where t.uri glob 'spotify:track:*' and length(t.uri) = 36 and k.artist_uri is null
  and (
    f.status is null or f.status = 'error'
    or (f.status = 'missing' and f.fetched_ms <= :stale_ms)
  )
"""
_ARTISTS_TO_COME = f"with {_HEARD}, {_KNOWN} {_UNKNOWN_ARTISTS}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which subjects are meant: those heard in a window, known or not.

    Times are in ms since 1970 UTC. With ``refresh`` what is known is asked again.
    """

    since_ms: int
    until_ms: int
    now_ms: int
    refresh: bool = False

    @property
    def moments(self) -> dict[str, int]:
        """The window, and before when a miss must have been told to be asked again."""
        return {
            "since_ms": self.since_ms,
            "until_ms": self.until_ms,
            "stale_ms": self.now_ms - MISSES_LAST_MS,
        }


def still_wanted(
    conn: sqlite3.Connection,
    source: str,
    kind: SubjectKind,
    wish: Wish,
    *,
    needs: AbstractSet[str] = frozenset(),
) -> list[Subject]:
    """Return what a source can still be asked about, the most heard first.

    Subjects of which one of the fields in ``needs`` is not known are left out. Those that could not
    be answered the last time come last, so that they never stand in the way of the others.
    """
    told = {"source": source, "refresh": wish.refresh, **wish.moments}
    rows = conn.execute(_WANTED[kind], told)
    return [one for one in _subjects(rows) if is_known(one, needs)]


def is_known(subject: Subject, fields: AbstractSet[str]) -> bool:
    """Tell whether some fields of a subject are all known."""
    return all(getattr(subject, field) is not None for field in fields)


def artists_to_come(conn: sqlite3.Connection, wish: Wish) -> int:
    """Return of how many artists who were heard an id may still become known."""
    return int(conn.execute(_ARTISTS_TO_COME, wish.moments).fetchone()[0])


def _subjects(rows: Iterable[tuple[object, ...]]) -> Iterator[Subject]:
    names = ("uri", "title", "artist", "length_ms", "isrc", "mbid")
    for row in rows:
        yield Subject(**dict(zip(names, row, strict=True)))  # type: ignore[arg-type]  # as the schema says
