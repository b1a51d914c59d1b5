"""``export``: the history as a file for other programs, and for this one."""

import secrets
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from musicanalyser.cli.options.option_group import with_groups
from musicanalyser.cli.options.output_file import open_replacement, refuse_own_file
from musicanalyser.cli.options.window_options import WindowOptions
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.typer_classes import SectionedCommand
from musicanalyser.errors import UsageError
from musicanalyser.flows.exporting.export_formats import EXPORT_FORMATS

if TYPE_CHECKING:
    from typing import TextIO

    from musicanalyser.context import App
    from musicanalyser.timespan import Window

_PANEL = "Output"
_PRIVATE = 0o600
_SALT_BYTES = 16
_EXAMPLES = """
\b
Examples:
  musicanalyser export -o history.json
  musicanalyser export --in 2025 -o 2025.csv
  musicanalyser export --month --redact -o for-a-bug-report.json

The JSON has the shape of Spotify's extended streaming history. Importing it
into a new database gives the same plays and figures.
"""

_OutputFile = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        callback=refuse_own_file,
        rich_help_panel=_PANEL,
        help="Write to a file that only you can read, instead of stdout.",
    ),
]

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=SectionedCommand, epilog=_EXAMPLES)
@with_groups
def export(
    ctx: typer.Context,
    *,
    window: WindowOptions,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            rich_help_panel=_PANEL,
            help=f"One of: {', '.join(EXPORT_FORMATS)}. Default: by the suffix, else json.",
        ),
    ] = None,
    output: _OutputFile = None,
    redact: Annotated[
        bool,
        typer.Option(
            "--redact",
            rich_help_panel=_PANEL,
            help="Replace names by digests, and leave out devices and countries.",
        ),
    ] = False,
) -> None:
    """Export the history in Spotify's own format.

    Exports all plays with their evidence, or those of a window.
    """
    name = _format_name(format_, output)
    app = ctx.ensure_object(Invocation).app()
    chosen = window.window(now=app.now(), zone=app.zone) if window.is_given else None
    if output is None:
        _write(app, name, chosen, app.screen.out, redact=redact)
        return
    with open_replacement(output, mode=_PRIVATE) as stream:
        rows = _write(app, name, chosen, stream, redact=redact)
    app.screen.print_message(f"Wrote {rows:,} rows to {output}")


def _format_name(name: str | None, output: Path | None) -> str:
    """Return the name of a format: the given one, else that of the suffix, else JSON."""
    if name is None:
        name = "json" if output is None else output.suffix.lower().removeprefix(".")
    if name not in EXPORT_FORMATS:
        raise UsageError(
            f"There is no export format {name!r}.",
            hint=f"Choose one with --format: {', '.join(EXPORT_FORMATS)}.",
        )
    return name


def _write(
    app: "App", name: str, window: "Window | None", stream: "TextIO", *, redact: bool
) -> int:
    from musicanalyser.flows.exporting.history_reading import history_rows
    from musicanalyser.flows.exporting.redaction import Redaction

    redaction = Redaction(secrets.token_bytes(_SALT_BYTES)) if redact else None
    with app.reading() as conn, closing(history_rows(conn, window, redaction)) as rows:
        return EXPORT_FORMATS[name](rows, stream)
