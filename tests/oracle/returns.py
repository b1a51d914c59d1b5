"""Rediscoveries, recomputed: what was heard again after 180 known days without it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from tests.oracle.answers import Answer, Line, Table, is_silent, named, share
from tests.oracle.asking import ARTISTS, TRACKS, Asked, Group, History, Subject, name_order
from tests.oracle.known import known_dates
from tests.oracle.plays import Play
from tests.oracle.spans import Span, local

_SILENT_DAYS, _LEAST_PLAYS = 180, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    group: Group
    day: date
    silent_days: int
    before: int
    plays: int

    @property
    def is_kept(self) -> bool:
        return self.group.days[-1] > self.day

    @property
    def order(self) -> tuple[int, int, int, object]:
        weight = min(self.before, self.silent_days)
        return -weight, -self.silent_days, -self.before, name_order(self.group)


def rediscoveries(history: History, asked: Asked) -> Answer:
    if is_silent(history, asked):
        return {"rediscoveries": []}
    figures: Table = []
    for span in asked.both:
        found = {one.plural: _returns(history, asked, span, one) for one in (TRACKS, ARTISTS)}
        line: dict[str, object] = {}
        for plural, ones in found.items():
            line[plural] = len(ones)
            line[f"{plural}_kept"] = share(sum(one.is_kept for one in ones), len(ones))
        if span is asked.spans.before and not _reaches_back(history, asked, span):
            figures.append(dict.fromkeys((*line, "longest_silent_days")))
            continue
        silences = [one.silent_days for ones in found.values() for one in ones]
        figures.append({**line, "longest_silent_days": max(silences, default=None)})
    return {
        "rediscoveries": figures,
        **{
            f"rediscovered-{subject.plural}": [
                _listed(rank, subject, one)
                for rank, one in enumerate(
                    sorted(
                        _returns(history, asked, asked.spans.now, subject),
                        key=lambda one: one.order,
                    )[: asked.limit],
                    1,
                )
            ]
            for subject in (TRACKS, ARTISTS)
        },
    }


def _reaches_back(history: History, asked: Asked, span: Span) -> bool:
    first = local(span.since_ms or 0, history.zone).date()
    days = {first - timedelta(days=n) for n in range(_SILENT_DAYS + 1)}
    return days <= known_dates(history, asked)


def _listed(rank: int, subject: Subject, one: Return) -> Line:
    return {
        "rank": rank,
        **named(subject, one.group),
        "plays_before": one.before,
        "silent_days": one.silent_days,
        "day": one.day,
        "plays": one.plays,
        "kept": one.is_kept,
    }


def _returns(history: History, asked: Asked, span: Span, subject: Subject) -> list[Return]:
    known = known_dates(history, asked)
    ever = defaultdict[object, list[Play]](list)
    for play in history.music[asked.private]:
        if asked.counts(play) and play.start_ms < span.until_ms:
            ever[subject.key(play)].append(play)
    found = []
    everything = Span(since_ms=None, until_ms=10**15)
    names = {one.key: one.name for one in history.groups(asked, everything, subject)}
    for one in history.groups(asked, span, subject):
        group = replace(one, name=names[one.key])
        ones = [*_of_one(group, ever[group.key], known, span)]
        if ones:
            best = max(ones, key=lambda back: (back.silent_days, back.day))
            found += [best] if best.before >= _LEAST_PLAYS else []
    return found


def _of_one(group: Group, plays: Sequence[Play], known: set[date], span: Span) -> Iterator[Return]:
    for place, (last, play) in enumerate(pairwise(plays), 1):
        silent_days = (play.day - last.day).days
        if silent_days < _SILENT_DAYS or not span.holds(play.start_ms):
            continue
        if all(last.day + timedelta(days=n) in known for n in range(1, silent_days)):
            yield Return(
                group=group,
                day=play.day,
                silent_days=silent_days,
                before=place,
                plays=len(plays) - place,
            )
