"""``enrich`` in a process of its own that dies before a statement, as ``kill -9`` would have it.

``python -m tests.cli.killing_enrich N WORD...`` dies before the Nth statement that SQLite is given
after the first request could be made; with N being 0 it lives, and tells how many there were.
"""

import os
import signal
import sys

from musicanalyser.cli.main import run
from musicanalyser.store import migrations as _migrations  # noqa: F401 - opens a connection of its own
from tests.flows.importing.killed_import import watch_statements


def main(number: int, words: list[str]) -> None:
    given = 0

    def before_each(_: str) -> None:
        nonlocal given
        given += 1
        if given == number:
            os.kill(os.getpid(), signal.SIGKILL)

    watch_statements(before_each)
    code = run(["enrich", *words], environ=os.environ, out=sys.stderr, err=sys.stderr)
    print(given)  # noqa: T201 - how it tells its parent
    sys.exit(code)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
