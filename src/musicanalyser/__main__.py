"""Run the program, as ``musicanalyser`` or as ``python -m musicanalyser``."""

import gc
import os
import sys

_OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Loading a command makes fewer. Python's 700 would search them for garbage again and again."""


def main() -> None:
    """Run the program; the garbage collector searches neither what is loaded nor what is left."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    try:
        _run()
    finally:
        gc.freeze()  # the process ends: no object is worth a search


def _run() -> None:
    if sys.argv[1:2] == ["today"] and sys.stdout is not None:
        from musicanalyser.cli.terminal.prompt_line import print_prompt_line

        if print_prompt_line(sys.argv[2:], os.environ, sys.stdout):
            return
    from musicanalyser.cli.main import main as run_program

    run_program()


if __name__ == "__main__":
    main()
