"""``enrich``: genres, audio features and lyric statistics from open sources."""

from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_options import OutputOptions
from musicanalyser.cli.options.source_options import SourceOptions
from musicanalyser.cli.options.window_options import WindowOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.config.suggestion import suggest
from musicanalyser.enrich import SOURCES, Source
from musicanalyser.errors import ConfigError, TryLaterError, UsageError
from musicanalyser.timespan import to_ms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from musicanalyser.context import App
    from musicanalyser.flows.enriching.enrich_run import SourceOutcome
    from musicanalyser.flows.enriching.request_plan import SourceSelection
    from musicanalyser.flows.enriching.service_connections import ServiceAccess
    from musicanalyser.store.facts.pending_subjects import SubjectFilter

_EXAMPLES = """
\b
Examples:
  musicanalyser enrich --dry-run
  musicanalyser enrich
  musicanalyser enrich features genres --year
  musicanalyser enrich genius --limit 50
  musicanalyser enrich --max-requests 100

What is sent: track and artist ids; titles and artist names to genius, lastfm
and lyrics. Never sent: when or how often you listened, and anything you played
only in private sessions. docs/commands.md lists what each service receives.

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


_OWN = "spotify"

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
    from musicanalyser.flows.enriching.request_plan import plan_requests
    from musicanalyser.reports.enriched import build_enrich_report, build_plan
    from musicanalyser.store.facts.pending_subjects import SubjectFilter

    app = ctx.ensure_object(Invocation).app()
    now = app.now()
    asked = window.window(now=now, zone=app.zone)
    access, choice = _chosen(app, names or ())
    wish = SubjectFilter(
        since_ms=asked.since_ms,
        until_ms=asked.until_ms,
        now_ms=to_ms(now),
        refresh=sourcing.refresh,
    )
    with app.reading() as conn:
        plans = plan_requests(conn, choice.sources, wish, limit=sourcing.limit)
    if sourcing.dry_run:
        output.write(build_plan(plans, asked, choice.without_key), app.screen)
        return
    _tell_what_is_sent(app, [one.source for one in plans if one.subjects])
    outcomes = _run(app, access, choice, wish, sourcing)
    _fail_if_nothing_could_be_done(outcomes)
    with app.reading() as conn:
        output.write(build_enrich_report(conn, outcomes, asked, choice.without_key), app.screen)


def _chosen(app: "App", names: "Sequence[str]") -> "tuple[ServiceAccess, SourceSelection]":
    """Return how services are reached, and which sources are to be asked.

    Raises:
        UsageError: If there is no source of a name.
        ConfigError: If all sources lack a key.
    """
    from musicanalyser.cli.terminal.service_access import make_service_access
    from musicanalyser.flows.enriching.request_plan import select_sources

    sources = {**SOURCES, _OWN: _own_account(app)} if _OWN in names else SOURCES
    for name in names:
        if name not in sources:
            raise UsageError(f"There is no source {name!r}.", hint=suggest(name, [*SOURCES, _OWN]))
    access = make_service_access(app, sources.values())
    choice = select_sources(sources, names or sources, access)
    lacking = [name for name in names if name in choice.without_key]
    if names and len(lacking) == len(names):
        key = sources[lacking[0]].SERVICE.key
        raise ConfigError(
            f"{sources[lacking[0]].SERVICE.title} needs a key, and none is set.",
            hint=f"Set it: musicanalyser config set {key.secret if key else ''}",
        )
    return access, choice


def _own_account(app: "App") -> Source:
    """Return the source that asks Spotify itself, as the owner who has signed in.

    Raises:
        NotSignedInError: If nobody has.
    """
    from musicanalyser.cli.terminal.spotify_access import make_access, make_client
    from musicanalyser.flows.enriching.spotify_source import SpotifySource
    from musicanalyser.flows.live.call_budget import BriefBudget
    from musicanalyser.spotify.token_file import TokenFile

    TokenFile(make_access(app).token, now=app.now).require()
    budget = BriefBudget(app.writing, calls_per_day=app.config.spotify_calls_per_day, now=app.now)
    return SpotifySource(lambda: make_client(app, budget), sleep=app.sleep)


def _tell_what_is_sent(app: "App", sources: "Sequence[Source]") -> None:
    from musicanalyser.reports.enriched import describe_sent_data

    if sources:
        app.screen.print_message(describe_sent_data(sources))


def _run(
    app: "App",
    access: "ServiceAccess",
    choice: "SourceSelection",
    wish: "SubjectFilter",
    sourcing: SourceOptions,
) -> "list[SourceOutcome]":
    from musicanalyser.cli.terminal.progress import show_enrich_progress
    from musicanalyser.flows.enriching.enrich_run import enrich as ask
    from musicanalyser.flows.enriching.service_connections import ServiceConnections
    from musicanalyser.flows.live.lock import single_instance
    from musicanalyser.net import RequestBudget, RequestClock

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
        return ask(
            conn,
            choice.sources,
            wish,
            limit=sourcing.limit,
            connections=connections,
            clock=clock,
            progress=progress,
        )


def _fail_if_nothing_could_be_done(outcomes: "Sequence[SourceOutcome]") -> None:
    """Raise only if somebody was to be asked, and nobody answered.

    Raises:
        TryLaterError: If no service could tell anything.
    """
    off = [one for one in outcomes if one.is_unavailable]
    if off and not any(one.found or one.missing for one in outcomes):
        service, key = off[0].source.SERVICE, off[0].source.SERVICE.key
        hint = "Try again later. Nothing is lost; the next run continues from here."
        if key is not None and key.required:
            hint = f"Try again later, or set another key: musicanalyser config set {key.secret}"
        raise TryLaterError(f"Nothing was fetched: {service.title} {off[0].failure}.", hint=hint)
