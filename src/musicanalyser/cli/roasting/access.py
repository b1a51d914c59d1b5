"""What a roast needs of this run: consent, messages, and the database for writing."""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from musicanalyser.context import App
    from musicanalyser.flows.roasting.material import Material
    from musicanalyser.flows.roasting.roast_request import RoastRequest
    from musicanalyser.flows.roasting.roast_run import RoastEnvironment
    from musicanalyser.report import Report


def find_or_write(
    app: "App", conn: "sqlite3.Connection", material: "Material", request: "RoastRequest"
) -> "Report":
    """Return the roast of a request as a card, written now unless there is a snapshot of it.

    Raises:
        Error: As `musicanalyser.flows.roasting.roast_run.find_or_write_roast` does.
    """
    from musicanalyser.flows.roasting import roast_run
    from musicanalyser.reports.snapshot import build_card

    answer = roast_run.find_or_write_roast(conn, material, request, _environment(app, request))
    return build_card(answer.snapshot, answer.notes)


def _environment(app: "App", request: "RoastRequest") -> "RoastEnvironment":
    from musicanalyser.cli.roasting.consent import may_send
    from musicanalyser.cli.terminal.progress import show_waiting
    from musicanalyser.flows.roasting.roast_run import RoastEnvironment

    return RoastEnvironment(
        may_send=partial(may_send, app, is_named=request.is_explicit),
        show_waiting=partial(show_waiting, app.screen),
        notify=app.screen.print_message,
        explain=app.screen.print_detail,
        writing=app.writing,
        now=app.now,
    )
