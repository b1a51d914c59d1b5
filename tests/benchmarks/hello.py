"""The floor of every command: a program with Typer and Rich that prints one table.

``python tests/benchmarks/hello.py``. Ratios of whole processes are against it.
"""

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()


@app.command()
def hello(name: str = "world") -> None:
    """Print a table of one row."""
    table = Table("greeting", "name")
    table.add_row("hello", name)
    Console().print(table)


if __name__ == "__main__":
    app()
