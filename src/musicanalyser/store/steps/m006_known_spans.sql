create table known_spans (
  origin text not null,
  since_ms integer not null,
  until_ms integer not null,
  primary key (origin, since_ms)
) strict, without rowid;

insert into known_spans (origin, since_ms, until_ms)
select source, min(ended_ms - played_ms), max(ended_ms)
from sightings
where source in ('spotify-extended', 'spotify-account')
group by source;

create view v_known_spans as
select
  origin, since_ms, until_ms,
  strftime('%Y-%m-%dT%H:%M:%SZ', since_ms / 1000, 'unixepoch') as since_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', until_ms / 1000, 'unixepoch') as until_at
from known_spans;
