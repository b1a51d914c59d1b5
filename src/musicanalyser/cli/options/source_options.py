"""The options that limit what `enrich` fetches."""

from dataclasses import dataclass
from typing import Annotated

import typer

_PANEL = "Enrich"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """The most subjects and requests, and whether anything is fetched at all."""

    limit: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            rich_help_panel=_PANEL,
            help="Fetch at most N items per source, most played first.",
        ),
    ] = None
    refresh: Annotated[
        bool,
        typer.Option("--refresh", rich_help_panel=_PANEL, help="Fetch known facts again."),
    ] = False
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            rich_help_panel=_PANEL,
            help="Show the plan; send no requests.",
        ),
    ] = False
    max_requests: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, rich_help_panel=_PANEL, help="Send at most N requests."),
    ] = None
