-- "Various Artists" and its translations name a compilation, not an artist.
drop view v_tracks;

create view v_tracks as
select
  t.id, t.uri, t.title, a.name as artist, b.name as album, t.length_ms,
  t.song as song_key,
  case when a.folded not in (
    'aa. vv.', 'aa.vv.', 'artistes divers', 'artistes variés', 'artisti vari',
    'blandade artister', 'divers artistes', 'diverse artiesten', 'diverse artister',
    'diverse interpreten', 'diverse kunstnere', 'diverși artiști', 'eri esittäjiä',
    'különböző előadók', 'multi-interprètes', 'olika artister', 'różni artyści',
    'różni wykonawcy', 'rôzni interpreti', 'různí interpreti', 'různí umělci', 'v.a.', 'v/a',
    'varios artistas', 'varios intérpretes', 'various artists',
    'verschiedene interpreten', 'verschiedene künstler', 'verschillende artiesten',
    'vários artistas', 'vários intérpretes', 'çeşitli sanatçılar', 'διάφοροι καλλιτέχνεσ',
    'разные исполнители', 'різні виконавці', 'אמנים שונים', 'فنانون متنوعون', 'オムニバス',
    'ヴァリアス・アーティスツ', 'ヴァリアス・アーティスト', '华语群星', '群星', '여러 아티스트'
  ) then a.folded end as artist_key,
  b.folded || char(31) || coalesce(ba.folded, '') as album_key,
  t.named_ms
from tracks t
left join track_artists ta on ta.track_id = t.id and ta.position = 0
left join artists a on a.id = ta.artist_id
left join albums b on b.id = t.album_id
left join artists ba on ba.id = b.artist_id;
