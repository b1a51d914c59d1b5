"""An ingest as a report, and the lines that `ingest` and `watch` print."""

from zoneinfo import ZoneInfo

from musicanalyser.flows.live.hooks import verdict_of
from musicanalyser.flows.live.ingest import IngestResult
from musicanalyser.listening.tracking.open_play import OpenPlay
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import Item
from musicanalyser.model.play_end import Verdict
from musicanalyser.render.terminal_text import sanitize
from musicanalyser.render.wording import UNKNOWN, format_value
from musicanalyser.report import Column, ColumnKind, Report
from musicanalyser.timespan import from_ms
from musicanalyser.units import SECOND_MS

_COLUMNS = (
    Column(name="rows", title="Rows", kind=ColumnKind.COUNT),
    Column(name="new", title="New", kind=ColumnKind.COUNT),
    Column(name="merged", title="Merged", kind=ColumnKind.COUNT),
    Column(name="known", title="Known", kind=ColumnKind.COUNT),
    Column(name="late", title="Late", kind=ColumnKind.COUNT),
    Column(name="missing_since", title="Missing since", kind=ColumnKind.MOMENT),
    Column(name="missing_until", title="Until", kind=ColumnKind.MOMENT),
)
_ENDINGS = {
    Verdict.FINISHED: "played to the end,",
    Verdict.SKIPPED: "skipped after",
    Verdict.STOPPED: "stopped after",
    Verdict.UNKNOWN: "heard for",
}


def ingest_report(result: IngestResult, zone: ZoneInfo) -> Report:
    """Return the counts of an ingest as a report of one row."""
    since, until = (
        None if moment_ms is None else from_ms(moment_ms, zone)
        for moment_ms in (result.missing_since_ms, result.missing_until_ms)
    )
    row = (result.rows, result.new, result.merged, result.known, result.late, since, until)
    return Report(
        name="ingest",
        title="Recent plays",
        columns=_COLUMNS,
        rows=(row,),
        definition="Every row of Spotify's list is new, merged (it confirms a play already in the"
        " history) or known (read before). Late rows are new, but older than the newest play.",
    )


def ingest_line(result: IngestResult) -> str:
    """Return the counts of an ingest as a sentence."""
    late = f" ({result.late} of them late)" if result.late else ""
    confirmed = f", {result.merged} confirmed" if result.merged else ""
    return f"Recent plays: {result.new} new{late}{confirmed}, {result.known} known."


def gap_warning(result: IngestResult, zone: ZoneInfo) -> str:
    """Return a warning that plays are missing, and how to get them."""
    since, until = (
        f"{from_ms(moment_ms or 0, zone):%Y-%m-%d %H:%M}"
        for moment_ms in (result.missing_since_ms, result.missing_until_ms)
    )
    return (
        f"Plays between {since} and {until} are missing: none of the 50 recent plays was known."
        " An export will add them. Run ingest more often."
    )


def problem_line(problem: str | None, until_ms: int | None, zone: ZoneInfo) -> str:
    """Return a problem with the time when it ends, if that is known; ``""`` without a problem."""
    if problem is None or until_ms is None:
        return problem or ""
    return f"{problem} Until {from_ms(until_ms, zone):%Y-%m-%d %H:%M}."


def playing_line(play: OpenPlay) -> str:
    """Return the line for a play that starts or continues."""
    return f"playing  {_names(play.item)}"


def paused_line(play: OpenPlay) -> str:
    """Return the line for a play that is paused."""
    return f"paused   {_names(play.item)}"


def ended_line(play: Sighting) -> str:
    """Return the line for a play that ended: how, and its listening time."""
    heard = format_value(_shown_ms(play), ColumnKind.DURATION)
    unseen = ", unseen" if play.observation is not None and play.observation.is_inferred else ""
    return f"ended    {_names(play.item)}: {_ENDINGS[verdict_of(play)]} {heard}{unseen}"


def _shown_ms(play: Sighting) -> int:
    """Return the time heard; that of a track played to its end is its length to the second."""
    length_ms = None if play.observation is None else play.observation.length_ms
    if length_ms is None or verdict_of(play) is not Verdict.FINISHED:
        return play.played_ms
    is_full = 0 < length_ms - play.played_ms < SECOND_MS
    return length_ms if is_full else play.played_ms


def _names(item: Item) -> str:
    return sanitize(f"{item.title or UNKNOWN} by {item.artist or UNKNOWN}")
