create table facts (
  source text not null,
  subject text not null,
  status text not null,
  fetched_ms integer not null,
  data text,
  primary key (source, subject)
) strict, without rowid;
create index facts_by_subject on facts (subject);

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
left join facts g on g.source = 'genius' and g.subject = t.uri and g.status = 'found'
where coalesce(r.data, y.data, s.data, g.data) is not null;

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
