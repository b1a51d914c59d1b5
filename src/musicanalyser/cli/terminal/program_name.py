"""How the program was called, so that what it proposes can be called likewise."""

import shlex
import shutil
import sys
from pathlib import Path

_NAME = "musicanalyser"


def program_command(called: str) -> str:
    """Return the words that call the program again, in the folder of this call.

    ``called`` is the first word of the call, as the system passes it.
    """
    if Path(called).name == "__main__.py":
        return f"{shlex.quote(sys.executable)} -m {_NAME}"
    found = shutil.which(_NAME)
    if found is not None and Path(called).exists() and Path(found).samefile(called):
        return _NAME
    return shlex.quote(called)
