"""How accurate the log of a simulated listener is, and how many calls it takes.

``python -m tests.benchmarks.accuracy [--hours 300] [--seed 1] [--policy NAME …]`` compares the
polling policies, runs one of them in unusual circumstances, and checks it against the targets. The
real service was never measured: the figures are as good as the calibration of the simulation.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from musicanalyser.listening.polling.policies import PollingPolicy
from tests.simulators.listener.circumstances import KILLED, UNUSUAL, USUAL, Circumstances
from tests.simulators.listener.listener import listen
from tests.simulators.listener.runs import HOURS_PER_DAY, Run, run
from tests.simulators.listener.watches import WATCHES

_MEASURED = PollingPolicy.ECON
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
    "calls/h",
    "a day",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An upper bound of a figure, or a lower one if ``at_least``."""

    name: str
    figure: Callable[[Run], float]
    bound: float
    at_least: bool = False

    def is_met(self, of: Run) -> bool:
        figure = self.figure(of)
        return figure >= self.bound if self.at_least else figure <= self.bound


TARGETS = (
    Target(name="skips found", figure=lambda r: r.scores.recall[0], bound=0.75, at_least=True),
    Target(name="from 2 s", figure=lambda r: r.scores.recall[1], bound=0.82, at_least=True),
    Target(name="precision", figure=lambda r: r.scores.precision, bound=0.95, at_least=True),
    Target(name="mean error, s", figure=lambda r: r.scores.mean_error_ms / 1000, bound=2.0),
    Target(name="p95 of errors, s", figure=lambda r: r.scores.p95_error_ms / 1000, bound=5.0),
    Target(name="total, off by %", figure=lambda r: 100 * abs(r.scores.total_error), bound=0.5),
    Target(name="lost, %", figure=lambda r: 100 * r.scores.lost, bound=0.3),
    Target(name="duplicated, %", figure=lambda r: 100 * r.scores.duplicated, bound=0.1),
    Target(name="ends", figure=lambda r: r.scores.ends_right, bound=0.97, at_least=True),
    Target(name="calls per hour", figure=lambda r: r.calls_per_hour, bound=185),
    Target(name="calls per day", figure=lambda r: r.calls_per_day, bound=1_000),
)
TARGETS_IF_KILLED = (
    Target(name="lost if killed, %", figure=lambda r: 100 * r.scores.lost, bound=0.3),
    Target(name="twice if killed, %", figure=lambda r: 100 * r.scores.duplicated, bound=0.0),
)


def main(policies: list[str], *, hours: float, seed: int) -> None:
    """Print the tables, and each target with the figure that was reached."""
    measured = _MEASURED if _MEASURED in policies else policies[-1]
    print(f"{hours:g} hours of the median listener, seed {seed}; a day has {HOURS_PER_DAY} of them")
    _print_row("policy", _HEADINGS)
    usual = {name: _measure(name, USUAL, hours=hours, seed=seed) for name in policies}
    print(f"\n{measured}, in other circumstances")
    _print_row("", _HEADINGS)
    for name, circumstances in UNUSUAL.items():
        ran = _measure(measured, circumstances, hours=hours, seed=seed, named=name)
        if circumstances is KILLED:
            killed = ran
    _print_calibration(usual[measured])
    print(f"\n{measured}, against the targets")
    for target, ran in chain(
        ((target, usual[measured]) for target in TARGETS),
        ((target, killed) for target in TARGETS_IF_KILLED),
    ):
        sign, verdict = (">=" if target.at_least else "<="), target.is_met(ran)
        figure = f"{target.figure(ran):9.3f}  {sign} {target.bound:g}"
        print(f"{target.name:<18}{figure:<24}{'met' if verdict else 'MISSED'}")


def _measure(
    policy: str, circumstances: Circumstances, *, hours: float, seed: int, named: str | None = None
) -> Run:
    timeline = listen(circumstances.habits, hours=hours, seed=seed)
    ran = run(timeline, WATCHES[policy], circumstances.conditions, seed=seed)
    _print_row(named or policy, _cells(ran))
    return ran


def _print_calibration(ran: Run) -> None:
    found = ran.calibration
    print("\ntrue time within its bounds")
    print(f"watched {found.watched_within:.3f}   inferred {found.inferred_within:.3f}")
    print("\nconfidence    plays    right")
    for confidence, (count, share) in found.right_of.items():
        print(f"{confidence:>10.2f}{count:>9,}{share:>9.3f}")


def _cells(ran: Run) -> tuple[str, ...]:
    scores = ran.scores
    return (
        *(f"{share:.3f}" for share in (*scores.recall, scores.precision)),
        f"{scores.median_error_ms / 1000:.2f}",
        f"{scores.mean_error_ms / 1000:.2f}",
        f"{scores.p95_error_ms / 1000:.1f}",
        f"{scores.total_error:+.2%}",
        f"{scores.lost:.2%}",
        f"{scores.duplicated:.2%}",
        f"{scores.split:.2%}",
        f"{scores.ends_right:.3f}",
        f"{ran.calls_per_hour:.0f}",
        f"{ran.calls_per_day:.0f}",
    )


def _print_row(name: str, cells: tuple[str, ...]) -> None:
    print(f"{name:<17}" + "".join(f"{cell:>8}" for cell in cells), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--hours", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--policy", nargs="+", choices=WATCHES, default=list(WATCHES))
    options = parser.parse_args()
    main(options.policy, hours=options.hours, seed=options.seed)
