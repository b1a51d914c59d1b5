"""How a figure adds up: the plays of one entity, and why each counts or does not."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from musicanalyser.listening.definitions import reason_not_counted
from musicanalyser.listening.resumed_plays import HeardPart, resumed_pairs
from musicanalyser.model.item import ItemKind
from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.conditions import TIME_TEXT, definition_text
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import empty_text, local_clock, report_span
from musicanalyser.stats.entities.entity import Entity, EntityKind
from musicanalyser.stats.entities.explained_plays import ExplainedPlay, read_plays
from musicanalyser.stats.entities.why_evidence import list_sightings
from musicanalyser.stats.rules.known_rules import rule_notes
from musicanalyser.timespan.local_clock import LocalClock

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


def explain(conn: sqlite3.Connection, question: Question, entity: Entity) -> Report:
    """Return how the plays and the listening time (ms) of a entity add up in the window.

    The counted plays are the plays that statistics show. Their time and that of uncounted ones
    is the listening time. The parts list the Spotify ids, the latest plays, and their sightings.
    ``track_ids`` of the question must be those of the entity.
    """
    plays = read_plays(conn, question)
    resumed = dict(resumed_pairs(map(_heard_part, plays)))
    if entity.kind is EntityKind.PLAY:
        plays = [play for play in plays if play.id == int(entity.key)]
    shown = plays[-question.limit :]
    clock = local_clock(conn, question.window)
    return Report(
        name="why",
        title=f"Why {entity.full_name}",
        columns=_COLUMNS,
        rows=_sums(question, plays),
        span=report_span(question.window),
        definition=definition_text(question, TIME_TEXT),
        notes=(
            *_cut_notes(plays, shown, "plays"),
            *rule_notes(conn, _rule_numbers(plays), question.window.zone),
        ),
        empty=empty_text(conn, question.window, of="plays"),
        parts=(
            _ids(question, plays),
            _listed(question, shown, resumed, clock),
            list_sightings(conn, question, [play.id for play in shown], clock),
        )
        if plays
        else (),
    )


def _heard_part(play: ExplainedPlay) -> HeardPart:
    return HeardPart(
        play_id=play.id,
        song_key=play.song_key,
        started_ms=play.started_ms,
        ended_ms=play.started_ms + (play.heard_ms or 0),
        reason_start=play.reason_start,
        reason_end=play.reason_end,
    )


def _judge(question: Question, play: ExplainedPlay) -> tuple[str, str]:
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


def _sums(question: Question, plays: Sequence[ExplainedPlay]) -> tuple[Row, ...]:
    groups: dict[tuple[str, str], list[ExplainedPlay]] = defaultdict(list)
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


def _time_heard_ms(group: Sequence[ExplainedPlay]) -> int | None:
    """Return the known time of some plays; ``None`` if none of them has one."""
    known_ms = [play.heard_ms for play in group if play.heard_ms is not None]
    return sum(known_ms) if known_ms or not group else None


def _ids(question: Question, plays: Sequence[ExplainedPlay]) -> Report:
    by_id: dict[tuple[str | None, ...], list[ExplainedPlay]] = defaultdict(list)
    for play in plays:
        by_id[play.source_names].append(play)
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


def _rule_numbers(plays: Sequence[ExplainedPlay]) -> set[int]:
    """Return the numbers of all rules that ignore or move one of the plays."""
    moving = {play.ruled_by for play in plays if play.ruled_by is not None}
    ignoring = {play.ignored_by for play in plays if play.ignored_by is not None}
    return ignoring.union(int(number) for numbers in moving for number in numbers.split(", "))


def _listed(
    question: Question,
    plays: Sequence[ExplainedPlay],
    resumed: Mapping[int, int],
    clock: LocalClock,
) -> Report:
    return Report(
        name="why-plays",
        title="Plays",
        columns=_PLAY_COLUMNS,
        rows=tuple(
            (
                play.id,
                clock.local(play.started_ms),
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
