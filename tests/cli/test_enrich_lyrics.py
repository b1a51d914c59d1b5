"""The command ``enrich lyrics`` as a process, against a loopback LRCLIB: figures in, no words."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import Ran, musicanalyser
from tests.enrich.lyric_texts import GRACE, MOON, SAKURA
from tests.simulators.enrich.lrclib import Fault, Lrclib, Record, cloudflare, cut_off, lrclib

_TEXTS = (GRACE, GRACE, MOON, SAKURA, "", None)
"""The second is synced only, the fifth instrumental, and of the last nothing is known."""
_HEARD_MOST = """
select t.uri, t.title, t.artist, t.length_ms
from v_heard h join v_tracks t on t.id = h.track_id
where h.kind = 'music' and h.private = 0
group by t.id order by sum(h.heard_ms) desc, t.uri limit ?
"""
_WITHOUT_EXTRA = "import sys\nsys.modules.update(gcld3=None, vader=None)\n"
_SERVICES = ("LRCLIB", "RECCOBEATS", "MUSICBRAINZ", "LISTENBRAINZ", "GENIUS", "LASTFM")


def _database(home: Path) -> Path:
    return next(home.rglob("*.db"))


def _songs(home: Path) -> list[Record]:
    """Give the songs heard most a lyric, each with a line of its own that nobody else sings."""
    with closing(sqlite3.connect(_database(home))) as conn:
        heard = conn.execute(_HEARD_MOST, (len(_TEXTS),)).fetchall()
    return [
        _song(at, text, *names)
        for at, (text, (_, *names)) in enumerate(zip(_TEXTS, heard, strict=True))
        if text is not None
    ]


def _song(at: int, text: str, title: str, artist: str, length_ms: int | None) -> Record:
    words = f"{text}The zzyzx{'abcde'[at]} marmot\n" if text else None
    return Record(
        id=100 + at,
        title=title,
        artist=artist,
        seconds=length_ms and length_ms / 1000,
        plain=None if at == 1 else words,
        synced=f"[00:09.00]{words}" if words else None,
        instrumental=words is None,
    )


def _enrich(home: Path, server: Lrclib, *words: str, **environ: str) -> Ran:
    addresses = {f"MUSICANALYSER_{name}_URL": server.url for name in _SERVICES}
    limit = str(len(_TEXTS))
    return musicanalyser(
        home, "--verbose", "enrich", "lyrics", "--limit", limit, *words, **addresses, **environ
    )


def _facts(home: Path) -> list[tuple[str, Mapping[str, object] | None]]:
    """Return the status and the data of each track, that heard most first."""
    sql = "select status, data from facts where source = 'lyrics' and subject = ?"
    with closing(sqlite3.connect(_database(home))) as conn:
        heard = conn.execute(_HEARD_MOST, (len(_TEXTS),)).fetchall()
        rows = [conn.execute(sql, (uri,)).fetchone() for uri, *_ in heard]
    return [(status, data and json.loads(data)) for status, data in rows]


def _all_that_is_left(home: Path, *ran: Ran) -> str:
    """Return all that was shown, and every byte of every file, before and after tidying up."""
    before = _bytes(home)
    with closing(sqlite3.connect(_database(home))) as conn:
        conn.execute("pragma wal_checkpoint(truncate)")
        conn.execute("vacuum")
    return repr(ran) + before + _bytes(home)


def _bytes(home: Path) -> str:
    files = sorted(path for path in home.rglob("*") if path.is_file())
    return "".join(path.read_bytes().decode("utf-8", "replace") for path in files)


def _lines(songs: list[Record]) -> set[str]:
    texts = [text for song in songs for text in (song.plain, song.synced) if text]
    return {line.rpartition("]")[2] for text in texts for line in text.splitlines()} | {"zzyzx"}


def test_what_is_kept_is_the_truth(own: Path) -> None:
    with lrclib(_songs(own)) as server:
        ran = _enrich(own, server)
    assert ran.code == 0, ran.err
    facts = _facts(own)
    assert [status for status, _ in facts] == ["found"] * 5 + ["missing"]
    told = [data or {} for _, data in facts]
    figures = [(one.get("language"), one.get("words"), one.get("instrumental")) for one in told]
    assert figures == [
        ("en", 43, 0),
        ("en", 43, 0),
        ("de", 31, 0),
        ("ja", None, 0),
        (None, None, 1),
        (None, None, None),
    ]
    assert [one.get("lrclib_id") for one in told] == [100, 101, 102, 103, 104, None]


def test_a_second_run_goes_on_to_others_and_asks_for_none_of_it_again(own: Path) -> None:
    with lrclib(_songs(own)) as server:
        _enrich(own, server)
        first = _facts(own)
        _enrich(own, server)
    assert _facts(own) == first
    with closing(sqlite3.connect(_database(own))) as conn:
        (asked,) = conn.execute("select count(*) from facts where source = 'lyrics'").fetchone()
    assert asked == 2 * len(_TEXTS)


def test_without_the_extra_it_says_what_stays_unknown_and_how_to_get_it(
    own: Path, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(_WITHOUT_EXTRA)
    with lrclib(_songs(own)) as server:
        ran = _enrich(own, server, PYTHONPATH=str(tmp_path))
    assert ran.code == 0, ran.err
    assert ran.err.count("musicanalyser[lyrics]") == 1
    assert (
        "Language, mood, profanity and themes of lyrics stay unknown. Install"
        " musicanalyser[lyrics], then run: musicanalyser enrich lyrics --refresh"
    ) in ran.err.splitlines()
    told = [data or {} for _, data in _facts(own)]
    assert [one.get("words") for one in told] == [43, 43, 31, None, None, None]
    assert {one.get("language") for one in told} == {None}
    with lrclib(_songs(own)) as server:
        again = _enrich(own, server, "--refresh")
    assert "musicanalyser[lyrics]" not in again.err
    assert [(data or {}).get("language") for _, data in _facts(own)][:3] == ["en", "en", "de"]


def test_no_line_of_a_lyric_is_left_anywhere(own: Path) -> None:
    songs = _songs(own)
    with lrclib(songs) as server:
        ran = _enrich(own, server)
    assert len([1 for status, _ in _facts(own) if status == "found"]) == 5
    left = _all_that_is_left(own, ran)
    assert [line for line in _lines(songs) if line in left] == []


@pytest.mark.parametrize("fault", [cut_off, cloudflare(403), cloudflare(200)])
def test_no_line_is_left_where_an_answer_goes_wrong(own: Path, fault: Fault) -> None:
    songs = _songs(own)
    with lrclib(songs) as server:
        server.faults = dict.fromkeys(range(2, 100), fault)
        ran = _enrich(own, server)
    left = _all_that_is_left(own, ran)
    assert [line for line in _lines(songs) if line in left] == []


def test_the_statistic_tells_what_was_found(own: Path) -> None:
    with lrclib(_songs(own)) as server:
        _enrich(own, server)
    ran = musicanalyser(own, "stats", "lyrics", "--all", "--format", "json")
    assert ran.code == 0
    answer = json.loads(ran.out)
    assert answer["report"] == "lyrics"
    assert 0 < answer["coverage"]["share"] < 1
