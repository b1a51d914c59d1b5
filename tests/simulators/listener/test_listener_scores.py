"""The scores are perfect for the truth, and known for errors made by hand."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from musicanalyser.model.item import Item, ItemKind
from tests.simulators.listener.catalogue import Track
from tests.simulators.listener.conditions import Conditions
from tests.simulators.listener.logged import LoggedPlay
from tests.simulators.listener.oracle import oracle, told
from tests.simulators.listener.pairing import pair
from tests.simulators.listener.runs import run
from tests.simulators.listener.scores import score
from tests.simulators.listener.timeline import Play, Timeline

_HEARD_MS = (200_000, 1_000, 3_000, 40_000, 10_000, 200_000, 100_000, 200_000)
"""Three skips among five plays of at least 30 s, of which three were finished."""


def _track(name: str) -> Track:
    item = Item(
        kind=ItemKind.MUSIC, uri=f"spotify:track:{name}", title=name, artist=None, album=None
    )
    return Track(id=name, item=item, length_ms=200_000)


def _plays(heard_ms: Sequence[int], names: Sequence[str] = "abcdefgh") -> list[Play]:
    plays, at_ms = [], 1_000_000
    for ms, name in zip(heard_ms, names, strict=False):
        plays.append(
            Play(
                track=_track(name),
                started_ms=at_ms,
                ended_ms=at_ms + ms,
                heard_ms=ms,
                reason_start="trackdone",
                reason_end="trackdone" if ms == 200_000 else "fwdbtn",
                seeks_forward=0,
                seeks_back=0,
                pauses=0,
                private=False,
            )
        )
        at_ms += ms
    return plays


def _log(plays: list[Play]) -> list[LoggedPlay]:
    return [told(play) for play in plays]


def test_the_truth_itself_is_perfect(life: Timeline) -> None:
    scores = score(life.plays, _log(life.plays))

    assert scores.recall == (1.0, 1.0, 1.0)
    assert scores.precision == scores.ends_right == 1
    assert scores.median_error_ms == scores.mean_error_ms == scores.p95_error_ms == 0
    assert scores.total_error == scores.lost == scores.duplicated == 0


def test_the_truth_with_little_noise_is_nearly_perfect(life: Timeline) -> None:
    scores = run(life, oracle, Conditions(), seed=1).scores

    assert min(*scores.recall, scores.precision) > 0.998
    assert scores.mean_error_ms == pytest.approx(25, abs=2)
    assert (scores.lost, scores.duplicated, scores.ends_right) == (0, 0, 1)


def test_a_skip_that_was_not_seen_costs_recall_alone() -> None:
    plays = _plays(_HEARD_MS)
    scores = score(plays, _log([plays[0], *plays[2:]]))

    assert scores.recall == pytest.approx((2 / 3, 1.0, 1.0))
    assert (scores.precision, scores.lost, scores.duplicated) == (1, 0, 0)
    assert scores.total_error == pytest.approx(-1_000 / sum(_HEARD_MS))


def test_a_long_play_told_as_a_skip_costs_precision() -> None:
    plays = _plays(_HEARD_MS)
    log = _log(plays)
    log[3] = replace(log[3], heard_ms=29_000)
    scores = score(plays, log)

    assert scores.recall == (1.0, 1.0, 1.0)
    assert scores.precision == pytest.approx(3 / 4)
    assert scores.mean_error_ms == pytest.approx(11_000 / 5)
    assert scores.median_error_ms == 0


def test_a_skip_told_as_finished_is_no_skip() -> None:
    plays = _plays(_HEARD_MS)
    log = _log(plays)
    log[4] = replace(log[4], finished=True)

    assert score(plays, log).recall == pytest.approx((2 / 3, 1 / 2, 0))


def test_an_invented_skip_costs_precision() -> None:
    plays = _plays(_HEARD_MS)
    ghost = replace(_log(plays)[1], uri="spotify:track:z")

    assert score(plays, [*_log(plays), ghost]).precision == pytest.approx(3 / 4)


def test_a_play_told_twice_is_a_duplicate_and_one_left_out_is_lost() -> None:
    plays = _plays(_HEARD_MS)
    log = _log(plays)
    twice = score(plays, [*log, replace(log[0], heard_ms=50_000)])
    lost = score(plays, log[1:])

    assert [twice.duplicated, twice.lost] == pytest.approx([1 / 5, 0])
    assert twice.median_error_ms == 0
    assert [lost.duplicated, lost.lost] == pytest.approx([0, 1 / 5])


def test_a_play_told_in_two_pieces_is_split_and_no_duplicate() -> None:
    plays = _plays(_HEARD_MS)
    log = _log(plays)
    middle_ms = log[0].started_ms + 80_000
    first = replace(log[0], ended_ms=middle_ms, heard_ms=80_000, finished=False)
    second = replace(log[0], started_ms=middle_ms, heard_ms=120_000)
    scores = score(plays, [first, second, *log[1:]])

    assert [scores.split, scores.duplicated, scores.lost] == pytest.approx([1 / 5, 0, 0])


def test_pieces_that_tell_of_the_same_moments_are_duplicates() -> None:
    plays = _plays(_HEARD_MS)
    log = _log(plays)
    middle_ms = log[0].started_ms + 80_000
    first = replace(log[0], ended_ms=middle_ms, heard_ms=80_000, finished=False)
    second = replace(log[0], started_ms=middle_ms - 10_000, heard_ms=130_000)
    scores = score(plays, [first, second, *log[1:]])

    assert [scores.split, scores.duplicated] == pytest.approx([0, 1 / 5])


@pytest.mark.parametrize(("off_ms", "share"), [(29_000, 0), (31_000, 1 / 5)])
def test_a_play_told_more_than_half_a_minute_away_is_both_lost_and_duplicated(
    off_ms: int, share: float
) -> None:
    plays = _plays(_HEARD_MS)
    log = _log(plays)
    start_ms, end_ms = log[0].started_ms - off_ms, log[0].ended_ms - off_ms
    log[0] = replace(log[0], started_ms=start_ms, ended_ms=end_ms)
    scores = score(plays, log)

    assert [scores.duplicated, scores.lost] == pytest.approx([share, share])


def test_the_wrong_word_on_the_end_is_counted_for_long_plays() -> None:
    plays = _plays(_HEARD_MS)
    log = _log(plays)
    log[0] = replace(log[0], finished=False)
    log[6] = replace(log[6], finished=True)

    assert score(plays, log).ends_right == pytest.approx(3 / 5)


def test_repeats_are_paired_in_order_and_only_once_each() -> None:
    plays = _plays((200_000, 5_000, 200_000), "aaa")
    log = _log(plays)

    assert pair(plays, log[1:]) == [(plays[1], log[1]), (plays[2], log[2])]
    assert pair(plays, log[::-1]) == list(zip(plays, log, strict=True))
    assert len(pair(plays, [*log, *log])) == 3


def test_the_order_of_the_log_does_not_matter(life: Timeline) -> None:
    log = _log(life.plays[:500])

    assert score(life.plays[:500], log[::-1]) == score(life.plays[:500], log)


def test_an_empty_log_has_lost_everything() -> None:
    scores = score(_plays(_HEARD_MS), [])

    assert (scores.recall, scores.lost, scores.total_error) == ((0, 0, 0), 1, -1)
