"""``enrich``: what the music is like, from open sources."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from musicanalyser.cli.options.help_sections import Page, SectionedCommand
from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output import OutputOptions
from musicanalyser.cli.options.source_selection import SourcingOptions
from musicanalyser.cli.options.window_options import WindowOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.enrich import SOURCES, Source
from musicanalyser.errors import ConfigError, TryLaterError, UsageError
from musicanalyser.timespan import everything, to_ms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from musicanalyser.context import App
    from musicanalyser.flows.enriching.enrich_run import SourceOutcome
    from musicanalyser.flows.enriching.source_selection import ServiceAccess, SourceSelection
    from musicanalyser.store.facts.pending import Wish

_EXAMPLES = """
\b
Examples:
  musicanalyser enrich --dry-run
  musicanalyser enrich
  musicanalyser enrich features genres --year
  musicanalyser enrich genius --limit 50
  musicanalyser enrich --max-requests 100

What leaves this machine: ids of tracks and artists, and for genius, lastfm and
lyrics titles and artists' names; never when or how often you heard them, nor
what you heard in private sessions only. docs/commands.md says what goes where.

One more source is asked only if you name it: spotify, for albums, lengths and
years, one call a track, with the sign-in of musicanalyser auth login.

Stop it whenever you like: the next run goes on from there. What a source does
not know is asked again after 30 days.
"""


class _EnrichCommand(SectionedCommand):
    def format_options(self, ctx: Any, formatter: Page) -> None:  # noqa: ANN401 - private in Typer
        """List the sources before everything else."""
        with formatter.section("Sources"):
            formatter.write_dl([(name, _line(one)) for name, one in SOURCES.items()])
        super().format_options(ctx, formatter)


def _line(source: Source) -> str:
    key = source.SERVICE.key
    wants = f" Needs {key.secret}." if key is not None and key.required else ""
    return f"{source.ABOUT}, by {source.SERVICE.title}.{wants}"


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
            help="The sources, each with those it builds on; all of them if none is named.",
            show_default=False,
        ),
    ] = None,
    *,
    sourcing: SourcingOptions,
    window: WindowOptions,
    output: OutputOptions,
) -> None:
    """Ask open sources what your music is like.

    The most heard comes first. With a window only what was heard then is asked
    about.
    """
    from musicanalyser.flows.enriching.enrich_run import plan
    from musicanalyser.reports.enriched import planned, told
    from musicanalyser.store.facts.pending import Wish

    app = ctx.ensure_object(Invocation).app()
    now = app.now()
    asked = window.window(now=now, zone=app.zone) or everything(now=now, zone=app.zone)
    access, choice = _chosen(app, names or ())
    wish = Wish(
        since_ms=asked.since_ms,
        until_ms=asked.until_ms,
        now_ms=to_ms(now),
        refresh=sourcing.refresh,
    )
    with app.reading() as conn:
        plans = plan(conn, choice.sources, wish, limit=sourcing.limit)
    if sourcing.dry_run:
        output.write(planned(plans, asked, choice.without_key), app.screen)
        return
    _tell_what_is_sent(app, [one.source for one in plans if one.subjects])
    tallies = _run(app, access, choice, wish, sourcing)
    _fail_if_nothing_could_be_done(tallies)
    with app.reading() as conn:
        output.write(told(conn, tallies, asked, choice.without_key), app.screen)


def _chosen(app: "App", names: "Sequence[str]") -> "tuple[ServiceAccess, SourceSelection]":
    """Return how services are reached, and which sources are to be asked.

    Raises:
        UsageError: If there is no source of a name.
        ConfigError: If all sources lack a key.
    """
    from musicanalyser.cli.terminal.service_access import access_of
    from musicanalyser.flows.enriching.source_selection import choose

    sources = {**SOURCES, _OWN: _own_account(app)} if _OWN in names else SOURCES
    for name in names:
        if name not in sources:
            raise UsageError(f"There is no source {name!r}.", hint=_meant(name))
    access = access_of(app, sources.values())
    choice = choose(sources, names or sources, access)
    lacking = [name for name in names if name in choice.without_key]
    if names and len(lacking) == len(names):
        key = sources[lacking[0]].SERVICE.key
        raise ConfigError(
            f"{sources[lacking[0]].SERVICE.title} wants a key, and there is none.",
            hint=f"Keep it with: musicanalyser config set {key.secret if key else ''}",
        )
    return access, choice


def _own_account(app: "App") -> Source:
    """Return the source that asks Spotify itself, as the owner who has signed in.

    Raises:
        NotSignedInError: If nobody has.
    """
    from musicanalyser.cli.terminal.spotify_access import make_access, make_client
    from musicanalyser.flows.enriching.spotify_source import SpotifyFacts
    from musicanalyser.flows.live.call_budget import BriefBudget
    from musicanalyser.spotify.token_file import TokenFile

    TokenFile(make_access(app).token, now=app.now).require()
    budget = BriefBudget(app.writing, calls_per_day=app.config.spotify_calls_per_day, now=app.now)
    return SpotifyFacts(lambda: make_client(app, budget), sleep=app.sleep)


def _meant(name: str) -> str:
    import difflib

    names = [*SOURCES, _OWN]
    near = difflib.get_close_matches(name, names, n=1)
    return f"Did you mean {near[0]}?" if near else f"There are {', '.join(names)}."


def _tell_what_is_sent(app: "App", sources: "Sequence[Source]") -> None:
    from musicanalyser.reports.enriched import sent

    if sources:
        app.screen.say(sent(sources))


def _run(
    app: "App",
    access: "ServiceAccess",
    choice: "SourceSelection",
    wish: "Wish",
    sourcing: SourcingOptions,
) -> "list[SourceOutcome]":
    from musicanalyser.cli.terminal.enrich_progress import shown
    from musicanalyser.flows.enriching.enrich_run import enrich as ask
    from musicanalyser.flows.enriching.source_selection import Connections
    from musicanalyser.flows.live.lock import single_instance
    from musicanalyser.net import RequestBudget, RequestClock

    clock = RequestClock(now=app.now, sleep=app.sleep)
    connections = Connections(access, budget=RequestBudget(sourcing.max_requests), clock=clock)
    with (
        single_instance(app.paths.database, "enrich"),
        app.writing() as conn,
        connections,
        shown(app.screen) as tell,
    ):
        return ask(
            conn,
            choice.sources,
            wish,
            limit=sourcing.limit,
            connections=connections,
            clock=clock,
            progress=tell,
        )


def _fail_if_nothing_could_be_done(tallies: "Sequence[SourceOutcome]") -> None:
    """Raise only if somebody was to be asked, and nobody answered.

    Raises:
        TryLaterError: If no service could tell anything.
    """
    off = [one for one in tallies if one.off]
    if off and not any(one.found or one.missing for one in tallies):
        service, key = off[0].source.SERVICE, off[0].source.SERVICE.key
        hint = "Try again later; nothing is lost, and the next run goes on from here."
        if key is not None and key.required:
            hint = f"Try again later, or keep another key: musicanalyser config set {key.secret}"
        raise TryLaterError(f"Nothing could be asked: {service.title} {off[0].trouble}.", hint=hint)
