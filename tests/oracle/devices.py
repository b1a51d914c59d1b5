"""Platforms and countries: listening by the words of the row that gives a play."""

from collections.abc import Callable, Mapping

from tests.oracle.answers import Answer, Line, Table, share, total_ms
from tests.oracle.asking import Asked, History
from tests.oracle.plays import Play

PLATFORMS = {
    "android": "Android",
    "ios": "iOS",
    "windows": "Windows",
    "web_player": "Web player",
}
_COUNTRIES = {"DE": "Germany", "JP": "Japan"}


def platforms(history: History, asked: Asked) -> Answer:
    table = _table(history, asked, "platform", lambda play: play.row.platform, PLATFORMS)
    return {"platforms": table}


def countries(history: History, asked: Asked) -> Answer:
    table = _table(history, asked, "country", lambda play: play.row.country, _COUNTRIES)
    codes = {name: code for code, name in _COUNTRIES.items()}
    named: Table = [{**line, "country_code": codes.get(str(line["country"]))} for line in table]
    return {"countries": named}


def _table(
    history: History,
    asked: Asked,
    column: str,
    word_of: Callable[[Play], str | None],
    labels: Mapping[str, str],
) -> Table:
    windows = [
        {
            label: [play for play in music if labels.get(word_of(play) or "") == label]
            for label in {labels.get(word_of(play) or "") for play in music}
        }
        for music in (history.heard(asked, span) for span in asked.both)
    ]
    if not windows[0]:
        return []
    wholes = [sum(total_ms(p) for label, p in one.items() if label) for one in windows]
    names = {label for one in windows for label in one if label}
    lines = [_line(column, name, windows, wholes, asked) for name in names]
    lines.sort(
        key=lambda line: (-int(str(line["heard_ms"])), -int(str(line["plays"])), line[column])
    )
    if None in windows[0]:
        lines.append(_line(column, None, windows, [0, 0], asked))
    return lines


def _line(
    column: str,
    name: str | None,
    windows: list[dict[str | None, list[Play]]],
    wholes: list[int],
    asked: Asked,
) -> Line:
    plays = windows[0].get(name, [])
    days = [play.day for play in plays if asked.counts(play)]
    shares = [
        share(total_ms(one.get(name, [])), whole)
        for one, whole in zip(windows, wholes, strict=False)
    ]
    now, before = shares[0], shares[1] if len(shares) > 1 else None
    return {
        column: name,
        "heard_ms": total_ms(plays),
        "share": now,
        "previous_share": before,
        "change": None if now is None or before is None else now - before,
        "plays": len(days),
        "first_day": min(days, default=None),
        "last_day": max(days, default=None),
    }


def _whole(figure: object) -> int:
    assert isinstance(figure, int)
    return figure
