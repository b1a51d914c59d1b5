"""What sessions are made of: the tracks that open and close them, and three tracks in a row."""

import sqlite3
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from musicanalyser.listening.definitions import SHRINKAGE_PLAYS
from musicanalyser.listening.session_gaps import Session
from musicanalyser.stats.attachment.known_runs import KnownRuns
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import local_clock
from musicanalyser.units import MINUTE_MS

MOST = 1_500
"""Of more sessions, the latest are looked into."""
LEAST_PLAYS = 10
"""A track with fewer counted plays is not said to end sessions."""
LEAST_TIMES = 2
"""Three tracks in a row are a habit from so many times on."""
GRAMMAR_TEXT = (
    "A session is opened by its first counted play and closed by its last; sessions next to an"
    " unknown day and one that may still go on are left out. Stops: the share of a track's counted"
    f" plays that close a session, shrunk by {SHRINKAGE_PLAYS} plays at the usual share. In a row:"
    " counted plays of three different tracks within a session. Of more than"
    f" {MOST:,} sessions, the latest count."
)

_PLAYS = """
select h.started_ms, t.song_id, t.id
from v_heard h
join v_tracks t on t.id = h.track_id
where {music} and {counted} and h.started_ms >= :first_ms and h.started_ms <= :last_ms
  and h.started_ms < :now_ms
order by h.started_ms, h.id
"""


@dataclass(slots=True, kw_only=True)
class SessionGrammar:
    """How often each song opens and closes sessions, and how often three follow each other."""

    plays: Counter[int] = field(default_factory=Counter)
    opened: Counter[int] = field(default_factory=Counter)
    closed: Counter[int] = field(default_factory=Counter)
    runs: Counter[tuple[int, int, int]] = field(default_factory=Counter)
    latest_track: dict[int, int] = field(default_factory=dict)
    """The track with the latest play of each song, which names it."""

    @property
    def usual(self) -> float:
        """The share of all counted plays that close a session."""
        return share(self.closed.total(), self.plays.total()) or 0.0

    def shrunk(self, song: int) -> float:
        """Return the share of a song's plays that close a session, drawn towards the usual one."""
        closed = self.closed[song] + SHRINKAGE_PLAYS * self.usual
        return closed / (self.plays[song] + SHRINKAGE_PLAYS)

    def add(self, songs: Sequence[int], *, is_opened: bool, is_closed: bool) -> None:
        """Add a session by the songs of its counted plays, in order."""
        self.plays.update(songs)
        self.opened.update(songs[:1] if is_opened else ())
        self.closed.update(songs[-1:] if is_closed else ())
        last = deque[int](maxlen=3)
        for song in songs:
            last.append(song)
            if len({*last}) == last.maxlen:
                self.runs[last[0], last[1], last[2]] += 1


def read_grammar(
    conn: sqlite3.Connection, question: Question, sessions: Sequence[Session]
) -> SessionGrammar:
    """Return the grammar of some sessions, which are in order of their starts."""
    known = _Known(conn, question)
    grammar = SessionGrammar()
    for session, songs in _songs_of(conn, question, sessions[-MOST:], grammar):
        if songs:
            grammar.add(
                songs,
                is_opened=known.is_silence(session.started_ms - known.gap_ms, session.started_ms),
                is_closed=known.is_silence(session.ended_ms, session.ended_ms + known.gap_ms),
            )
    return grammar


class _Known:
    """Where it is known that nothing was heard."""

    def __init__(self, conn: sqlite3.Connection, question: Question) -> None:
        self.gap_ms = question.session_gap_minutes * MINUTE_MS
        self._now_ms = question.now_ms
        self._clock = local_clock(conn, question.window)
        self._days = KnownRuns(conn, question)

    def is_silence(self, since_ms: int, until_ms: int) -> bool:
        """Return whether a time without plays is over and each of its days is known."""
        first, last = (self._clock.day_and_hour(one)[0] for one in (since_ms, until_ms))
        return until_ms < self._now_ms and self._days.hold(first, last)


def _songs_of(
    conn: sqlite3.Connection,
    question: Question,
    sessions: Sequence[Session],
    grammar: SessionGrammar,
) -> Iterator[tuple[Session, list[int]]]:
    """Yield each session with the songs of its counted plays; their latest tracks are noted."""
    if not sessions:
        return
    plays = run_query(
        conn,
        _PLAYS,
        question,
        question.window,
        first_ms=sessions[0].started_ms,
        last_ms=sessions[-1].ended_ms,
        now_ms=question.now_ms,
    )
    latest = grammar.latest_track
    play = plays.fetchone()
    for place, session in enumerate(sessions):
        after = sessions[place + 1 :][:1]
        songs: list[int] = []
        while play is not None and not (after and play[0] >= after[0].started_ms):
            songs.append(play[1])
            latest[play[1]] = play[2]
            play = plays.fetchone()
        yield session, songs
