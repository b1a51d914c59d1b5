"""The listening time with facts, by the year in which the music was released."""

import sqlite3
from dataclasses import dataclass

_YEARS = """
with heard as materialized (
  select t.song_id, sum(h.heard_ms) as heard_ms
  from v_heard h
  join tracks t on t.id = h.track_id
  where h.kind = 'music' and h.private = 0
    and h.started_ms >= :since_ms and h.started_ms < :until_ms
  group by t.song_id
),
first as (
  select t.song_id, min(k.first_ms) as first_ms
  from track_totals k
  join tracks t on t.id = k.track_id
  group by t.song_id
),
answers as materialized (
  select f.source, t.song_id
  from facts f
  join tracks t on t.uri = f.subject
  where f.source in ('tracks', 'features') and f.status in ('found', 'missing')
  group by f.source, t.song_id
),
songs as (
  select
    coalesce(
      s.release_year, cast(strftime('%Y', first.first_ms / 1000, 'unixepoch') as integer)
    ) as year,
    heard.heard_ms,
    s.energy is not null as has_features,
    a.song_id is not null as asked_features,
    coalesce(g.status = 'found', 0) as has_genres,
    iif(u.uri is null, b.song_id, coalesce(g.status, m.status)) is not null as asked_genres
  from heard
  join first on first.song_id = heard.song_id
  left join song_facts s on s.song_id = heard.song_id
  left join artist_uris u on u.id = s.artist_uri_id
  left join facts g
    on g.source = 'genres' and g.subject = u.uri and g.status in ('found', 'missing')
  left join facts m on m.source = 'artists' and m.subject = u.uri and m.status = 'missing'
  left join answers a on a.source = 'features' and a.song_id = heard.song_id
  left join answers b on b.source = 'tracks' and b.song_id = heard.song_id
)
select
  year, sum(heard_ms), sum(heard_ms * has_features), sum(heard_ms * asked_features),
  sum(heard_ms * has_genres), sum(heard_ms * asked_genres)
from songs
group by year
order by year
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTime:
    """The listening time in ms of which a source was asked, and for which it has facts."""

    known_ms: int
    asked_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearKnown:
    """What is known of the music of a year: of its release, or of its first play if unknown."""

    year: int
    heard_ms: int
    features: KnownTime
    genres: KnownTime


def known_by_year(conn: sqlite3.Connection, span: tuple[int, int]) -> list[YearKnown]:
    """Return what is known of the music heard in a half-open span of ms since 1970 UTC.

    A fact about one id of a song counts for all ids of it. Private sessions are excluded.
    """
    rows = conn.execute(_YEARS, dict(zip(("since_ms", "until_ms"), span, strict=True)))
    return [
        YearKnown(
            year=year,
            heard_ms=heard_ms,
            features=KnownTime(known_ms=features_ms, asked_ms=max(features_ms, asked_features_ms)),
            genres=KnownTime(known_ms=genres_ms, asked_ms=max(genres_ms, asked_genres_ms)),
        )
        for year, heard_ms, features_ms, asked_features_ms, genres_ms, asked_genres_ms in rows
    ]
