create table runs (
  id integer primary key,
  command text not null,
  started_ms integer not null,
  finished_ms integer,
  outcome text
) strict;

create table files (
  id integer primary key,
  digest blob not null unique,
  name text not null,
  format text not null
) strict;

create table artists (
  id integer primary key,
  name text not null,
  folded text not null,
  uri text unique
) strict;
create unique index artists_by_name on artists (name) where uri is null;

create table albums (
  id integer primary key,
  name text not null,
  folded text not null,
  artist_id integer references artists (id),
  uri text unique
) strict;
create unique index albums_by_name on albums (name, artist_id) where uri is null;

create table tracks (
  id integer primary key,
  uri text unique,
  title text,
  album_id integer references albums (id),
  song text not null,
  length_ms integer,
  named_ms integer not null
) strict;
create unique index tracks_without_uri on tracks (song) where uri is null;
create index tracks_by_song on tracks (song);

create table track_artists (
  track_id integer not null references tracks (id),
  position integer not null,
  artist_id integer not null references artists (id),
  primary key (track_id, position)
) strict, without rowid;

create table sightings (
  id integer primary key,
  source text not null,
  file_id integer references files (id),
  row integer,
  track_id integer not null references tracks (id),
  kind text not null,
  ended_ms integer not null,
  played_ms integer not null,
  reason_start text not null,
  reason_end text not null,
  skipped integer,
  shuffle integer,
  offline integer,
  private integer,
  offline_ms integer,
  platform text,
  country text,
  ordinal integer not null
) strict;
create unique index sightings_natural_key on sightings (
  ended_ms, source, track_id, played_ms, kind, reason_start, reason_end, coalesce(offline_ms, -1),
  coalesce(skipped, -1), coalesce(private, -1), coalesce(offline, -1), ordinal
);

create table plays (
  id integer primary key,
  sighting_id integer not null references sightings (id),
  track_id integer not null references tracks (id),
  source text not null,
  kind text not null,
  private integer not null,
  started_ms integer not null,
  ended_ms integer not null,
  heard_ms integer not null,
  reason_end text not null,
  skipped integer,
  verdict text not null,
  local_day text not null,
  local_hour integer not null
) strict;
create index plays_by_start on plays (started_ms);
create index plays_by_track on plays (track_id, started_ms);

create table merged (
  sighting_id integer primary key references sightings (id),
  play_id integer not null references plays (id)
) strict;
create index merged_by_play on merged (play_id);

create table settings (
  key text primary key,
  value text not null
) strict, without rowid;

create view v_heard as
select
  id, track_id, source, kind, private, started_ms, ended_ms, heard_ms, verdict, local_day,
  local_hour, (select length_ms from tracks where tracks.id = plays.track_id) as length_ms
from plays;

create view v_plays as
select
  p.id, strftime('%Y-%m-%dT%H:%M:%SZ', p.started_ms / 1000, 'unixepoch') as started_at,
  p.local_day, p.local_hour,
  (cast(strftime('%w', p.local_day) as integer) + 6) % 7 as weekday,
  p.started_ms, p.ended_ms, p.heard_ms, t.length_ms,
  p.kind, p.private, p.verdict, nullif(p.reason_end, '') as reason_end,
  t.title, a.name as artist, b.name as album, t.uri,
  p.source, s.platform, s.country, p.track_id
from plays p
join tracks t on t.id = p.track_id
join sightings s on s.id = p.sighting_id
left join track_artists ta on ta.track_id = p.track_id and ta.position = 0
left join artists a on a.id = ta.artist_id
left join albums b on b.id = t.album_id;

create view v_tracks as
select
  t.id, t.uri, t.title, a.name as artist, b.name as album, t.length_ms,
  t.song as song_key, a.folded as artist_key,
  b.folded || char(31) || coalesce(ba.folded, '') as album_key,
  t.named_ms
from tracks t
left join track_artists ta on ta.track_id = t.id and ta.position = 0
left join artists a on a.id = ta.artist_id
left join albums b on b.id = t.album_id
left join artists ba on ba.id = b.artist_id;

create view v_evidence as
select
  coalesce(m.play_id, s.id) as play_id, s.id as sighting_id, s.source, f.name as file, s.row,
  strftime('%Y-%m-%dT%H:%M:%SZ', s.ended_ms / 1000, 'unixepoch') as ended_at,
  s.played_ms, nullif(s.reason_start, '') as reason_start, nullif(s.reason_end, '') as reason_end,
  s.skipped, s.shuffle, s.offline, s.private, s.platform, s.country
from sightings s
left join merged m on m.sighting_id = s.id
left join files f on f.id = s.file_id;

create view v_runs as
select
  id, command, outcome,
  strftime('%Y-%m-%dT%H:%M:%SZ', started_ms / 1000, 'unixepoch') as started_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', finished_ms / 1000, 'unixepoch') as finished_at
from runs;
