"""``enrich``: genres, audio features and lyric statistics from open sources."""

from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.options.source_choice import choose_sources
from musicanalyser.cli.options.source_options import SourceOptions
from musicanalyser.cli.options.window_options import WindowOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.enrich import SOURCES, Source
from musicanalyser.errors import TryLaterError
from musicanalyser.timespan import to_ms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from musicanalyser.context import App
    from musicanalyser.flows.enriching.enrich_run import SourceOutcome
    from musicanalyser.flows.enriching.request_plan import SourcePlan, SourceSelection
    from musicanalyser.flows.enriching.service_connections import ServiceAccess
    from musicanalyser.report import Report
    from musicanalyser.store.facts.pending_subjects import SubjectFilter
    from musicanalyser.timespan import Window

_EXAMPLES = """
\b
Examples:
  musicanalyser enrich --dry-run
  musicanalyser enrich
  musicanalyser enrich features genres --year
  musicanalyser enrich genius --limit 50
  musicanalyser enrich --max-requests 100

What is sent: track and artist ids; titles and artist names to genius, lastfm
and lyrics, and to artists where MusicBrainz lacks an id. Never sent: when or
how often you listened, and anything you played only in private sessions.
docs/commands.md lists what each service receives.

The source spotify runs only if you name it. It fetches albums, lengths and
years, with one call per track. It needs musicanalyser auth login.

You can stop at any time; the next run continues. What a source does not know
is requested again after 30 days.
"""


class _EnrichCommand(SectionedCommand):
    list_title = "Sources"

    def list_rows(self) -> list[tuple[str, str]]:
        return [(name, _line(one)) for name, one in SOURCES.items()]


def _line(source: Source) -> str:
    key = source.SERVICE.key
    needs = f" Needs {key.secret}." if key is not None and key.required else ""
    return f"{source.ABOUT}, from {source.SERVICE.title}.{needs}"


app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=_EnrichCommand, epilog=_EXAMPLES)
@with_groups
def enrich(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE...]",
            autocompletion=lambda: [(name, one.ABOUT) for name, one in SOURCES.items()],
            help="The sources, each with the sources it needs. Default: all but spotify.",
            show_default=False,
        ),
    ] = None,
    *,
    sourcing: SourceOptions,
    window: WindowOptions,
    output: OutputOptions,
) -> None:
    """Fetch genres, audio features and lyric statistics.

    Starts with what you play most. With a window, fetches facts only for music
    played in it.
    """
    app = ctx.ensure_object(Invocation).app()
    chosen = window.window(now=app.now(), zone=app.zone)
    access, selection = choose_sources(app, names or ())
    subjects = _filter_subjects(app, chosen, sourcing)
    plans = _plan_requests(app, selection, subjects, sourcing)
    if sourcing.dry_run:
        output.write(_plan_report(app, plans, chosen, selection), app.screen)
        return
    _describe_sent_data(app, plans)
    before, outcomes = _fetch_facts(app, access, selection, subjects, sourcing)
    output.write(_enrich_report(app, outcomes, chosen, selection, before), app.screen)
    _require_complete(outcomes)


def _filter_subjects(app: "App", window: "Window", sourcing: SourceOptions) -> "SubjectFilter":
    from musicanalyser.store.facts.pending_subjects import SubjectFilter

    return SubjectFilter(
        since_ms=window.since_ms,
        until_ms=window.until_ms,
        now_ms=to_ms(app.now()),
        refresh=sourcing.refresh,
    )


def _plan_requests(
    app: "App", selection: "SourceSelection", subjects: "SubjectFilter", sourcing: SourceOptions
) -> "list[SourcePlan]":
    from musicanalyser.flows.enriching.request_plan import plan_requests

    with app.reading() as conn:
        return plan_requests(conn, selection.sources, subjects, limit=sourcing.limit)


def _plan_report(
    app: "App", plans: "Sequence[SourcePlan]", window: "Window", selection: "SourceSelection"
) -> "Report":
    from musicanalyser.flows.enriching.coverage_forecast import forecast_coverage
    from musicanalyser.reports.enrich_plan import build_plan
    from musicanalyser.store.facts.years_known import known_by_year

    with app.reading() as conn:
        years = known_by_year(conn, (window.since_ms, window.until_ms))
    forecast = forecast_coverage(years, this_year=app.now().year)
    return build_plan(plans, window, selection.without_key, forecast)


def _enrich_report(
    app: "App",
    outcomes: "Sequence[SourceOutcome]",
    window: "Window",
    selection: "SourceSelection",
    before: "Mapping[str, float]",
) -> "Report":
    """Return what was found.

    Raises:
        TryLaterError: If there was something to fetch and no service answered.
    """
    from musicanalyser.reports.enriched import build_enrich_report

    _require_an_answer(outcomes)
    with app.reading() as conn:
        return build_enrich_report(conn, outcomes, window, selection.without_key, before)


def _describe_sent_data(app: "App", plans: "Sequence[SourcePlan]") -> None:
    from musicanalyser.reports.enriched import describe_sent_data, describe_unknown_lyrics

    sources = {one.name: one.source for one in plans if one.subjects}
    if sources:
        app.screen.print_message(describe_sent_data(sources.values()))
    for line in describe_unknown_lyrics(sources):
        app.screen.print_message(line)


def _fetch_facts(
    app: "App",
    access: "ServiceAccess",
    selection: "SourceSelection",
    subjects: "SubjectFilter",
    sourcing: SourceOptions,
) -> "tuple[Mapping[str, float], list[SourceOutcome]]":
    """Return the shares of the listening time that were known before, and what was found."""
    from musicanalyser.cli.terminal.progress import show_enrich_progress
    from musicanalyser.flows.enriching.enrich_run import enrich as fetch
    from musicanalyser.flows.enriching.service_connections import ServiceConnections
    from musicanalyser.flows.live.lock import single_instance
    from musicanalyser.net import RequestBudget, RequestClock
    from musicanalyser.store.facts import coverage

    clock = RequestClock(now=app.now, sleep=app.sleep)
    connections = ServiceConnections(
        access, budget=RequestBudget(sourcing.max_requests), clock=clock
    )
    with (
        single_instance(app.paths.database, "enrich"),
        app.writing() as conn,
        connections,
        show_enrich_progress(app.screen) as progress,
    ):
        before = coverage.share_by_source(conn, (subjects.since_ms, subjects.until_ms))
        outcomes = fetch(
            conn,
            selection.sources,
            subjects,
            limit=sourcing.limit,
            connections=connections,
            clock=clock,
            progress=progress,
        )
    return before, outcomes


def _require_complete(outcomes: "Sequence[SourceOutcome]") -> None:
    """Check that no source ended early because of its service.

    Raises:
        TryLaterError: If one did; what was fetched is stored.
    """
    off = [one.source.SERVICE.title for one in outcomes if one.is_unavailable]
    if off:
        raise TryLaterError(
            f"Some facts are still missing: {', '.join(dict.fromkeys(off))} did not answer to all.",
            hint="What was fetched is stored. Run again later: musicanalyser enrich",
        )


def _require_an_answer(outcomes: "Sequence[SourceOutcome]") -> None:
    """Check that a service answered, if any had to be asked.

    Raises:
        TryLaterError: If none did.
    """
    off = [one for one in outcomes if one.is_unavailable]
    if off and not any(one.found or one.missing for one in outcomes):
        service, key = off[0].source.SERVICE, off[0].source.SERVICE.key
        hint = "Try again later. Nothing is lost; the next run continues from here."
        if key is not None and key.required:
            hint = f"Try again later, or set another key: musicanalyser config set {key.secret}"
        raise TryLaterError(f"Nothing was fetched: {service.title} {off[0].failure}.", hint=hint)
