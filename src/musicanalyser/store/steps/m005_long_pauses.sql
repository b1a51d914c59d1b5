create index sightings_with_long_pause on sightings (offline_ms)
where offline_ms < ended_ms - played_ms - 21600000;
