"""The page of one artist, track or album, recomputed."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, pairwise

from tests.oracle.answers import Answer, Line, Table, known, share, skips, total_ms
from tests.oracle.asking import ALBUMS, ARTISTS, TRACKS, Asked, History, Subject, latest
from tests.oracle.known import known_dates
from tests.oracle.leaving import leaving, skipped
from tests.oracle.plays import Play
from tests.oracle.rows import Key
from tests.oracle.sounding import sounded
from tests.oracle.spans import Span
from tests.oracle.timing import runs
from tests.oracle.ways import way_in

KINDS = {"artist": ARTISTS, "track": TRACKS, "album": ALBUMS}
_DAY = timedelta(days=1)


def page(history: History, asked: Asked, kind: str, key: Key) -> Answer:
    subject = KINDS[kind]
    windows = [
        [play for play in history.heard(asked, span) if subject.key(play) == key]
        for span in asked.both
    ]
    if not any(windows):
        return {kind: []}
    own = windows[0]
    answer: dict[str, Table] = {
        kind: [
            _figures(history, asked, span, kind, key, plays)
            for span, plays in zip(asked.both, windows, strict=True)
        ],
        "ranks-by-month": _ranks(history, asked, subject, own, 7)[-24:],
        "ranks-by-year": _ranks(history, asked, subject, own, 4),
        "first-and-last": _ends(asked, own),
        "hours": _hours(asked, own),
        "days": [_days(history, asked, plays) for plays in windows],
        "skips": [
            _skips(history.heard(asked, span), plays)
            for span, plays in zip(asked.both, windows, strict=True)
        ],
    }
    return {**answer, **_LISTS[kind](history, asked, own)}


def _figures(
    history: History, asked: Asked, span: Span, kind: str, key: Key, plays: Sequence[Play]
) -> Line:
    every = history.heard(asked, span)
    counted = [play for play in plays if asked.counts(play)]
    days = sorted({play.day for play in counted})
    ranked = [group.key for group in history.ranked(asked, span, KINDS[kind])]
    albums = {play.album for play in counted} - {None}
    lengths = [play.length_ms for play in plays if play.length_ms is not None]
    more: dict[str, Line] = {
        "artist": {
            "tracks": len({play.song for play in counted}),
            "albums": len(albums) if albums or not counted else None,
        },
        "track": {"length_ms": lengths[-1] if lengths else None},
        "album": {"tracks": len({play.song for play in counted})},
    }
    return {
        "heard_ms": total_ms(plays),
        "plays": len(counted),
        "days": len(days),
        "longest_streak_days": runs(days)[0][0] if days else 0,
        "skip_rate": share(skips(plays), known(plays)),
        "rank": ranked.index(key) + 1 if key in ranked else None,
        "share": share(total_ms(plays), total_ms(every)),
        "window_skip_rate": share(skips(every), known(every)),
        **more[kind],
    }


def _ranks(
    history: History, asked: Asked, subject: Subject, own: Sequence[Play], length: int
) -> Table:
    """Return each month (of seven letters) or year (of four) from the first play to the last."""
    days = known_dates(history, asked)
    every: dict[str, Counter[Key]] = defaultdict(Counter)
    for play in history.heard(asked, asked.spans.now):
        if (key := subject.key(play)) is not None:
            every[play.day.isoformat()[:length]][key] += _amount(asked, play)
    table: Table = []
    for name, first, after in _slices(own, length):
        plays = [play for play in own if first <= play.day < after]
        is_known = bool(plays) or any(first <= day < after for day in days)
        mine = sum(_amount(asked, play) for play in plays)
        ahead = [amount for amount in every[name].values() if amount > mine]
        table.append(
            {
                "month" if length == len("2025-03") else "year": name,
                "first_day": first,
                "rank": len(ahead) + 1 if (mine if asked.rank_by == "plays" else plays) else None,
                "heard_ms": total_ms(plays) if is_known else None,
                "plays": sum(map(asked.counts, plays)) if is_known else None,
            }
        )
    return table


def _amount(asked: Asked, play: Play) -> int:
    return int(asked.counts(play)) if asked.rank_by == "plays" else play.heard_ms


def _slices(own: Sequence[Play], length: int) -> Iterator[tuple[str, date, date]]:
    """Yield the name of each month or year with its first day and that of the next."""
    if not own:
        return
    is_month = length == len("2025-03")
    day = own[0].day.replace(day=1) if is_month else own[0].day.replace(month=1, day=1)
    while day <= own[-1].day:
        after = day + _DAY
        while after.isoformat()[:length] == day.isoformat()[:length]:
            after += _DAY
        yield day.isoformat()[:length], day, after
        day = after


def _ends(asked: Asked, own: Sequence[Play]) -> Table:
    counted = [play for play in own if asked.counts(play)]
    return [
        {
            "which": which,
            "started_at": {play.moment for play in plays},
            "title": {play.names[0] for play in plays},
            "album": {play.names[2] for play in plays},
            "heard_ms": {play.heard_ms for play in plays},
            "verdict": {play.verdict for play in plays},
            "way_in": {way_in(play) for play in plays},
            "reason_start": {play.row.reason_start or None for play in plays},
        }
        for which, plays in (
            ("first", [play for play in counted if play.start_ms == counted[0].start_ms]),
            ("last", [play for play in counted if play.start_ms == counted[-1].start_ms]),
        )
        if plays
    ]


def _hours(asked: Asked, own: Sequence[Play]) -> Table:
    times = Counter[int]()
    for play in own:
        for moment, ms in sounded(play):
            times[moment.hour] += ms
    plays = Counter(play.hour for play in own if asked.counts(play))
    return [
        {
            "hour": hour,
            "heard_ms": times[hour],
            "share": share(times[hour], times.total()),
            "plays": plays[hour],
        }
        for hour in range(24)
    ]


def _days(history: History, asked: Asked, own: Sequence[Play]) -> Line:
    counted = [play for play in own if asked.counts(play)]
    active = sorted({play.day for play in counted})
    times = Counter[date]()
    for play in own:
        times[play.day] += play.heard_ms
    biggest = max(times, key=lambda day: (times[day], day), default=None)
    days = known_dates(history, asked)
    silences = [
        ((after - before).days - 1, after, before)
        for before, after in pairwise(active)
        if (after - before).days > 1
        and all(before + day * _DAY in days for day in range(1, (after - before).days))
    ]
    silence = max(silences, default=None)
    back = [play for play in counted if silence and play.day == silence[1]]
    streak = runs(active)[0] if active else (0, None, None)
    return {
        "longest_streak_days": streak[0],
        "streak_first_day": streak[1],
        "streak_last_day": streak[2],
        "biggest_day": biggest,
        "biggest_day_ms": times[biggest] if biggest else None,
        "biggest_day_plays": len([p for p in counted if p.day == biggest]) if biggest else None,
        "silence_days": silence[0] if silence else None,
        "silence_from": silence[2] if silence else None,
        "return_day": silence[1] if silence else None,
        "return_title": {play.names[0] for play in back if play.start_ms == back[0].start_ms}
        or None,
    }


def _skips(every: Sequence[Play], own: Sequence[Play]) -> Line:
    mean = share(skips(every), known(every))
    if not known(own):
        unknown = ("skip_rate", "skips", "passed_over", "left", "left_at_ms", "left_share")
        return {**dict.fromkeys(unknown), "window_skip_rate": mean, "plays_known": 0}
    return {
        "skip_rate": share(skips(own), known(own)),
        "window_skip_rate": mean,
        "skips": skips(own),
        "plays_known": known(own),
        **leaving(skipped(own)),
    }


def _artist(_: History, asked: Asked, own: Sequence[Play]) -> Answer:
    return {
        "top-tracks": _top(asked, own, lambda play: play.song, ("title", "album", "uri")),
        "top-albums": _top(asked, own, lambda play: play.album, ("album",)),
    }


def _track(_: History, asked: Asked, own: Sequence[Play]) -> Answer:
    return {
        "versions": _top(asked, own, lambda play: play.row.identity, ("album", "uri")),
    }


def _top(
    asked: Asked, own: Sequence[Play], key_of: Callable[[Play], Key | None], names: Sequence[str]
) -> Table:
    groups = _grouped(own, key_of)
    lines = []
    for plays in groups.values():
        counted = [play for play in plays if asked.counts(play)]
        last = latest(plays)
        words = dict(
            zip(("title", "artist", "album", "uri"), (*last.names, last.row.uri), strict=True)
        )
        figures = [total_ms(plays), len(counted)]
        if asked.rank_by == "plays":
            figures.reverse()
        if counted:
            line = {name: words[name] for name in names}
            order = (-figures[0], -figures[1], *(str(words[name]) for name in names))
            lines.append((order, {**line, **_list_figures(asked, plays)}))
    lines.sort(key=lambda pair: pair[0])
    shown = [line for _, line in lines[: asked.limit]]
    return [{"rank": rank, **line} for rank, line in enumerate(shown, 1)]


def _list_figures(asked: Asked, plays: Sequence[Play]) -> Line:
    return {
        "heard_ms": total_ms(plays),
        "plays": sum(map(asked.counts, plays)),
        "skip_rate": share(skips(plays), known(plays)) if known(plays) >= 5 else None,
    }


def _grouped(plays: Sequence[Play], key_of: Callable[[Play], Key | None]) -> dict[Key, list[Play]]:
    groups: dict[Key, list[Play]] = defaultdict(list)
    for play in plays:
        if (key := key_of(play)) is not None:
            groups[key].append(play)
    return groups


def _album(history: History, asked: Asked, own: Sequence[Play]) -> Answer:
    sittings = [[play.song for play in run] for run in _sittings(history, asked, own)]
    groups = _grouped(own, lambda play: play.song)
    finished = [
        key for key, plays in groups.items() if any(play.verdict == "finished" for play in plays)
    ]
    order = _order(sittings)
    ends = Counter(songs[-1] for songs in sittings)
    given_up = max(order[:-1], key=lambda song: ends[song], default=None)
    if given_up is not None and ends[given_up] < 3:
        given_up = None
    rest = [key for key in _by_rank(asked, groups) if key not in order]
    is_known = known(own) > 0
    return {
        "album-tracks": [
            {
                "place": order.index(key) + 1 if key in order else None,
                "title": latest(groups[key]).names[0],
                "uri": latest(groups[key]).row.uri,
                **_list_figures(asked, groups[key]),
                "finished": (
                    len([play for play in groups[key] if play.verdict == "finished"])
                    if known(groups[key])
                    else None
                ),
                "ends": ends[key],
            }
            for key in [*order, *rest]
        ],
        "completion": [
            {
                "tracks_heard": len(groups),
                "tracks_finished": len(finished) if is_known else None,
                "finished_share": share(len(finished), len(groups)) if is_known else None,
                "sittings": len(sittings),
                "completed": ends[order[-1]] if order else None,
                "given_up_at": latest(groups[given_up]).names[0] if given_up else None,
                "given_up": ends[given_up] if given_up else None,
            }
        ],
    }


def _by_rank(asked: Asked, groups: Mapping[Key, Sequence[Play]]) -> list[Key]:
    def order(key: Key) -> tuple[object, ...]:
        figures = [total_ms(groups[key]), sum(map(asked.counts, groups[key]))]
        if asked.rank_by == "plays":
            figures.reverse()
        return (-figures[0], -figures[1], str(latest(groups[key]).names[0]))

    return sorted(groups, key=order)


def _order(sittings: Sequence[Sequence[Key | None]]) -> list[Key]:
    """Return the songs in order, of equals the one heard first; none if the sittings disagree."""
    firsts = [[song for song in dict.fromkeys(songs) if song is not None] for songs in sittings]
    pairs = Counter(pair for songs in firsts for pair in combinations(songs, 2))
    rest = list(dict.fromkeys(song for songs in firsts for song in songs))
    order: list[Key] = []
    while rest:
        put_later = [
            sum(max(0, pairs[other, song] - pairs[song, other]) for other in rest) for song in rest
        ]
        order.append(rest.pop(put_later.index(min(put_later))))
    along = sum(pairs[pair] for pair in combinations(order, 2))
    return order if pairs and Fraction(along, pairs.total()) >= Fraction(4, 5) else []


def _sittings(history: History, asked: Asked, own: Sequence[Play]) -> list[list[Play]]:
    """Return plays of the album in a row, with at least three different tracks."""
    mine = {id(play) for play in own}
    found: list[list[Play]] = []
    before: Play | None = None
    for play in history.heard(asked, asked.spans.now):
        if id(play) in mine:
            gap_ms = asked.gap_minutes * 60_000
            if before is None or play.start_ms - before.end_ms > gap_ms:
                found.append([])
            found[-1].append(play)
        before = play if id(play) in mine else None
    return [plays for plays in found if len({play.song for play in plays}) >= 3]


_LISTS = {"artist": _artist, "track": _track, "album": _album}
