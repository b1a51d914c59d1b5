"""How far a long run is: a bar where it can move, else one plain line per file."""

from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from musicanalyser.context import Screen
    from musicanalyser.flows.importing.import_run import ImportProgress

_BAR_WIDTH = 24


@contextmanager
def shown(screen: "Screen") -> "Iterator[Callable[[ImportProgress], None]]":
    """Give what an import tells its progress to."""
    if screen.lively:
        with _bar(screen) as tell:
            yield tell
    else:
        yield _lines(screen)


def _lines(screen: "Screen") -> "Callable[[ImportProgress], None]":
    last = ""

    def tell(progress: "ImportProgress") -> None:
        nonlocal last
        if progress.file != last:
            last = progress.file
            screen.say(f"Reading {last}")

    return tell


@contextmanager
def _bar(screen: "Screen") -> "Iterator[Callable[[ImportProgress], None]]":
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    console = Console(file=screen.err, width=screen.width, emoji=False, markup=False)
    words = TextColumn("{task.description}", markup=False)
    with Bar(BarColumn(_BAR_WIDTH), words, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(progress: "ImportProgress") -> None:
            seconds = bar.tasks[task].elapsed or 1
            pace = f"{progress.rows:,} rows, {progress.rows / seconds:,.0f}/s"
            name = PurePath(progress.file).name
            bar.update(
                task,
                description=f"{pace}, {name}",
                completed=progress.bytes_done,
                total=progress.bytes_total,
            )

        yield tell
