"""The options that say how much sources of facts are asked."""

from dataclasses import dataclass
from typing import Annotated

import typer

_PANEL = "Enrich"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcingOptions:
    """How many subjects and requests at most, and whether anyone is asked at all."""

    limit: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            rich_help_panel=_PANEL,
            help="Ask each source about the N most heard of those it still lacks.",
        ),
    ] = None
    refresh: Annotated[
        bool,
        typer.Option("--refresh", rich_help_panel=_PANEL, help="Ask again about what is known."),
    ] = False
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", rich_help_panel=_PANEL, help="Say what it would take, and ask nobody."
        ),
    ] = False
    max_requests: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, rich_help_panel=_PANEL, help="Make at most so many requests."
        ),
    ] = None
