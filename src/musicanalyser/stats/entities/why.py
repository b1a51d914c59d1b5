"""How a figure adds up: the plays of one entity, and why each counts or does not."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from musicanalyser.listening.definitions import reason_not_counted
from musicanalyser.listening.resumed_plays import HeardPart, resumed_pairs
from musicanalyser.listening.rules.rule_text import rule_text
from musicanalyser.model.item import ItemKind
from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.conditions import TIME_TEXT, definition_text, run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import empty_text, report_span
from musicanalyser.stats.entities.entity import Entity, EntityKind
from musicanalyser.stats.entities.why_evidence import list_sightings
from musicanalyser.stats.rules.known_rules import known_rules
from musicanalyser.timespan import from_ms

COUNTED, UNCOUNTED, EXCLUDED = "counted", "not counted", "excluded"
"""What becomes of a play: uncounted plays add to the listening time, excluded ones to nothing."""

_ORDER = (COUNTED, UNCOUNTED, EXCLUDED)

_COLUMNS = (
    Column(name="plays_are", title="Plays are"),
    Column(name="why", title="Why"),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
)
_ID_COLUMNS = (
    Column(name="title", title="Title"),
    Column(name="artist", title="Artist"),
    Column(name="album", title="Album"),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
    Column(name="uri", title="Address"),
    Column(name="rules", title="Moved by rule"),
)
_PLAY_COLUMNS = (
    Column(name="play_id", title="Play"),
    Column(name="started_at", title="Start", kind=ColumnKind.MOMENT),
    Column(name="title", title="Title"),
    Column(name="heard_ms", title="Heard", kind=ColumnKind.DURATION),
    Column(name="verdict", title="End"),
    Column(name="plays_are", title="Is"),
    Column(name="why", title="Why"),
    Column(name="resumed_by", title="Goes on with", detail=True),
)
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


class _Play(NamedTuple):
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


def explain(conn: sqlite3.Connection, question: Question, entity: Entity) -> Report:
    """Return how the plays and the listening time (ms) of a entity add up in the window.

    The counted plays are the plays that statistics show. Their time and that of uncounted ones
    is the listening time. The parts list the Spotify ids, the latest plays, and their sightings.
    ``track_ids`` of the question must be those of the entity.
    """
    plays = [_Play._make(row) for row in run_query(conn, _PLAYS, question, question.window)]
    resumed = dict(resumed_pairs(map(_heard_part, plays)))
    if entity.kind is EntityKind.PLAY:
        plays = [play for play in plays if play.id == int(entity.key)]
    shown = plays[-question.limit :]
    return Report(
        name="why",
        title=f"Why {entity.full_name}",
        columns=_COLUMNS,
        rows=_sums(question, plays),
        span=report_span(question.window),
        definition=definition_text(question, TIME_TEXT),
        notes=(*_cut_notes(plays, shown, "plays"), *_rule_notes(conn, question, plays)),
        empty=empty_text(conn, question.window, of="plays"),
        parts=(
            _ids(question, plays),
            _listed(question, shown, resumed),
            list_sightings(conn, question, [play.id for play in shown]),
        )
        if plays
        else (),
    )


def _heard_part(play: _Play) -> HeardPart:
    return HeardPart(
        play_id=play.id,
        song_key=play.song_key,
        started_ms=play.started_ms,
        ended_ms=play.started_ms + (play.heard_ms or 0),
        reason_start=play.reason_start,
        reason_end=play.reason_end,
    )


def _judge(question: Question, play: _Play) -> tuple[str, str]:
    """Return what becomes of a play, and why."""
    if play.ignored_by is not None:
        return EXCLUDED, f"ignored by rule {play.ignored_by}"
    if play.takes_part and play.counts:
        return COUNTED, question.count_as.value
    if play.takes_part:
        return UNCOUNTED, reason_not_counted(
            question.count_as,
            length_ms=play.length_ms,
            verdict=play.verdict,
            is_time_known=play.heard_ms is not None,
        )
    if play.kind != ItemKind.MUSIC:
        return EXCLUDED, f"{play.kind}, not music"
    return EXCLUDED, "a private session"


def _sums(question: Question, plays: Sequence[_Play]) -> tuple[Row, ...]:
    groups: dict[tuple[str, str], list[_Play]] = defaultdict(list)
    if plays:
        groups[COUNTED, question.count_as.value] = []
    for play in plays:
        groups[_judge(question, play)].append(play)
    return tuple(
        (plays_are, why, len(group), _time_heard_ms(group))
        for (plays_are, why), group in sorted(
            groups.items(), key=lambda one: (_ORDER.index(one[0][0]), one[0][1])
        )
    )


def _time_heard_ms(group: Sequence[_Play]) -> int | None:
    """Return the known time of some plays; ``None`` if none of them has one."""
    known_ms = [play.heard_ms for play in group if play.heard_ms is not None]
    return sum(known_ms) if known_ms or not group else None


def _ids(question: Question, plays: Sequence[_Play]) -> Report:
    by_id: dict[tuple[str | None, ...], list[_Play]] = defaultdict(list)
    for play in plays:
        by_id[_names(play)].append(play)
    ranked = sorted(by_id.items(), key=lambda one: (-len(one[1]), *(name or "" for name in one[0])))
    return Report(
        name="why-ids",
        title="Spotify ids",
        columns=(
            *_ID_COLUMNS[:-1],
            replace(_ID_COLUMNS[-1], detail=not any(play.ruled_by for play in plays)),
        ),
        rows=tuple(
            (*names[:3], len(group), _time_heard_ms(group), *names[3:])
            for names, group in ranked[: question.limit]
        ),
        span=report_span(question.window),
        definition="All plays, counted or not, by the names that sources use."
        " Ids of one artist's title are one track.",
        notes=_cut_notes(ranked, ranked[: question.limit], "ids"),
    )


def _names(play: _Play) -> tuple[str | None, ...]:
    return play.named_title, play.named_artist, play.named_album, play.uri, play.ruled_by


def _rule_notes(
    conn: sqlite3.Connection, question: Question, plays: Sequence[_Play]
) -> tuple[str, ...]:
    """Return a note on each rule that ignores or moves one of the plays."""
    numbers = {play.ignored_by for play in plays if play.ignored_by is not None}
    for ruled_by in {play.ruled_by for play in plays if play.ruled_by is not None}:
        numbers.update(map(int, ruled_by.split(", ")))
    return tuple(
        f"Rule {stored.number}: {rule_text(stored.rule, question.window.zone)}."
        for stored in known_rules(conn)
        if stored.number in numbers
    )


def _listed(question: Question, plays: Sequence[_Play], resumed: Mapping[int, int]) -> Report:
    return Report(
        name="why-plays",
        title="Plays",
        columns=_PLAY_COLUMNS,
        rows=tuple(
            (
                play.id,
                from_ms(play.started_ms, question.window.zone),
                play.title,
                play.heard_ms,
                play.verdict,
                *_judge(question, play),
                resumed.get(play.id),
            )
            for play in plays
        ),
        span=report_span(question.window),
        definition="The number of a play is its id: musicanalyser why NUMBER.",
        notes=tuple(
            f"Play {play.id} goes on with play {resumed[play.id]}: one hearing in two plays."
            for play in plays
            if play.id in resumed
        ),
    )


def _cut_notes(every: Sequence[object], shown: Sequence[object], what: str) -> tuple[str, ...]:
    if len(every) == len(shown):
        return ()
    return (f"{len(shown):,} of {len(every):,} {what} are listed; see --limit.",)
