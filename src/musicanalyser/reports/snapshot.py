"""A snapshot as a card."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from musicanalyser.llm import PROVIDERS
from musicanalyser.report import Column, ColumnKind, Coverage, Layout, Report, Row, Span
from musicanalyser.reports.snapshot_list import SNAPSHOT_COLUMNS, snapshot_row
from musicanalyser.roast.kinds import KINDS
from musicanalyser.roast.offline.localised_figures import write_fact
from musicanalyser.roast.offline.phrase_files import LANGUAGES
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


def build_card(snapshot: Snapshot, notes: Sequence[str] = ()) -> Report:
    """Return a snapshot as a card, with all of its facts and its entry in the list as parts."""
    persona = persona_from_json(snapshot.persona)
    zone, coverage = ZoneInfo(snapshot.timezone), None
    if snapshot.covered is not None:
        coverage = Coverage(what=snapshot.covered, share=snapshot.coverage)
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
        parts=(
            _build_facts(facts_from_json(snapshot.facts), snapshot.language),
            _build_entry(snapshot),
        ),
    )


def _card_rows(persona: Persona) -> Iterator[Row]:
    yield "tagline", persona.tagline, ""
    for line in persona.roast:
        yield "line", line.text, " ".join(line.fact_ids)
    if persona.stamp:
        yield "stamp", persona.stamp, ""
    yield "redeeming", persona.redeeming, ""


def _describe_writer(snapshot: Snapshot) -> str:
    writer = f"by {snapshot.model} ({snapshot.provider})"
    if snapshot.seed is not None:
        writer = f"offline, seed {snapshot.seed}"
    return (
        f"Written {writer}, tone {snapshot.tone}, language {snapshot.language},"
        f" prompt version {snapshot.prompt_version}. {_describe_tokens(snapshot)}"
        f"Snapshot {snapshot.id}."
    )


def _describe_tokens(snapshot: Snapshot) -> str:
    """Return a sentence on what an answer took, empty offline."""
    tokens_in, tokens_out, model = snapshot.tokens_in, snapshot.tokens_out, snapshot.model
    if tokens_in is None or tokens_out is None or model is None:
        return ""
    cost_usd = PROVIDERS[snapshot.provider].SERVICE.cost_usd(model, tokens_in, tokens_out)
    price = "" if cost_usd is None else f", about ${cost_usd:.4f}"
    return f"{tokens_in:,} tokens in, {tokens_out:,} out{price}. "


def _build_facts(facts: Sequence[Fact], language: str) -> Report:
    return Report(
        name="facts",
        title="Facts",
        columns=_FACTS,
        rows=tuple(
            (fact.id, _word_fact(fact, language), fact.statistic, fact.coverage) for fact in facts
        ),
    )


def _word_fact(fact: Fact, language: str) -> str:
    """Return a fact in the language of the roast, if the program knows it and its kind."""
    known = language.partition("-")[0].lower()
    is_worded = known in LANGUAGES and fact.kind in KINDS
    return write_fact(fact, known) if is_worded else fact.text


def _build_entry(snapshot: Snapshot) -> Report:
    return Report(
        name="snapshot", title="Snapshot", columns=SNAPSHOT_COLUMNS, rows=(snapshot_row(snapshot),)
    )
