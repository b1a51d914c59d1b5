"""What an ingest and a watch have to tell, in words and as a report."""

from zoneinfo import ZoneInfo

from musicanalyser.flows.live.hooks import verdict_of
from musicanalyser.flows.live.ingest import Ingested
from musicanalyser.listening.tracking.open_play import OpenPlay
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import Item
from musicanalyser.model.play_end import Verdict
from musicanalyser.render.terminal_text import sanitize
from musicanalyser.render.wording import UNKNOWN, format_value
from musicanalyser.report import Column, ColumnKind, Report
from musicanalyser.timespan import from_ms

_COLUMNS = (
    Column(name="rows", title="Rows", kind=ColumnKind.COUNT),
    Column(name="new", title="New", kind=ColumnKind.COUNT),
    Column(name="merged", title="Merged", kind=ColumnKind.COUNT),
    Column(name="known", title="Known", kind=ColumnKind.COUNT),
    Column(name="late", title="Late", kind=ColumnKind.COUNT),
    Column(name="missing_since", title="Missing since", kind=ColumnKind.MOMENT),
    Column(name="missing_until", title="Until", kind=ColumnKind.MOMENT),
)
_ENDS = {
    Verdict.FINISHED: "heard to the end,",
    Verdict.SKIPPED: "skipped after",
    Verdict.STOPPED: "left after",
    Verdict.UNKNOWN: "heard for",
}


def ingestion(found: Ingested, zone: ZoneInfo) -> Report:
    """Return what an ingest did, in one row."""
    since, until = (
        None if moment_ms is None else from_ms(moment_ms, zone)
        for moment_ms in (found.missing_since_ms, found.missing_until_ms)
    )
    row = (found.rows, found.new, found.merged, found.known, found.late, since, until)
    return Report(
        name="ingest",
        title="Recent plays",
        columns=_COLUMNS,
        rows=(row,),
        definition="Every row of Spotify's list is new, merged (it confirms a play that was known)"
        " or known (read before). Late ones are new and older than what was known.",
    )


def ingested(found: Ingested) -> str:
    """Say in a sentence what an ingest did."""
    late = f", {found.late} of them late" if found.late else ""
    confirmed = f", {found.merged} confirmed" if found.merged else ""
    return f"Recent plays: {found.new} new{late}{confirmed}, {found.known} known."


def missing(found: Ingested, zone: ZoneInfo) -> str:
    """Say that plays are missing, and how to get them back."""
    since, until = (
        f"{from_ms(moment_ms or 0, zone):%Y-%m-%d %H:%M}"
        for moment_ms in (found.missing_since_ms, found.missing_until_ms)
    )
    return (
        f"Plays between {since} and {until} are missing: the list holds 50 and none was known."
        " An export will bring them; ingest more often."
    )


def trouble(message: str | None, until_ms: int | None, zone: ZoneInfo) -> str:
    """Say what is wrong and, where that is known, until when; nothing if nothing is."""
    if message is None or until_ms is None:
        return message or ""
    return f"{message} Until {from_ms(until_ms, zone):%Y-%m-%d %H:%M}."


def began(play: OpenPlay) -> str:
    """Say that something plays."""
    return f"plays    {_named(play.item)}"


def paused(play: OpenPlay) -> str:
    """Say that something pauses."""
    return f"pauses   {_named(play.item)}"


def ended(play: Sighting) -> str:
    """Say how a play ended, and how long it was heard."""
    heard = format_value(play.played_ms, ColumnKind.DURATION)
    unseen = ", unseen" if play.observation is not None and play.observation.is_inferred else ""
    return f"ended    {_named(play.item)}: {_ENDS[verdict_of(play)]} {heard}{unseen}"


def _named(item: Item) -> str:
    return sanitize(f"{item.title or UNKNOWN} by {item.artist or UNKNOWN}")
