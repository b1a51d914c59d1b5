"""The plays of one entity, with all that decides what becomes of each."""

import sqlite3
from typing import NamedTuple

from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question

_PLAYS = """
select
  h.id, h.started_ms, h.ended_ms, h.heard_ms, h.length_ms, h.verdict, h.kind, h.private,
  {counted}, {music}, t.song_key, h.title, h.artist, h.album, h.uri,
  coalesce(h.reason_start, ''), coalesce(h.reason_end, ''), h.ignored_by, t.ruled_by,
  t.named_title, t.named_artist, t.named_album
from v_plays h
join v_tracks t on t.id = h.track_id
where {window} and {chosen}
order by h.started_ms, h.id
"""


class ExplainedPlay(NamedTuple):
    """A play as it is stored, with the names it is counted under, and those of sources."""

    id: int
    started_ms: int
    ended_ms: int
    heard_ms: int | None
    length_ms: int | None
    verdict: str
    kind: str
    private: int
    counts: int
    takes_part: int
    song_key: str
    title: str | None
    artist: str | None
    album: str | None
    uri: str | None
    reason_start: str
    reason_end: str
    ignored_by: int | None
    ruled_by: str | None
    named_title: str | None
    named_artist: str | None
    named_album: str | None

    @property
    def source_names(self) -> tuple[str | None, ...]:
        """The names and the address as sources use them, and the rules that move them."""
        return self.named_title, self.named_artist, self.named_album, self.uri, self.ruled_by


def read_plays(conn: sqlite3.Connection, question: Question) -> list[ExplainedPlay]:
    """Return the plays of the window, of the tracks of a question, in order of time."""
    rows = run_query(conn, _PLAYS, question, question.window)
    return [ExplainedPlay._make(row) for row in rows]
