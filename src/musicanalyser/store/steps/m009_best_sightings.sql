drop view v_plays;
create view v_plays as
select
  p.id, strftime('%Y-%m-%dT%H:%M:%SZ', p.started_ms / 1000, 'unixepoch') as started_at,
  p.local_day, p.local_hour,
  (cast(strftime('%w', p.local_day) as integer) + 6) % 7 as weekday,
  p.started_ms, p.ended_ms, p.heard_ms, t.length_ms,
  p.kind, p.private, p.verdict, nullif(p.reason_end, '') as reason_end,
  t.title, a.name as artist, b.name as album, t.uri,
  p.source, s.platform, s.country, p.track_id,
  p.low_ms, p.high_ms, p.confidence, nullif(s.reason_start, '') as reason_start
from plays p
join tracks t on t.id = p.track_id
join sightings s on s.id = p.sighting_id
left join track_artists ta on ta.track_id = p.track_id and ta.position = 0
left join artists a on a.id = ta.artist_id
left join albums b on b.id = t.album_id
where p.refuted = 0;

drop view v_evidence;
create view v_evidence as
select
  coalesce(m.play_id, s.id) as play_id, s.id as sighting_id, s.source, f.name as file, s.row,
  strftime('%Y-%m-%dT%H:%M:%SZ', s.ended_ms / 1000, 'unixepoch') as ended_at,
  s.played_ms, nullif(s.reason_start, '') as reason_start, nullif(s.reason_end, '') as reason_end,
  s.skipped, s.shuffle, s.offline, s.private, s.platform, s.country,
  strftime('%Y-%m-%dT%H:%M:%SZ', o.started_ms / 1000, 'unixepoch') as started_at,
  o.low_ms, o.high_ms, o.confidence, o.inferred, s.ended_ms, p.sighting_id = s.id as best
from sightings s
left join merged m on m.sighting_id = s.id
left join plays p on p.id = coalesce(m.play_id, s.id)
left join files f on f.id = s.file_id
left join observations o on o.sighting_id = s.id;
