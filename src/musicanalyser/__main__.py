"""Run the program, as ``musicanalyser`` or as ``python -m musicanalyser``."""

import gc

_OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Loading a command makes fewer. Python's 700 would search them for garbage again and again."""


def main() -> None:
    """Run the program; the garbage collector searches neither what is loaded nor what is left."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from musicanalyser.cli.main import main as run_program

    try:
        run_program()
    finally:
        gc.freeze()  # the process ends: no object is worth a search


if __name__ == "__main__":
    main()
