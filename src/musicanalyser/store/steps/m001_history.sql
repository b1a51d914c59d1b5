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

-- Names. A song, artist or album is what its key says, and `tracks` refers to the three by number:
-- those that sources name (`named_`), and those that it counts for by the rules of the listener.
create table songs (
  id integer primary key,
  key text not null unique
) strict;

create table artists (
  id integer primary key,
  key text not null unique
) strict;

create table albums (
  id integer primary key,
  key text not null unique
) strict;

create table tracks (
  id integer primary key,
  uri text unique,
  title text,
  artist text,
  album text,
  named_song_id integer not null references songs (id),
  named_artist_id integer references artists (id),
  named_album_id integer references albums (id),
  song_id integer not null references songs (id),
  artist_id integer references artists (id),
  album_id integer references albums (id),
  ruled_title text,
  ruled_artist text,
  ruled_album text,
  ruled_by text,
  length_ms integer,
  told_ms integer,
  name_rank integer not null,
  named_ms integer not null
) strict;
create unique index tracks_without_uri on tracks (named_song_id) where uri is null;
create index tracks_by_named_song on tracks (named_song_id);
create index tracks_by_song on tracks (song_id);
create index tracks_by_artist on tracks (artist_id);
create index tracks_by_album on tracks (album_id);
create index tracks_without_title on tracks (id) where title is null;

-- Corrections by the listener, in order of their numbers. A rule names what it is about as the rules
-- before it leave the names.
create table rules (
  id integer primary key,
  created_ms integer not null,
  action text not null,
  level text not null,
  name text not null,
  artist text,
  album text,
  new_name text,
  new_artist text,
  since_ms integer,
  until_ms integer,
  from_minute integer,
  until_minute integer
) strict;

-- What other services call a track with an address: its names, once all of Spotify's API are gone.
create table service_names (
  track_id integer primary key references tracks (id),
  title text not null,
  artist text,
  album text,
  named_ms integer not null
) strict;

create table podcast_shows (
  folded text primary key
) strict, without rowid;

-- Sightings. What many of them share has a number: a class holds what tells one sighting from
-- another, a device what does not.
create table sighting_classes (
  id integer primary key,
  source text not null,
  kind text not null,
  reason_start text not null,
  reason_end text not null,
  skipped integer,
  offline integer,
  private integer,
  heard text not null
) strict;

create table devices (
  id integer primary key,
  platform text,
  country text,
  shuffle integer
) strict;

create table sightings (
  id integer primary key,
  ended_ms integer not null,
  played_ms integer not null,
  track_id integer not null references tracks (id),
  class_id integer not null references sighting_classes (id),
  device_id integer not null references devices (id),
  stamped_before_ms integer,
  ordinal integer not null,
  file_id integer references files (id),
  row integer
) strict;
create index sightings_by_end on sightings (ended_ms);
create index sightings_stamped_early on sightings (ended_ms - played_ms - stamped_before_ms)
where stamped_before_ms > 900000;

create table observations (
  sighting_id integer primary key references sightings (id),
  started_ms integer,
  latest_ms integer,
  length_ms integer,
  low_ms integer not null,
  high_ms integer not null,
  confidence real not null,
  inferred integer not null,
  context text
) strict;
create index observations_inferred on observations (sighting_id) where inferred = 1;

-- The lengths of tracks as other services state them.
create table stated_lengths (
  sighting_id integer primary key references sightings (id),
  length_ms integer not null
) strict;

create table known_spans (
  origin text not null,
  since_ms integer not null,
  until_ms integer not null,
  primary key (origin, since_ms)
) strict, without rowid;

-- Plays, in order of their start. A partition is what an answer takes in or leaves out as a whole;
-- refuted plays, which did not happen, have none, nor have plays that a rule ignores.
create table partitions (
  id integer primary key,
  kind text not null,
  private integer not null,
  exported integer not null
) strict;

create table play_classes (
  id integer primary key,
  source text not null,
  kind text not null,
  private integer not null,
  reason_end text not null,
  skipped integer,
  verdict text not null,
  resumed integer not null,
  refuted integer not null,
  heard text not null,
  ignored_by integer,
  exported integer not null,
  partition_id integer references partitions (id)
) strict;

create table plays (
  started_ms integer not null,
  id integer not null,
  track_id integer not null references tracks (id),
  class_id integer not null references play_classes (id),
  heard_ms integer not null,
  paused_ms integer not null,
  local_day integer not null,
  local_hour integer not null,
  best_id integer references sightings (id),
  primary key (started_ms, id)
) strict, without rowid;
create unique index plays_by_id on plays (id);
create index plays_by_track on plays (track_id, started_ms, id, class_id, heard_ms);

create table play_bounds (
  play_id integer primary key references sightings (id),
  low_ms integer,
  high_ms integer,
  confidence real
) strict;

create table merged (
  sighting_id integer primary key references sightings (id),
  play_id integer not null
) strict;
create index merged_by_play on merged (play_id);

-- Roll-ups: sums of plays, by `store.rollups`. A rule of counting has its number of plays, and the
-- start of the first and of the last of them. They refer to what may be gone until the transaction
-- ends.
create table track_totals (
  track_id integer not null,
  partition_id integer not null,
  heard_ms integer not null,
  plays integer not null,
  streams integer not null,
  scrobbles integer not null,
  fulls integer not null,
  judged integer not null,
  skips integer not null,
  first_ms integer not null,
  last_ms integer not null,
  first_stream_ms integer,
  last_stream_ms integer,
  first_scrobble_ms integer,
  last_scrobble_ms integer,
  first_full_ms integer,
  last_full_ms integer,
  primary key (track_id, partition_id)
) strict, without rowid;

-- All music outside of private sessions, by song (level 1), artist (2) and album (3).
create table entity_totals (
  level integer not null,
  entity_id integer not null,
  track_id integer not null,
  heard_ms integer not null,
  plays integer not null,
  streams integer not null,
  scrobbles integer not null,
  fulls integer not null,
  judged integer not null,
  skips integer not null,
  first_ms integer not null,
  last_ms integer not null,
  first_stream_ms integer,
  last_stream_ms integer,
  first_scrobble_ms integer,
  last_scrobble_ms integer,
  first_full_ms integer,
  last_full_ms integer,
  primary key (level, entity_id)
) strict, without rowid;
create index entity_totals_by_time on entity_totals (level, heard_ms);
create index entity_totals_by_streams on entity_totals (level, streams);

-- By the local day on which plays started. `week_hour` counts the hours since Monday 0:00 in which
-- they sounded; counts belong to the hour of the start.
create table hour_totals (
  local_day integer not null,
  week_hour integer not null,
  partition_id integer not null,
  sounded_ms integer not null,
  heard_ms integer not null,
  plays integer not null,
  streams integer not null,
  fulls integer not null,
  judged integer not null,
  skips integer not null,
  primary key (local_day, week_hour, partition_id)
) strict, without rowid;

-- All music outside of private sessions, by the local year of the start and the part of the day in
-- which it sounded.
create table year_totals (
  track_id integer not null,
  year integer not null,
  plays integer not null,
  night_ms integer not null,
  morning_ms integer not null,
  afternoon_ms integer not null,
  evening_ms integer not null,
  primary key (track_id, year)
) strict, without rowid;

-- Sessions of all music outside of private sessions, with the usual longest silence.
create table sessions (
  started_ms integer primary key,
  ended_ms integer not null,
  heard_ms integer not null,
  plays integer not null,
  streams integer not null,
  track_id integer not null
) strict;

-- The week and the day of most streams of each song with at least five in a week, of all music
-- outside of private sessions.
create table song_peaks (
  song_id integer primary key,
  week_plays integer not null,
  week_first integer not null,
  day_plays integer not null,
  day integer not null
) strict;

-- Streams of the same music in a row, of three or more songs of one album.
create table album_runs (
  started_ms integer not null,
  play_id integer not null,
  plays integer not null,
  primary key (started_ms, play_id)
) strict, without rowid;

-- How often the end was right that `watch` told with some confidence, by the exports that cover it.
create table confidence_checks (
  told real primary key,
  plays integer not null,
  rights integer not null
) strict, without rowid;

-- The clock that travels, by `timespan.travel`: from a play on, the zone of the next plays.
create table zone_steps (
  since_ms integer primary key,
  first_day integer not null,
  zone text not null,
  source text not null,
  country text
) strict;

-- What the sums do not hold yet; empty outside of a transaction.
create table changed_plays (
  sign integer not null,
  started_ms integer not null,
  play_id integer not null,
  track_id integer not null,
  class_id integer not null,
  heard_ms integer not null,
  paused_ms integer not null,
  local_day integer not null,
  local_hour integer not null
) strict;

create table changed_tracks (
  track_id integer not null,
  named_song_id integer not null,
  song_id integer not null,
  artist_id integer,
  album_id integer,
  length_ms integer,
  has_moved integer not null
) strict;

create table changed_facts (
  subject text not null
) strict;

create trigger plays_added after insert on plays
begin
  insert into changed_plays values (
    1, new.started_ms, new.id, new.track_id, new.class_id, new.heard_ms, new.paused_ms,
    new.local_day, new.local_hour
  );
end;

create trigger plays_removed after delete on plays
begin
  insert into changed_plays values (
    -1, old.started_ms, old.id, old.track_id, old.class_id, old.heard_ms, old.paused_ms,
    old.local_day, old.local_hour
  );
end;

create trigger plays_revised after update of started_ms, track_id, class_id, heard_ms, paused_ms
on plays
begin
  insert into changed_plays values (
    -1, old.started_ms, old.id, old.track_id, old.class_id, old.heard_ms, old.paused_ms,
    old.local_day, old.local_hour
  ), (
    1, new.started_ms, new.id, new.track_id, new.class_id, new.heard_ms, new.paused_ms,
    new.local_day, new.local_hour
  );
end;

create trigger tracks_added after insert on tracks
begin
  insert into changed_tracks values (
    new.id, new.named_song_id, new.song_id, new.artist_id, new.album_id, new.length_ms, 1
  );
end;

create trigger tracks_moved
after update of title, artist, album, song_id, artist_id, album_id, length_ms on tracks
when old.song_id <> new.song_id or old.artist_id is not new.artist_id
  or old.album_id is not new.album_id or old.length_ms is not new.length_ms
  or old.title is not new.title or old.artist is not new.artist or old.album is not new.album
begin
  insert into changed_tracks values (
    old.id, old.named_song_id, old.song_id, old.artist_id, old.album_id, old.length_ms,
    old.song_id <> new.song_id or old.artist_id is not new.artist_id
  );
end;

create trigger tracks_removed after delete on tracks
begin
  insert into changed_tracks values (
    old.id, old.named_song_id, old.song_id, old.artist_id, old.album_id, old.length_ms, 1
  );
end;

create table settings (
  key text primary key,
  value text not null
) strict, without rowid;

create table watching (
  id integer primary key check (id = 1),
  saved_ms integer not null,
  state text not null
) strict;

create table api_calls (
  id integer primary key,
  at_ms integer not null,
  endpoint text not null,
  status integer not null
) strict;
create index api_calls_by_time on api_calls (at_ms);

create table facts (
  source text not null,
  subject text not null,
  status text not null,
  fetched_ms integer not null,
  data text,
  primary key (source, subject)
) strict, without rowid;
create index facts_by_subject on facts (subject);

create trigger facts_added after insert on facts
begin
  insert into changed_facts values (new.subject);
end;

create trigger facts_revised after update on facts
begin
  insert into changed_facts values (old.subject), (new.subject);
end;

create trigger facts_removed after delete on facts
begin
  insert into changed_facts values (old.subject);
end;

-- The addresses of artists that facts name.
create table artist_uris (
  id integer primary key,
  uri text not null unique
) strict;

-- What facts say of all ids of a song, by `store.facts.song_facts`; what a source answers is of any
-- type.
create table song_facts (
  song_id integer primary key,
  artist_uri_id integer,
  listeners any,
  popularity any,
  release_year any,
  energy any,
  valence any,
  danceability any,
  acousticness any,
  instrumentalness any,
  speechiness any,
  liveness any,
  tempo any,
  has_lyrics integer not null,
  instrumental any,
  language any,
  words any,
  repetition any,
  sentiment any,
  profanity any,
  themes any
) strict;

create table snapshots (
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
create index snapshots_by_fingerprint on snapshots (fingerprint, id);

-- SQLite leaves out a subquery that nobody asks for, but no join where plays are summed.
create view v_heard as
select
  p.id, p.track_id, c.source, c.kind, c.private, p.started_ms,
  p.started_ms + p.heard_ms + p.paused_ms as ended_ms, p.heard_ms, c.verdict,
  date(p.local_day * 86400, 'unixepoch') as local_day, p.local_hour,
  (select length_ms from tracks t where t.id = p.track_id) as length_ms,
  (select low_ms from play_bounds b where b.play_id = p.id) as low_ms,
  (select high_ms from play_bounds b where b.play_id = p.id) as high_ms,
  c.partition_id, p.local_day as day_number,
  c.exported,
  p.heard_ms >= 30000 or c.heard = 'listed' as is_stream,
  p.heard_ms >= (
    select case
      when t.length_ms > 30000 then min(240000, 0.5 * t.length_ms)
      when t.length_ms is null then 240000
      else 9e99
    end
    from tracks t
    where t.id = p.track_id
  ) or c.heard = 'listed' as is_scrobble,
  c.verdict = 'finished' and p.heard_ms > 0 as is_full,
  (select device_id from sightings s where s.id = coalesce(p.best_id, p.id)) as device_id,
  coalesce(p.best_id, p.id) as sighting_id, c.heard
from plays p
join play_classes c on c.id = p.class_id
where c.partition_id is not null;

create view v_plays as
select
  p.id, strftime('%Y-%m-%dT%H:%M:%SZ', p.started_ms / 1000, 'unixepoch') as started_at,
  date(p.local_day * 86400, 'unixepoch') as local_day, p.local_hour,
  (p.local_day + 3) % 7 as weekday,
  p.started_ms, p.started_ms + p.heard_ms + p.paused_ms as ended_ms,
  iif(c.heard = 'known' or p.heard_ms > 0, p.heard_ms, null) as heard_ms, t.length_ms,
  c.kind, c.private, c.verdict, nullif(c.reason_end, '') as reason_end,
  coalesce(t.ruled_title, t.title) as title, coalesce(t.ruled_artist, t.artist) as artist,
  coalesce(t.ruled_album, t.album) as album, t.uri,
  c.source, d.platform, d.country, p.track_id,
  b.low_ms, b.high_ms,
  coalesce(
    (
      select (k.rights + 20 * k.told) / (k.plays + 20) from confidence_checks k
      where k.told = b.confidence
    ),
    b.confidence
  ) as confidence,
  nullif(sc.reason_start, '') as reason_start,
  p.heard_ms >= 30000 or c.heard = 'listed' as is_stream,
  p.heard_ms >= case
    when t.length_ms > 30000 then min(240000, 0.5 * t.length_ms)
    when t.length_ms is null then 240000
    else 9e99
  end or c.heard = 'listed' as is_scrobble,
  c.verdict = 'finished' and p.heard_ms > 0 as is_full,
  c.exported,
  (
    select min(o.context) from observations o
    where o.sighting_id in (
      select p.id union all select m.sighting_id from merged m where m.play_id = p.id
    )
  ) as context,
  c.heard, c.ignored_by
from plays p
join play_classes c on c.id = p.class_id
join tracks t on t.id = p.track_id
join sightings s on s.id = coalesce(p.best_id, p.id)
join sighting_classes sc on sc.id = s.class_id
join devices d on d.id = s.device_id
left join play_bounds b on b.play_id = p.id
where c.refuted = 0;

create view v_ignored as
select
  p.id, p.track_id, c.source, c.kind, c.private, p.started_ms,
  iif(c.heard = 'known', p.heard_ms, null) as heard_ms, c.verdict,
  date(p.local_day * 86400, 'unixepoch') as local_day, p.local_day as day_number, c.exported,
  c.ignored_by
from plays p
join play_classes c on c.id = p.class_id
where p.class_id in (
  select id from play_classes where refuted = 0 and ignored_by is not null
);

create view v_rules as
select
  id, strftime('%Y-%m-%dT%H:%M:%SZ', created_ms / 1000, 'unixepoch') as created_at, created_ms,
  action, level, name, artist, album, new_name, new_artist, since_ms, until_ms, from_minute,
  until_minute
from rules;

create view v_zone_steps as
select
  since_ms, strftime('%Y-%m-%dT%H:%M:%SZ', since_ms / 1000, 'unixepoch') as since_at, first_day,
  zone, source, country
from zone_steps;

create view v_devices as
select id, platform, country, shuffle from devices;

create view v_sightings as
select id, class_id, device_id, stamped_before_ms is not null as is_stamped from sightings;

create view v_sighting_classes as
select
  id, source, kind, nullif(reason_start, '') as reason_start, nullif(reason_end, '') as reason_end,
  skipped, offline, private
from sighting_classes;

create view v_tracks as
select
  t.id, t.uri, coalesce(t.ruled_title, t.title) as title,
  coalesce(t.ruled_artist, t.artist) as artist, coalesce(t.ruled_album, t.album) as album,
  t.length_ms,
  s.key as song_key, a.key as artist_key, b.key as album_key, t.named_ms,
  t.song_id, t.artist_id, t.album_id, t.title as named_title, t.artist as named_artist,
  t.album as named_album, t.ruled_by
from tracks t
left join songs s on s.id = t.song_id
left join artists a on a.id = t.artist_id
left join albums b on b.id = t.album_id;

create view v_track_totals as
select
  k.track_id, q.kind, q.private, q.exported, k.heard_ms, k.plays, k.streams, k.scrobbles, k.fulls,
  k.judged, k.skips, k.first_ms, k.last_ms, k.first_stream_ms, k.last_stream_ms,
  k.first_scrobble_ms, k.last_scrobble_ms, k.first_full_ms, k.last_full_ms
from track_totals k
join partitions q on q.id = k.partition_id;

create view v_song_totals as
select
  entity_id as song_id, track_id, heard_ms, plays, streams, scrobbles, fulls, judged, skips, first_ms,
  last_ms, first_stream_ms, last_stream_ms, first_scrobble_ms, last_scrobble_ms, first_full_ms,
  last_full_ms
from entity_totals where level = 1;

create view v_artist_totals as
select
  entity_id as artist_id, track_id, heard_ms, plays, streams, scrobbles, fulls, judged, skips, first_ms,
  last_ms, first_stream_ms, last_stream_ms, first_scrobble_ms, last_scrobble_ms, first_full_ms,
  last_full_ms
from entity_totals where level = 2;

create view v_album_totals as
select
  entity_id as album_id, track_id, heard_ms, plays, streams, scrobbles, fulls, judged, skips, first_ms,
  last_ms, first_stream_ms, last_stream_ms, first_scrobble_ms, last_scrobble_ms, first_full_ms,
  last_full_ms
from entity_totals where level = 3;

create view v_hour_totals as
select
  date(k.local_day * 86400, 'unixepoch') as local_day, k.local_day as day_number, k.week_hour,
  q.kind, q.private, q.exported, k.sounded_ms, k.heard_ms, k.plays, k.streams, k.fulls, k.judged,
  k.skips
from hour_totals k
join partitions q on q.id = k.partition_id;

create view v_year_totals as
select
  track_id, year, plays, night_ms, morning_ms, afternoon_ms, evening_ms,
  night_ms + morning_ms + afternoon_ms + evening_ms as heard_ms
from year_totals;

create view v_song_peaks as
select
  song_id, week_plays, date(week_first * 86400, 'unixepoch') as week_first_day, week_first,
  day_plays, date(day * 86400, 'unixepoch') as local_day, day as day_number
from song_peaks;

create view v_album_runs as
select
  strftime('%Y-%m-%dT%H:%M:%SZ', started_ms / 1000, 'unixepoch') as started_at, started_ms,
  play_id, plays
from album_runs;

create view v_sessions as
select
  strftime('%Y-%m-%dT%H:%M:%SZ', started_ms / 1000, 'unixepoch') as started_at, started_ms,
  ended_ms, heard_ms, plays, streams, track_id
from sessions;

create view v_confidence_checks as
select told, plays, rights from confidence_checks;

create view v_evidence as
select
  coalesce(m.play_id, s.id) as play_id, s.id as sighting_id, c.source, f.name as file, s.row,
  strftime('%Y-%m-%dT%H:%M:%SZ', s.ended_ms / 1000, 'unixepoch') as ended_at,
  iif(c.heard = 'known', s.played_ms, null) as played_ms,
  nullif(c.reason_start, '') as reason_start, nullif(c.reason_end, '') as reason_end,
  c.skipped, d.shuffle, c.offline, c.private, d.platform, d.country,
  strftime('%Y-%m-%dT%H:%M:%SZ', o.started_ms / 1000, 'unixepoch') as started_at,
  o.low_ms, o.high_ms, o.confidence, o.inferred, o.context, s.ended_ms,
  coalesce(p.best_id, p.id) = s.id as best, c.kind, c.heard, l.length_ms
from sightings s
join sighting_classes c on c.id = s.class_id
join devices d on d.id = s.device_id
left join merged m on m.sighting_id = s.id
left join plays p on p.id = coalesce(m.play_id, s.id)
left join files f on f.id = s.file_id
left join stated_lengths l on l.sighting_id = s.id
left join observations o on o.sighting_id = s.id;

create view v_runs as
select
  id, command, outcome,
  strftime('%Y-%m-%dT%H:%M:%SZ', started_ms / 1000, 'unixepoch') as started_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', finished_ms / 1000, 'unixepoch') as finished_at
from runs;

create view v_known_spans as
select
  origin, since_ms, until_ms,
  strftime('%Y-%m-%dT%H:%M:%SZ', since_ms / 1000, 'unixepoch') as since_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', until_ms / 1000, 'unixepoch') as until_at
from known_spans;

create view v_facts as
select
  source, subject, status, strftime('%Y-%m-%dT%H:%M:%SZ', fetched_ms / 1000, 'unixepoch') as fetched_at,
  data
from facts;

create view v_features as
select
  t.id as track_id, t.uri,
  json_extract(f.data, '$.tempo') as tempo,
  json_extract(f.data, '$.energy') as energy,
  json_extract(f.data, '$.valence') as valence,
  json_extract(f.data, '$.danceability') as danceability,
  json_extract(f.data, '$.acousticness') as acousticness,
  json_extract(f.data, '$.instrumentalness') as instrumentalness,
  json_extract(f.data, '$.speechiness') as speechiness,
  json_extract(f.data, '$.liveness') as liveness,
  json_extract(f.data, '$.loudness') as loudness,
  json_extract(f.data, '$.key') as key,
  json_extract(f.data, '$.mode') as mode
from facts f
join tracks t on t.uri = f.subject
where f.source = 'features' and f.status = 'found';

create view v_track_facts as
select
  t.id as track_id, t.uri,
  json_extract(r.data, '$.popularity') as popularity,
  coalesce(json_extract(r.data, '$.isrc'), json_extract(s.data, '$.isrc')) as isrc,
  coalesce(json_extract(r.data, '$.length_ms'), json_extract(s.data, '$.length_ms')) as length_ms,
  coalesce(
    json_extract(r.data, '$.artists[0].uri'), json_extract(s.data, '$.artists[0].uri')
  ) as artist_uri,
  coalesce(
    json_extract(y.data, '$.year'), json_extract(s.data, '$.year'), json_extract(g.data, '$.year')
  ) as release_year,
  json_extract(g.data, '$.url') as genius_url,
  json_extract(g.data, '$.pageviews') as genius_pageviews
from tracks t
left join facts r on r.source = 'tracks' and r.subject = t.uri and r.status = 'found'
left join facts y on y.source = 'releases' and y.subject = t.uri and y.status = 'found'
left join facts s on s.source = 'spotify' and s.subject = t.uri and s.status = 'found'
left join facts g on g.source = 'genius' and g.subject = t.uri and g.status = 'found';

create view v_artist_facts as
select
  a.subject as artist_uri,
  json_extract(m.data, '$.mbid') as mbid,
  json_extract(m.data, '$.name') as name,
  coalesce(json_extract(m.data, '$.country'), json_extract(g.data, '$.country')) as country,
  json_extract(g.data, '$.begin_year') as begin_year,
  json_extract(p.data, '$.listeners') as listeners,
  json_extract(p.data, '$.listens') as listens,
  json_extract(l.data, '$.listeners') as lastfm_listeners
from (
  select distinct subject from facts where source in ('artists', 'genres', 'popularity', 'lastfm')
) a
left join facts m on m.source = 'artists' and m.subject = a.subject and m.status = 'found'
left join facts g on g.source = 'genres' and g.subject = a.subject and g.status = 'found'
left join facts p on p.source = 'popularity' and p.subject = a.subject and p.status = 'found'
left join facts l on l.source = 'lastfm' and l.subject = a.subject and l.status = 'found';

create view v_artist_genres as
select
  f.subject as artist_uri, f.source,
  json_extract(g.value, '$.name') as genre,
  json_extract(g.value, '$.count') as weight,
  json_extract(g.value, '$.curated') as curated
from facts f, json_each(f.data, '$.genres') g
where f.source in ('genres', 'lastfm') and f.status = 'found';

create view v_lyrics as
select
  t.id as track_id, t.uri,
  json_extract(f.data, '$.instrumental') as instrumental,
  json_extract(f.data, '$.language') as language,
  json_extract(f.data, '$.words') as words,
  json_extract(f.data, '$.unique_words') as unique_words,
  json_extract(f.data, '$.repetition') as repetition,
  json_extract(f.data, '$.sentiment') as sentiment,
  json_extract(f.data, '$.profanity') as profanity,
  json_extract(f.data, '$.themes') as themes
from facts f
join tracks t on t.uri = f.subject
where f.source = 'lyrics' and f.status = 'found';

create view v_artist_uris as
select id, uri from artist_uris;

create view v_song_facts as
select
  song_id, artist_uri_id,
  (select uri from artist_uris where artist_uris.id = artist_uri_id) as artist_uri,
  listeners, popularity, release_year, energy, valence, danceability, acousticness,
  instrumentalness, speechiness, liveness, tempo, has_lyrics, instrumental, language, words,
  repetition, sentiment, profanity, themes
from song_facts;

create view v_snapshots as
select
  id, strftime('%Y-%m-%dT%H:%M:%SZ', created_ms / 1000, 'unixepoch') as created_at,
  json_extract(persona, '$.name') as name, json_extract(persona, '$.tagline') as tagline,
  label as window,
  strftime('%Y-%m-%dT%H:%M:%SZ', since_ms / 1000, 'unixepoch') as since_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', until_ms / 1000, 'unixepoch') as until_at,
  timezone, tone, language, provider, model, seed, prompt_version, prompt_sha256,
  tokens_in, tokens_out, latency_ms, facts, persona
from snapshots;
