"""Albums that are heard in order by an artist whose other albums are not."""

from musicanalyser.stats.contrasts.ordered_albums import AlbumPlay, OrderedAlbum, find_ordered

SHUFFLED = [AlbumPlay(100 + n, 7, 1) if n % 2 else AlbumPlay(200 + n, 9, 2) for n in range(20)]
"""Ten plays of album 7 of artist 1 between plays of artist 2."""


def in_order(*songs: int, album: int | None = 5) -> list[AlbumPlay]:
    return [AlbumPlay(song, album, 1) for song in songs]


def test_an_album_is_compared_with_the_other_albums_of_its_artist() -> None:
    loose = [play for n in (1, 2) for play in (*in_order(n), AlbumPlay(300 + n, 9, 2))]
    (found,) = find_ordered([*in_order(*range(8)), *SHUFFLED, *loose])
    assert found == OrderedAlbum(album_id=5, share=0.8, others_share=0, plays=10)


def test_ten_plays_are_needed_of_the_album_and_of_the_others() -> None:
    assert list(find_ordered([*in_order(*range(9)), *SHUFFLED])) == []
    assert list(find_ordered([*in_order(*range(10)), *SHUFFLED[:18]])) == []
    assert len(list(find_ordered([*in_order(*range(10)), *SHUFFLED]))) == 1


def test_a_play_without_an_album_parts_a_run() -> None:
    whole = [*in_order(1, 2, 3, 4, 5), *in_order(0, album=None), *in_order(6, 7, 8, 9, 10)]
    assert next(find_ordered([*whole, *SHUFFLED])).share == 1
    short = [play for n in range(5) for play in (*in_order(n, n + 9), *in_order(0, album=None))]
    assert list(find_ordered([*short, *SHUFFLED])) == []
