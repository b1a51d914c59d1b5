"""Snapshots as a list."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.roast.persona_json import persona_from_json
from musicanalyser.store.snapshots import Snapshot
from musicanalyser.timespan import from_ms

SNAPSHOT_COLUMNS = (
    Column(name="id", title="#", kind=ColumnKind.COUNT),
    Column(name="created_at", title="Written", kind=ColumnKind.MOMENT),
    Column(name="name", title="Persona"),
    Column(name="window", title="Window"),
    Column(name="tone", title="Tone"),
    Column(name="language", title="Language"),
    Column(name="provider", title="By"),
    Column(name="model", title="Model", detail=True),
    Column(name="seed", title="Seed", kind=ColumnKind.COUNT, detail=True),
    Column(name="prompt_version", title="Prompt version", detail=True),
    Column(name="prompt_sha256", title="Prompt", detail=True),
    Column(name="tokens_in", title="Tokens in", kind=ColumnKind.COUNT, detail=True),
    Column(name="tokens_out", title="Tokens out", kind=ColumnKind.COUNT, detail=True),
    Column(name="latency_ms", title="Latency", kind=ColumnKind.DURATION, detail=True),
)


def build_list(snapshots: Sequence[Snapshot]) -> Report:
    """Return snapshots as a list."""
    return Report(
        name="snapshots",
        title="Snapshots",
        columns=SNAPSHOT_COLUMNS,
        rows=tuple(map(snapshot_row, snapshots)),
        empty="No roast has been written yet. Write one with: musicanalyser roast",
    )


def snapshot_row(snapshot: Snapshot) -> Row:
    """Return the row of a snapshot, with the columns of the list."""
    return (
        snapshot.id,
        from_ms(snapshot.created_ms, ZoneInfo(snapshot.timezone)),
        persona_from_json(snapshot.persona).name,
        snapshot.label,
        snapshot.tone,
        snapshot.language,
        snapshot.provider,
        snapshot.model,
        snapshot.seed,
        snapshot.prompt_version,
        snapshot.prompt_sha256,
        snapshot.tokens_in,
        snapshot.tokens_out,
        snapshot.latency_ms,
    )
