"""How the skips of a window lie along the track: by tenths of its length, and by time."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from musicanalyser.duration import format_clock
from musicanalyser.report import Column, ColumnKind, Layout, Report
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import report_span
from musicanalyser.stats.skipping.window_skips import WindowSkip, WindowSkips
from musicanalyser.units import MINUTE_MS, SECOND_MS

_TENTHS = 10
_STEP_MS, _LAST_MS = 10 * SECOND_MS, 5 * MINUTE_MS
_STEPS = _LAST_MS // _STEP_MS


def depth_by_tenth(question: Question, windows: Sequence[WindowSkips]) -> Report:
    """Return the share of skips in each tenth of the track, of those with a known length."""
    names = [f"{10 * place}\N{EN DASH}{10 * place + 10}%" for place in range(_TENTHS)]
    return _curve(
        question, windows, ("depth-by-tenth", "By part of the track", "Part"), names, _tenth
    )


def depth_by_time(question: Question, windows: Sequence[WindowSkips]) -> Report:
    """Return the share of skips in each 10 s of the time heard, and in all that is later."""
    names = [format_clock(place * _STEP_MS) for place in range(_STEPS)]
    names.append(f"{format_clock(_LAST_MS)}+")
    return _curve(question, windows, ("depth-by-time", "By time heard", "10 s"), names, _step)


def _tenth(skip: WindowSkip) -> int | None:
    if not skip.length_ms:
        return None
    return min(_TENTHS * skip.heard_ms // skip.length_ms, _TENTHS - 1)


def _step(skip: WindowSkip) -> int | None:
    return min(skip.heard_ms // _STEP_MS, _STEPS)


def _curve(
    question: Question,
    windows: Sequence[WindowSkips],
    words: tuple[str, str, str],
    names: Sequence[str],
    place_of: Callable[[WindowSkip], int | None],
) -> Report:
    name, title, unit = words
    now, *before = (_count(one.exact, place_of) for one in windows)
    earlier = before[0] if before and before[0] else None
    return Report(
        name=name,
        title=title,
        layout=Layout.COLUMNS,
        columns=(
            Column(name="part", title=unit),
            Column(name="share", title="Share of skips", kind=ColumnKind.SHARE, bar=True),
            Column(name="skips", title="Skips", kind=ColumnKind.COUNT, detail=True),
            Column(
                name="previous_share", title="Before", kind=ColumnKind.SHARE, detail=not earlier
            ),
        ),
        rows=tuple(
            (
                label,
                share(now[place], now.total()),
                now[place],
                share(earlier[place], earlier.total()) if earlier else None,
            )
            for place, label in enumerate(names)
        )
        if now
        else (),
        span=report_span(question.window),
        definition="A skipped play leaves the track where its time heard ends.",
        empty="No skip of this window is known that exactly.",
    )


def _count(
    skips: Iterable[WindowSkip], place_of: Callable[[WindowSkip], int | None]
) -> Counter[int]:
    places = map(place_of, skips)
    return Counter(place for place in places if place is not None)
