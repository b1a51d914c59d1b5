"""How the skips of a window lie along the track: by tenths of its length, and by time.

Those of the first seconds are left out: there are so many that the others could not be seen.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from musicanalyser.duration import format_clock
from musicanalyser.listening.skip_points import PASSED_OVER_MS
from musicanalyser.report import Column, ColumnKind, Layout, Report
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import report_span
from musicanalyser.stats.skipping.window_skips import WindowSkip, WindowSkips
from musicanalyser.units import MINUTE_MS, SECOND_MS

_TENTHS = 10
_STEP_MS, _LAST_MS = 10 * SECOND_MS, 5 * MINUTE_MS
_STEPS = range(PASSED_OVER_MS, _LAST_MS, _STEP_MS)
_FIRST = f"the first {PASSED_OVER_MS // SECOND_MS} s"


def depth_by_tenth(question: Question, shown: WindowSkips) -> Report:
    """Return the share of skips in each tenth of the track, of those with a known length."""
    names = [f"{10 * place}\N{EN DASH}{10 * place + 10}%" for place in range(_TENTHS)]
    words = ("depth-by-tenth", "By part of the track", "Part")
    return _curve(question, shown, words, names, _tenth)


def depth_by_time(question: Question, shown: WindowSkips) -> Report:
    """Return the share of skips in each 10 s of the time heard, and in all that is later."""
    names = [format_clock(step) for step in _STEPS] + [f"{format_clock(_LAST_MS)}+"]
    words = ("depth-by-time", "By time heard", "10 s")
    return _curve(question, shown, words, names, _step)


def _tenth(skip: WindowSkip) -> int | None:
    if not skip.length_ms:
        return None
    return min(_TENTHS * skip.heard_ms // skip.length_ms, _TENTHS - 1)


def _step(skip: WindowSkip) -> int | None:
    return min((skip.heard_ms - PASSED_OVER_MS) // _STEP_MS, len(_STEPS))


def _curve(
    question: Question,
    shown: WindowSkips,
    words: tuple[str, str, str],
    names: Sequence[str],
    place_of: Callable[[WindowSkip], int | None],
) -> Report:
    name, title, unit = words
    places = map(place_of, shown.left)
    skips = Counter(place for place in places if place is not None)
    return Report(
        name=name,
        title=title,
        layout=Layout.COLUMNS,
        columns=(
            Column(name="part", title=unit),
            Column(name="share", title="Share of later skips", kind=ColumnKind.SHARE, bar=True),
            Column(name="skips", title="Skips", kind=ColumnKind.COUNT, detail=True),
        ),
        rows=tuple(
            (label, share(skips[place], skips.total()), skips[place])
            for place, label in enumerate(names)
        )
        if skips
        else (),
        span=report_span(question.window),
        definition=f"Skips after {_FIRST}, where their time heard ends.",
        empty=f"No skip after {_FIRST} in this window.",
    )
