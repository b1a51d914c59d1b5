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
