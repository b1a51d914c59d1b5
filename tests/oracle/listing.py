"""Top lists, skips and discoveries, recomputed."""

from collections.abc import Callable
from fractions import Fraction

from tests.oracle.answers import (
    Answer,
    Table,
    is_silent,
    known,
    named,
    share,
    skips,
    total_ms,
)
from tests.oracle.asking import (
    ARTISTS,
    SUBJECTS,
    TRACKS,
    Asked,
    Group,
    History,
    Subject,
    name_order,
)
from tests.oracle.lasting import retention
from tests.oracle.ways import by_way


def top(subject: Subject) -> Callable[[History, Asked], Answer]:
    def answer(history: History, asked: Asked) -> Answer:
        groups = history.ranked(asked, asked.spans.now, subject)
        before = asked.spans.before
        earlier = history.ranked(asked, before, subject) if before else []
        ranks = {group.key: rank for rank, group in enumerate(earlier, 1)}
        whole_ms = total_ms(history.heard(asked, asked.spans.now))
        lines = (
            {
                "rank": rank,
                **named(subject, group),
                "heard_ms": group.heard_ms,
                "plays": len(group.counted),
                "share": share(group.heard_ms, whole_ms),
                "change": ranks[group.key] - rank if group.key in ranks else None,
                "previous_rank": ranks.get(group.key),
                "new_entry": group.key not in ranks if ranks else None,
                "first_day": group.days[0],
                "last_day": group.days[-1],
            }
            for rank, group in enumerate(groups[: asked.limit], 1)
        )
        return {f"top-{subject.plural}": list(lines)}

    return answer


def skipping(history: History, asked: Asked) -> Answer:
    if is_silent(history, asked):
        return {"skips": []}
    answer: dict[str, Table] = {"skips": []}
    for span in asked.both:
        plays = history.heard(asked, span)
        skipped = skips(plays) if known(plays) else None
        line = {"skips": skipped, "plays_known": known(plays), "all_plays": len(plays)}
        answer["skips"].append({"skip_rate": share(skips(plays), known(plays)), **line})
    plays = history.heard(asked, asked.spans.now)
    rate = share(skips(plays), known(plays)) or Fraction(0)
    for subject in (TRACKS, ARTISTS):
        rates = [_Rate(group, rate) for group in history.groups(asked, asked.spans.now, subject)]
        most = [one for one in rates if one.skips]
        most.sort(key=lambda one: (-one.shrunk, -one.skips, name_order(one.group)))
        never = [one for one in rates if one.known and not one.skips]
        never.sort(key=lambda one: (-one.known, name_order(one.group)))
        for name, found in (("most-skipped", most), ("never-skipped", never)):
            answer[f"{name}-{subject.plural}"] = [
                {
                    **named(subject, one.group),
                    "skips": one.skips,
                    "plays_known": one.known,
                    "rate": Fraction(one.skips, one.known),
                    "shrunk_rate": one.shrunk,
                }
                for one in found[: asked.limit]
            ]
    return {**answer, **by_way(history, asked)}


class _Rate:
    """The skip rate of one track or artist, and the rate shrunk towards that of the window."""

    def __init__(self, group: Group, rate: Fraction) -> None:
        self.group = group
        self.skips = skips(group.plays)
        self.known = known(group.plays)
        self.shrunk = (self.skips + 10 * rate) / (self.known + 10)


def discoveries(history: History, asked: Asked) -> Answer:
    if is_silent(history, asked):
        return {"discoveries": []}
    answer: dict[str, Table] = {"discoveries": [], "retention": retention(history, asked)}
    for span in asked.both:
        line: dict[str, object] = {}
        for subject in SUBJECTS:
            found = history.discovered(asked, span, subject)
            line[subject.plural] = len(found)
            line[f"{subject.plural}_kept"] = share(sum(one.is_kept for one in found), len(found))
        answer["discoveries"].append(line)
    for subject in (ARTISTS, TRACKS):
        found = history.discovered(asked, asked.spans.now, subject)
        answer[f"new-{subject.plural}"] = [
            {
                "rank": rank,
                **named(subject, group),
                "heard_ms": group.heard_ms,
                "plays": len(group.counted),
                "first_day": group.days[0],
                "kept": group.is_kept,
            }
            for rank, group in enumerate(found[: asked.limit], 1)
        ]
    return answer
