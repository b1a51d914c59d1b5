"""Progress of long work: animated on a terminal, else one plain line per step."""

from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from musicanalyser.duration import format_clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console
    from rich.progress import Progress, TaskID

    from musicanalyser.context import Screen
    from musicanalyser.flows.enriching.enrich_run import SourceOutcome
    from musicanalyser.flows.importing.import_run import ImportProgress

_BAR_WIDTH = 20


@contextmanager
def show_waiting(screen: "Screen", text: str) -> "Iterator[None]":
    """Show a text with a spinner and the time while the block runs; remove them afterwards."""
    if not screen.can_animate:
        screen.print_message(text)
        yield
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=_console(screen), transient=True) as waiting:
        waiting.add_task(text, total=None)
        yield


@contextmanager
def show_import_progress(screen: "Screen") -> "Iterator[Callable[[ImportProgress], None]]":
    """Yield a function that shows the progress of an import."""
    if not screen.can_animate:
        yield _import_lines(screen)
        return
    with _bars(screen, transient=True) as bars:
        task = bars.add_task("", total=None)

        def show(progress: "ImportProgress") -> None:
            seconds = bars.tasks[task].elapsed or 1
            speed = f"{progress.rows:,} rows, {progress.rows / seconds:,.0f}/s"
            bars.update(
                task,
                description=f"{speed}, {PurePath(progress.file).name}",
                completed=progress.bytes_done,
                total=progress.bytes_total,
            )

        yield show


@contextmanager
def show_enrich_progress(screen: "Screen") -> "Iterator[Callable[[SourceOutcome], None]]":
    """Yield a function that shows the progress of each source of facts."""
    if not screen.can_animate:
        yield _source_lines(screen)
        return
    with _bars(screen) as bars:
        tasks: dict[str, TaskID] = {}

        def show(outcome: "SourceOutcome") -> None:
            if not outcome.subjects:
                return
            if outcome.name not in tasks:
                tasks[outcome.name] = bars.add_task("", total=outcome.subjects)
            task = tasks[outcome.name]
            bars.update(task, description=_describe(outcome), completed=outcome.answered)

        yield show


def _import_lines(screen: "Screen") -> "Callable[[ImportProgress], None]":
    """Return a function that prints one line per file."""
    last = ""

    def show(progress: "ImportProgress") -> None:
        nonlocal last
        if progress.file != last:
            last = progress.file
            screen.print_message(f"Reading {last}")

    return show


def _source_lines(screen: "Screen") -> "Callable[[SourceOutcome], None]":
    """Return a function that prints one line per source, and one if it ends early."""
    started: set[str] = set()

    def show(outcome: "SourceOutcome") -> None:
        title = outcome.source.SERVICE.title
        if outcome.subjects and outcome.name not in started:
            started.add(outcome.name)
            screen.print_message(f"Asking {title} about {_subjects(outcome)} ({outcome.name})")
        if outcome.is_finished and outcome.failure:
            screen.print_message(f"{outcome.name}: {title} {outcome.failure}")

    return show


def _describe(outcome: "SourceOutcome") -> str:
    requests = f"{outcome.requests:,} request{'s' * (outcome.requests != 1)}"
    done = f"{outcome.name}: {outcome.found:,} found, {outcome.missing:,} missing, {requests}"
    if outcome.failure:
        return f"{done}; {outcome.source.SERVICE.title} {outcome.failure}"
    if outcome.is_finished:
        return done
    return f"{done}, {format_clock(outcome.remaining_ms)} left"


def _subjects(outcome: "SourceOutcome") -> str:
    return f"{outcome.subjects:,} {outcome.source.KIND}{'s' * (outcome.subjects != 1)}"


def _bars(screen: "Screen", *, transient: bool = False) -> "Progress":
    from rich.progress import BarColumn, Progress, TextColumn

    text = TextColumn("{task.description}", markup=False)
    return Progress(BarColumn(_BAR_WIDTH), text, console=_console(screen), transient=transient)


def _console(screen: "Screen") -> "Console":
    from rich.console import Console

    return Console(file=screen.err, width=screen.width, emoji=False, markup=False)
