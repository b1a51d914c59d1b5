"""Snapshots as reports: one as a card, all of them as a list."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from musicanalyser.report import Column, ColumnKind, Coverage, Layout, Report, Row, Span
from musicanalyser.roast.persona import Fact, Persona
from musicanalyser.roast.persona_json import facts_from_json, persona_from_json
from musicanalyser.store.snapshots import Snapshot
from musicanalyser.timespan import from_ms

_CARD = (
    Column(name="part", title="Part"),
    Column(name="text", title="Text"),
    Column(name="fact_ids", title="Facts"),
)
_FACTS = (
    Column(name="id", title="Fact"),
    Column(name="fact", title="What is true"),
    Column(name="statistic", title="Statistic"),
    Column(name="rests_on", title="Rests on", kind=ColumnKind.SHARE),
)
_LIST = (
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


def build_card(snapshot: Snapshot, notes: Sequence[str] = ()) -> Report:
    """Return a snapshot as a card, with all of its facts and its entry in the list as parts."""
    persona = persona_from_json(snapshot.persona)
    zone, coverage = ZoneInfo(snapshot.timezone), None
    if snapshot.covered is not None:
        coverage = Coverage(of=snapshot.covered, share=snapshot.coverage)
    return Report(
        name="roast",
        title=persona.name,
        layout=Layout.CARD,
        columns=_CARD,
        rows=tuple(_card_rows(persona)),
        span=Span(
            label=snapshot.label,
            since=None if snapshot.since_ms is None else from_ms(snapshot.since_ms, zone),
            until=from_ms(snapshot.until_ms, zone),
            timezone=snapshot.timezone,
        ),
        definition=snapshot.definition,
        coverage=coverage,
        notes=(_describe_writer(snapshot), *notes),
        parts=(_build_facts(facts_from_json(snapshot.facts)), _build_entry(snapshot)),
    )


def build_list(snapshots: Sequence[Snapshot]) -> Report:
    """Return snapshots as a list."""
    return Report(
        name="snapshots",
        title="Snapshots",
        columns=_LIST,
        rows=tuple(map(_list_row, snapshots)),
        empty="No roast has been written yet. Write one with: musicanalyser roast",
    )


def _card_rows(persona: Persona) -> Iterator[Row]:
    yield "tagline", persona.tagline, ""
    yield "summary", persona.summary, ""
    for line in persona.roast:
        yield "line", line.text, " ".join(line.fact_ids)
    for trait in persona.traits:
        yield "trait", trait, ""
    for piece in persona.evidence:
        yield "evidence", piece.why, piece.fact_id
    yield "redeeming", persona.redeeming, ""


def _describe_writer(snapshot: Snapshot) -> str:
    writer = f"by {snapshot.model} ({snapshot.provider})"
    if snapshot.seed is not None:
        writer = f"offline, seed {snapshot.seed}"
    return (
        f"Written {writer}, tone {snapshot.tone}, language {snapshot.language},"
        f" prompt version {snapshot.prompt_version}. Snapshot {snapshot.id}."
    )


def _build_facts(facts: Sequence[Fact]) -> Report:
    return Report(
        name="facts",
        title="Facts",
        columns=_FACTS,
        rows=tuple((fact.id, fact.text, fact.statistic, fact.coverage) for fact in facts),
    )


def _build_entry(snapshot: Snapshot) -> Report:
    return Report(name="snapshot", title="Snapshot", columns=_LIST, rows=(_list_row(snapshot),))


def _list_row(snapshot: Snapshot) -> Row:
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
