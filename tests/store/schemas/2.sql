pragma application_id = 1836413793;

pragma user_version = 2;

CREATE UNIQUE INDEX albums_by_name on albums (name, artist_id) where uri is null;

CREATE UNIQUE INDEX artists_by_name on artists (name) where uri is null;

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE INDEX merged_by_play on merged (play_id);

CREATE INDEX plays_by_start on plays (started_ms);

CREATE INDEX plays_by_track on plays (track_id, started_ms);

CREATE UNIQUE INDEX sightings_natural_key on sightings (
  ended_ms, source, track_id, played_ms, kind, reason_start, reason_end, coalesce(offline_ms, -1),
  coalesce(skipped, -1), coalesce(private, -1), coalesce(offline, -1), ordinal
);

CREATE INDEX snapshots_by_fingerprint on snapshots (fingerprint, id);

CREATE INDEX tracks_by_song on tracks (song);

CREATE UNIQUE INDEX tracks_without_uri on tracks (song) where uri is null;

CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

CREATE TABLE albums (
  id integer primary key,
  name text not null,
  folded text not null,
  artist_id integer references artists (id),
  uri text unique
) strict;

CREATE TABLE artists (
  id integer primary key,
  name text not null,
  folded text not null,
  uri text unique
) strict;

CREATE TABLE files (
  id integer primary key,
  digest blob not null unique,
  name text not null,
  format text not null
) strict;

CREATE TABLE merged (
  sighting_id integer primary key references sightings (id),
  play_id integer not null references plays (id)
) strict;

CREATE TABLE plays (
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

CREATE TABLE runs (
  id integer primary key,
  command text not null,
  started_ms integer not null,
  finished_ms integer,
  outcome text
) strict;

CREATE TABLE settings (
  key text primary key,
  value text not null
) strict, without rowid;

CREATE TABLE sightings (
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

CREATE TABLE snapshots (
  id integer primary key,
  created_ms integer not null,
  fingerprint text not null,
  label text not null,
  since_ms integer,
  until_ms integer not null,
  timezone text not null,
  definition text not null,
  covered text,
  coverage real,
  tone text not null,
  language text not null,
  provider text not null,
  model text,
  seed integer,
  prompt_version text not null,
  prompt_sha256 text,
  tokens_in integer,
  tokens_out integer,
  latency_ms integer,
  facts text not null,
  persona text not null
) strict;

CREATE TABLE track_artists (
  track_id integer not null references tracks (id),
  position integer not null,
  artist_id integer not null references artists (id),
  primary key (track_id, position)
) strict, without rowid;

CREATE TABLE tracks (
  id integer primary key,
  uri text unique,
  title text,
  album_id integer references albums (id),
  song text not null,
  length_ms integer,
  named_ms integer not null
) strict;

CREATE VIEW v_evidence as
select
  coalesce(m.play_id, s.id) as play_id, s.id as sighting_id, s.source, f.name as file, s.row,
  strftime('%Y-%m-%dT%H:%M:%SZ', s.ended_ms / 1000, 'unixepoch') as ended_at,
  s.played_ms, nullif(s.reason_start, '') as reason_start, nullif(s.reason_end, '') as reason_end,
  s.skipped, s.shuffle, s.offline, s.private, s.platform, s.country
from sightings s
left join merged m on m.sighting_id = s.id
left join files f on f.id = s.file_id;

CREATE VIEW v_heard as
select
  id, track_id, source, kind, private, started_ms, ended_ms, heard_ms, verdict, local_day,
  local_hour, (select length_ms from tracks where tracks.id = plays.track_id) as length_ms
from plays;

CREATE VIEW v_plays as
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

CREATE VIEW v_runs as
select
  id, command, outcome,
  strftime('%Y-%m-%dT%H:%M:%SZ', started_ms / 1000, 'unixepoch') as started_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', finished_ms / 1000, 'unixepoch') as finished_at
from runs;

CREATE VIEW v_snapshots as
select
  id, strftime('%Y-%m-%dT%H:%M:%SZ', created_ms / 1000, 'unixepoch') as created_at,
  json_extract(persona, '$.name') as name, json_extract(persona, '$.tagline') as tagline,
  label as window,
  strftime('%Y-%m-%dT%H:%M:%SZ', since_ms / 1000, 'unixepoch') as since_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', until_ms / 1000, 'unixepoch') as until_at,
  timezone, tone, language, provider, model, seed, prompt_version, prompt_sha256,
  tokens_in, tokens_out, latency_ms, facts, persona
from snapshots;

CREATE VIEW v_tracks as
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

