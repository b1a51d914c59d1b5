"""How accurate the log of a simulated listener is, and how many calls it takes.

``python -m tests.benchmarks accuracy [--hours 300] [--seeds 1 2 3 4] [--only NAME …]`` prints each
figure as the mean over the seeds, with the spread (standard deviation) of some below: the default
as shipped, with its limit on calls, then the policies without a limit and simpler designs, then the
default in unusual circumstances and with habits, and the targets. The real service was never
measured: the figures are as good as the calibration of the simulation.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from statistics import fmean, pstdev

from tests.simulators.listener.circumstances import (
    HABITUAL,
    HALF_ON_IT,
    ON_THIS_MACHINE,
    UNUSUAL,
    USUAL,
    Circumstances,
)
from tests.simulators.listener.listener import listen
from tests.simulators.listener.runs import Run
from tests.simulators.listener.runs import run as run_watch
from tests.simulators.listener.watches import DESKTOP, FIXED, SHIPPED, WATCHES

Figures = tuple[float, ...]
_HEADINGS = (
    "skips",
    ">=2 s",
    ">=5 s",
    "prec",
    "med s",
    "avg s",
    "p95 s",
    "total",
    "lost",
    "twice",
    "split",
    "ends",
    "found",
    "calls/h",
    "a day",
    "noticed",
)
_FORMATS = (
    *("{:.3f}",) * 4,
    *("{:.2f}", "{:.2f}", "{:.1f}", "{:+.2%}"),
    *("{:.2%}",) * 3,
    *("{:.3f}", "{:.3f}", "{:.0f}", "{:.0f}", "{:.2f}"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Who watches whom."""

    watch: str = SHIPPED
    circumstances: Circumstances = USUAL


HABIT, FIXED_IDLE, KILLS, HEAVY, FIVE_HOURS, HALF = (
    "starts by habit",
    "same, equal waits",
    "a kill per hour",
    "heavy skipper",
    "5 h a day",
    "half of it there",
)
ROWS = {
    **{name: Row(watch=name) for name in WATCHES},
    **{name: Row(circumstances=circumstances) for name, circumstances in UNUSUAL.items()},
    HABIT: Row(circumstances=HABITUAL),
    FIXED_IDLE: Row(watch=FIXED, circumstances=HABITUAL),
    DESKTOP: Row(watch=DESKTOP, circumstances=ON_THIS_MACHINE),
    HALF: Row(watch=DESKTOP, circumstances=HALF_ON_IT),
}
"""A row for each watch and for each of the circumstances."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A bound of a figure, by its heading, of a row: from below if ``at_least``."""

    row: str
    figure: str
    bound: float
    at_least: bool = False

    def is_met(self, value: float) -> bool:
        return value >= self.bound if self.at_least else value <= self.bound


def _at_least(row: str, bounds: Mapping[str, float]) -> list[Target]:
    return [Target(row=row, figure=name, bound=bounds[name], at_least=True) for name in bounds]


def _at_most(row: str, bounds: Mapping[str, float]) -> list[Target]:
    return [Target(row=row, figure=name, bound=bounds[name]) for name in bounds]


TARGETS = (
    *_at_least(SHIPPED, {"skips": 0.70, ">=2 s": 0.77, "prec": 0.95, "ends": 0.97}),
    *_at_most(SHIPPED, {"avg s": 1.5, "p95 s": 5.0, "lost": 0.001, "twice": 0.0, "a day": 1_000}),
    *_at_least("econ", {"skips": 0.76, ">=2 s": 0.82}),
    *_at_least(HEAVY, {"skips": 0.66}),
    *_at_most(HEAVY, {"avg s": 2.0, "p95 s": 5.0}),
    *_at_least(FIVE_HOURS, {"skips": 0.60}),
    *_at_most(FIVE_HOURS, {"lost": 0.003, "a day": 1_200}),
    *_at_most(KILLS, {"lost": 0.003, "twice": 0.0}),
    *_at_least(HABIT, {"noticed": 0.70}),
    *_at_least(DESKTOP, {"found": 0.97}),
    *_at_most(DESKTOP, {"avg s": 0.2, "calls/h": 20.0}),
)


def run(argv: Sequence[str]) -> None:
    """Measure what a command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks accuracy")
    parser.add_argument("--hours", type=float, default=300)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4])
    parser.add_argument("--only", nargs="+", choices=ROWS, default=list(ROWS), metavar="NAME")
    options = parser.parse_args(argv)
    main(options.only, hours=options.hours, seeds=options.seeds)


def main(names: Sequence[str], *, hours: float, seeds: Sequence[int]) -> None:
    """Print a row for each name, and each target with the figure that was reached."""
    print(f"{hours:g} hours of listening for each of the seeds {', '.join(map(str, seeds))}")
    _print_row("", _HEADINGS)
    means: dict[str, dict[str, float]] = {}
    calibrated: Run | None = None
    with Pool() as processes:
        for name in names:
            runs = processes.starmap(measure, ((name, hours, seed) for seed in seeds), chunksize=1)
            columns = list(zip(*map(_figures, runs), strict=True))
            calibrated = calibrated or runs[0]
            means[name] = dict(zip(_HEADINGS, map(fmean, columns), strict=True))
            _print_row(name, _cells([fmean(column) for column in columns]))
            _print_row("  spread", _cells([pstdev(column) for column in columns]))
    if calibrated is not None:
        _print_calibration(calibrated)
    print("\nTargets")
    for target in TARGETS:
        if target.row in means:
            value, sign = means[target.row][target.figure], ">=" if target.at_least else "<="
            verdict = "met" if target.is_met(value) else "MISSED"
            figure = f"{value:9.4f}  {sign} {target.bound:<7g}"
            print(f"{target.row:<18}{target.figure:<9}{figure}{verdict}")


def measure(name: str, hours: float, seed: int) -> Run:
    """Return the run of one row for one seed."""
    row = ROWS[name]
    circumstances = row.circumstances
    return run_watch(
        listen(circumstances.habits, hours=hours, seed=seed),
        WATCHES[row.watch],
        circumstances.conditions,
        seed=seed,
        hours_per_day=circumstances.hours_per_day,
    )


def _print_calibration(ran: Run) -> None:
    found = ran.calibration
    print("\nthe first row and seed: true time within its bounds")
    print(f"watched {found.watched_within:.3f}   inferred {found.inferred_within:.3f}")
    print("\nconfidence    plays    right")
    for confidence, (count, share) in found.right_of.items():
        print(f"{confidence:>10.2f}{count:>9,}{share:>9.3f}")


def _figures(ran: Run) -> Figures:
    """Return the figures of a run, in the order of the headings."""
    scores = ran.scores
    return (
        *scores.recall,
        scores.precision,
        scores.median_error_ms / 1000,
        scores.mean_error_ms / 1000,
        scores.p95_error_ms / 1000,
        scores.total_error,
        scores.lost,
        scores.duplicated,
        scores.split,
        scores.ends_right,
        scores.found,
        ran.calls_per_hour,
        ran.calls_per_day,
        ran.noticed,
    )


def _cells(figures: Sequence[float]) -> tuple[str, ...]:
    return tuple(form.format(figure) for form, figure in zip(_FORMATS, figures, strict=True))


def _print_row(name: str, cells: tuple[str, ...]) -> None:
    print(f"{name:<18}" + "".join(f"{cell:>8}" for cell in cells), flush=True)
