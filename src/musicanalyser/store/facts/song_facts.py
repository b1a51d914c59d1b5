"""The facts about each song in columns, whatever the id and the source that they were found for.

Spotify has several ids for a song: what is known for one of them is true for all. Of several ids
with audio features or lyrics, the first decides; of release years, the earliest; of popularities,
the greatest. A track that sounds instrumental has no words, whatever lyric was found, and one that
sounds sung is not instrumental. A song that no source knows has the artist that most known songs
of its artist have.
"""

import sqlite3

FIRST_YEAR = 1900
"""Hardly a recording was sold before; an earlier year is a typing error or a placeholder."""

SURELY_INSTRUMENTAL, SURELY_SUNG = 0.9, 0.1
"""The instrumentalness from which on, and below which, the sound is believed and not the lyric."""
_FEATURES = (
    *("energy", "valence", "danceability", "acousticness", "instrumentalness"),
    *("speechiness", "liveness"),
)
_LYRICS = (
    *("instrumental", "language", "words", "repetition", "sentiment", "profanity", "themes"),
)
_FEATURES_OF_FIRST = ", ".join(f"f.{name}" for name in _FEATURES)
_LYRICS_OF_FIRST = ", ".join(f"f.{name}" for name in _LYRICS)
_SOUNDS_INSTRUMENTAL = f"coalesce(f.instrumentalness >= {SURELY_INSTRUMENTAL}, 0)"
_SOUNDS_SUNG = f"coalesce(l.instrumental and f.instrumentalness < {SURELY_SUNG}, 0)"
_INSTRUMENTAL = {"instrumental": "iif(l.song_id is null, null, 1)"}
_LYRICS_HEARD = ", ".join(
    f"iif({_SOUNDS_INSTRUMENTAL}, {_INSTRUMENTAL.get(name, 'null')}, l.{name})" for name in _LYRICS
)
"""A song without a lyric has null in all of these, also where it sounds instrumental."""

# SQLite takes the other columns of a minimum from its row.
_ADD = f"""
insert into song_facts
with wanted as materialized ({{songs}}),
own as materialized (
  select
    t.song_id, min(f.artist_uri) as artist_uri, max(f.popularity) as popularity,
    min(iif(f.release_year >= {FIRST_YEAR}, f.release_year, null)) as release_year
  from tracks t
  cross join v_track_facts f on f.track_id = t.id
  where t.song_id in (select id from wanted)
  group by t.song_id
),
lacking as materialized (
  select o.song_id, min(t.artist_id) as artist_id
  from own o
  join tracks t on t.song_id = o.song_id
  where o.artist_uri is null and t.artist_id is not null
  group by o.song_id
),
votes as (
  select t.artist_id, f.artist_uri, count(distinct t.song_id) as songs
  from tracks t
  cross join v_track_facts f on f.track_id = t.id
  where t.artist_id in (select artist_id from lacking) and f.artist_uri is not null
  group by t.artist_id, f.artist_uri
),
ranked as materialized (
  select
    artist_id, artist_uri,
    row_number() over (partition by artist_id order by songs desc, artist_uri) as place
  from votes
),
voted as materialized (
  select l.song_id, r.artist_uri
  from ranked r
  join lacking l on l.artist_id = r.artist_id
  where r.place = 1
),
features as materialized (
  select t.song_id, min(t.uri), {_FEATURES_OF_FIRST}, nullif(f.tempo, 0) as tempo
  from tracks t
  cross join v_features f on f.track_id = t.id
  where t.song_id in (select id from wanted)
    and f.energy is not null and f.valence is not null and f.danceability is not null
  group by t.song_id
),
lyrics as materialized (
  select t.song_id, min(t.uri), {_LYRICS_OF_FIRST}
  from tracks t
  cross join v_lyrics f on f.track_id = t.id
  where t.song_id in (select id from wanted)
  group by t.song_id
)
select
  o.song_id, u.id, json_extract(p.data, '$.listeners'), o.popularity, o.release_year,
  {_FEATURES_OF_FIRST}, f.tempo, l.song_id is not null,
  {_LYRICS_HEARD}
from own o
left join voted v on v.song_id = o.song_id
left join artist_uris u on u.uri = coalesce(o.artist_uri, v.artist_uri)
left join facts p on p.source = 'popularity' and p.subject = u.uri and p.status = 'found'
left join features f on f.song_id = o.song_id
left join lyrics l on l.song_id = o.song_id and not {_SOUNDS_SUNG}
where coalesce(u.id, o.popularity, o.release_year, f.song_id, l.song_id) is not null
"""  # noqa: S608
_ADD_ARTISTS = """
insert into artist_uris (uri)
select distinct f.artist_uri
from tracks t
cross join v_track_facts f on f.track_id = t.id
where {which} and f.artist_uri is not null
on conflict do nothing
"""
_HAS_CHANGES = """
select exists (select 1 from changed_facts)
  or (exists (select 1 from changed_tracks where has_moved) and exists (select 1 from facts))
"""

_MOVED = "select track_id from changed_tracks where has_moved"
_OF_FACTS = "select id from tracks where uri in (select subject from changed_facts)"
# A track without facts says nothing about other songs of its artist.
_ARTISTS = f"""
select artist_id from tracks where id in ({_OF_FACTS})
union
select t.artist_id from tracks t
where t.id in ({_MOVED}) and t.uri in (select subject from facts)
union
select x.artist_id from changed_tracks x
join tracks t on t.id = x.track_id
where x.has_moved and t.uri in (select subject from facts)
"""  # noqa: S608
_CHANGED = f"""
select song_id as id from changed_tracks where has_moved
union select song_id from tracks where id in ({_MOVED} union {_OF_FACTS})
union select song_id from tracks where artist_id in ({_ARTISTS})
union select song_id from song_facts
where artist_uri_id in (
  select id from artist_uris where uri in (select subject from changed_facts)
)
"""  # noqa: S608
_NOTE = "create temp table changed_songs as select id from ({changed})"
_REMOVE = "delete from song_facts where song_id in (select id from changed_songs)"


def add_artists(conn: sqlite3.Connection) -> None:
    """Number the artists of all tracks with facts; the numbers of others stay."""
    conn.execute(_ADD_ARTISTS.format(which="true"))


def rebuild(conn: sqlite3.Connection) -> None:
    """Find the facts of all songs; their artists have numbers."""
    conn.execute("delete from song_facts")
    conn.execute(_ADD.format(songs="select id from songs"))


def update(conn: sqlite3.Connection) -> None:
    """Find the facts of those songs again of which facts or tracks have changed."""
    if not conn.execute(_HAS_CHANGES).fetchone()[0]:
        return
    conn.execute(_ADD_ARTISTS.format(which=f"t.id in ({_OF_FACTS})"))
    conn.execute(_NOTE.format(changed=_CHANGED))
    conn.execute(_REMOVE)
    conn.execute(_ADD.format(songs="select id from changed_songs"))
    conn.execute("drop table changed_songs")
