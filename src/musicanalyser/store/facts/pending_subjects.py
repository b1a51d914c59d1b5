"""Subjects that a source has not answered yet, most heard first.

Podcasts and tracks that were heard only in private sessions are never among them.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from musicanalyser.model.subject import Subject, SubjectKind
from musicanalyser.units import DAY_MS

RETRY_MISSES_AFTER_MS = 30 * DAY_MS
"""A source that did not know a subject is asked again after this time."""

_HEARD = """
heard as materialized (
  select h.track_id, sum(h.heard_ms) as heard_ms
  from v_heard h
  where h.kind = 'music' and h.private = 0 and h.heard_ms > 0
    and h.started_ms >= :since_ms and h.started_ms < :until_ms
  group by h.track_id
)
"""
_KNOWN = "known as materialized (select * from v_track_facts)"
_TRACKS = """
subjects as (
  select
    t.uri, t.title,
    coalesce(
      iif(t.named_artist_id is null, json_extract(f.data, '$.artists[0].name'), null), t.artist
    ) as artist,
    coalesce(k.length_ms, t.told_ms, t.length_ms) as length_ms, k.isrc, null as mbid, h.heard_ms
  from heard h
  join tracks t on t.id = h.track_id
  left join known k on k.track_id = h.track_id
  left join facts f on f.source = 'tracks' and f.subject = t.uri and f.status = 'found'
  where t.uri glob 'spotify:track:*' and length(t.uri) = 36
)
"""
"""Only ids of 22 characters; those of local files are different.

A track of a compilation has the artist that the source ``tracks`` names, if it knows one.
"""
_OF_MOST_HEARD = (  # SQLite has no maximum by another column beside other maxima
    "substr(max(printf('%020d%s', h.heard_ms, {value})) filter (where {value} is not null), 21)"
)
_ARTISTS = f"""
subjects as (
  select
    k.artist_uri as uri, {_OF_MOST_HEARD.format(value="t.title")} as title,
    coalesce(max(json_extract(tf.data, '$.artists[0].name')), max(t.artist)) as artist,
    null as length_ms, {_OF_MOST_HEARD.format(value="k.isrc")} as isrc,
    max(json_extract(m.data, '$.mbid')) as mbid,
    sum(h.heard_ms) as heard_ms
  from heard h
  join known k on k.track_id = h.track_id
  left join facts tf on tf.source = 'tracks' and tf.subject = k.uri and tf.status = 'found'
  join tracks t on t.id = h.track_id
  left join facts m
    on m.source = 'artists' and m.subject = k.artist_uri and m.status = 'found'
  where k.artist_uri is not null
  group by k.artist_uri
)
"""  # noqa: S608
_PENDING = """
select s.uri, s.title, s.artist, s.length_ms, s.isrc, s.mbid, s.heard_ms
from subjects s
left join facts f on f.source = :source and f.subject = s.uri
where (
  :refresh or f.status is null or f.status = 'error'
  or (f.status = 'missing' and f.fetched_ms <= :stale_ms)
)
order by f.status is 'error', s.heard_ms desc, s.uri
"""
_PENDING_BY_KIND = {
    SubjectKind.TRACK: f"with {_HEARD}, {_KNOWN}, {_TRACKS} {_PENDING}",
    SubjectKind.ARTIST: f"with {_HEARD}, {_KNOWN}, {_ARTISTS} {_PENDING}",
}
_COUNT_UNRESOLVED = """
select count(distinct t.named_artist_id)
from heard h
join tracks t on t.id = h.track_id
left join known k on k.track_id = h.track_id
left join facts f on f.source = 'tracks' and f.subject = t.uri
where t.uri glob 'spotify:track:*' and length(t.uri) = 36 and k.artist_uri is null
  and (
    f.status is null or f.status = 'error'
    or (f.status = 'missing' and f.fetched_ms <= :stale_ms)
  )
"""
_UNRESOLVED_ARTISTS = f"with {_HEARD}, {_KNOWN} {_COUNT_UNRESOLVED}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFilter:
    """The subjects of a run: those heard in a half-open window, in ms since 1970 UTC.

    With ``refresh`` subjects with a known answer are included.
    """

    since_ms: int
    until_ms: int
    now_ms: int
    refresh: bool = False

    @property
    def parameters(self) -> dict[str, int]:
        """The window, and the latest moment of a miss that is due for a retry, for the queries."""
        return {
            "since_ms": self.since_ms,
            "until_ms": self.until_ms,
            "stale_ms": self.now_ms - RETRY_MISSES_AFTER_MS,
        }


def find_pending(
    conn: sqlite3.Connection,
    source: str,
    kind: SubjectKind,
    subjects: SubjectFilter,
    *,
    needs: AbstractSet[str] = frozenset(),
) -> list[Subject]:
    """Return the subjects that a source has not answered yet, most heard first.

    All fields in ``needs`` are known for each of them. Subjects that failed the last time come
    last, so that they do not delay the others.
    """
    values = {"source": source, "refresh": subjects.refresh, **subjects.parameters}
    rows = conn.execute(_PENDING_BY_KIND[kind], values)
    return [one for one in _make_subjects(rows) if has_fields(one, needs)]


def has_fields(subject: Subject, fields: AbstractSet[str]) -> bool:
    """Return whether all of some fields of a subject are known."""
    return all(getattr(subject, field) is not None for field in fields)


def count_unresolved_artists(conn: sqlite3.Connection, subjects: SubjectFilter) -> int:
    """Return the number of heard artists whose Spotify id the source ``tracks`` may still find."""
    return int(conn.execute(_UNRESOLVED_ARTISTS, subjects.parameters).fetchone()[0])


def _make_subjects(rows: Iterable[tuple[object, ...]]) -> Iterator[Subject]:
    names = ("uri", "title", "artist", "length_ms", "isrc", "mbid", "heard_ms")
    for row in rows:
        yield Subject(**dict(zip(names, row, strict=True)))  # type: ignore[arg-type]  # as the schema says
