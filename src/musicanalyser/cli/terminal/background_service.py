"""The services that record in the background, as this machine runs them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from musicanalyser.errors import Error, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from musicanalyser.flows.service.service_manager import ServiceManager


def make_manager(environ: "Mapping[str, str]") -> "ServiceManager":
    """Return the service manager of this machine.

    Raises:
        UsageError: If there is none that the program knows.
    """
    from musicanalyser.flows.service.service_manager import find_manager

    command = (sys.executable, "-m", "musicanalyser")
    home = Path(environ["HOME"]) if "HOME" in environ else Path.home()
    return find_manager(sys.platform, command, environ, home)


def require_no_service(environ: "Mapping[str, str]") -> None:
    """Return if nothing records in the background.

    Raises:
        Error: If services are installed.
    """
    try:
        files = make_manager(environ).files
    except UsageError:
        return
    if any(file.path.exists() for file in files):
        raise Error(
            "It records in the background, and would begin anew.",
            hint="First run: musicanalyser service uninstall",
        )
