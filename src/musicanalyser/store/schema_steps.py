"""The steps of the schema as SQL; apart from `store.migrations`, which loads sqlite_utils."""

import sqlite3
from collections.abc import Sequence
from importlib.resources import files

_FOLDER = files("musicanalyser.store").joinpath("steps")


def step_names() -> Sequence[str]:
    """Return the names of all steps, in order."""
    return sorted(path.name.removesuffix(".sql") for path in _FOLDER.iterdir())


def run_step(conn: sqlite3.Connection, name: str) -> None:
    """Run the statements of a step one by one, inside a transaction of the caller."""
    text = _FOLDER.joinpath(f"{name}.sql").read_text("utf-8")
    statement = ""
    for part in text.split(";\n"):
        statement += f"{part};\n"
        if sqlite3.complete_statement(statement):  # a trigger holds other statements
            conn.execute(statement)
            statement = ""
