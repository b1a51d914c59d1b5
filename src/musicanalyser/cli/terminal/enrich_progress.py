"""How far each source of facts has been asked: bars where they can move, else plain lines."""

from contextlib import contextmanager
from typing import TYPE_CHECKING

from musicanalyser.duration import format_clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import TaskID

    from musicanalyser.context import Screen
    from musicanalyser.flows.enriching.enrich_run import SourceOutcome

_BAR_WIDTH = 20


@contextmanager
def shown(screen: "Screen") -> "Iterator[Callable[[SourceOutcome], None]]":
    """Give what a run tells its progress to."""
    if screen.lively:
        with _bars(screen) as tell:
            yield tell
    else:
        yield _lines(screen)


def _lines(screen: "Screen") -> "Callable[[SourceOutcome], None]":
    begun: set[str] = set()

    def tell(tally: "SourceOutcome") -> None:
        title = tally.source.SERVICE.title
        if tally.subjects and tally.name not in begun:
            begun.add(tally.name)
            screen.say(f"Asking {title} about {_subjects(tally)} ({tally.name})")
        if tally.ended and tally.trouble:
            screen.say(f"{tally.name}: {title} {tally.trouble}")

    return tell


@contextmanager
def _bars(screen: "Screen") -> "Iterator[Callable[[SourceOutcome], None]]":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(file=screen.err, width=screen.width, emoji=False, markup=False)
    words = TextColumn("{task.description}", markup=False)
    with Progress(BarColumn(_BAR_WIDTH), words, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(tally: "SourceOutcome") -> None:
            if not tally.subjects:
                return
            if tally.name not in tasks:
                tasks[tally.name] = bars.add_task("", total=tally.subjects)
            bars.update(tasks[tally.name], description=_words(tally), completed=tally.asked)

        yield tell


def _words(tally: "SourceOutcome") -> str:
    requests = f"{tally.requests:,} request{'s' * (tally.requests != 1)}"
    done = f"{tally.name}: {tally.found:,} found, {tally.missing:,} missing, {requests}"
    if tally.trouble:
        return f"{done}; {tally.source.SERVICE.title} {tally.trouble}"
    if tally.ended:
        return done
    return f"{done}, {format_clock(tally.left_ms)} left"


def _subjects(tally: "SourceOutcome") -> str:
    return f"{tally.subjects:,} {tally.source.KIND}{'s' * (tally.subjects != 1)}"
