create table podcast_shows (
  folded text primary key
) strict, without rowid;
