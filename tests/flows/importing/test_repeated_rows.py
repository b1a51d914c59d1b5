"""Equal rows of account data are numbered within a delivery, also across its files."""

from collections.abc import Sequence

import pytest

from musicanalyser.flows.importing.repeated_rows import RepeatCounter
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.units import MINUTE_MS

ITEM = Item(kind=ItemKind.MUSIC, uri=None, title="Paper Boats", artist="Ana", album=None)


def row(
    minute: int, *, ms: int = 10_000, origin: Origin = Origin.ACCOUNT, item: Item = ITEM
) -> Sighting:
    return Sighting(origin=origin, item=item, row=1, ended_ms=minute * MINUTE_MS, played_ms=ms)


def ordinals(*files: tuple[str, Sequence[Sighting]]) -> list[list[int]]:
    """Return the ordinals of the rows of files, each with its delivery."""
    counter, found = RepeatCounter(), []
    for delivery, rows in files:
        counter.begin_file(delivery)
        found.append([one.ordinal for one in counter.number_repeats(rows)])
    return found


def test_only_equal_rows_count_together() -> None:
    other = Item(kind=ItemKind.MUSIC, uri=None, title="Anchor", artist="Ana", album=None)
    rows = [row(1), row(1), row(1, ms=9_000), row(1, item=other), row(2), row(1)]
    assert ordinals(("a", rows)) == [[0, 1, 0, 0, 0, 2]]


def test_rows_with_exact_times_have_no_number() -> None:
    exact = row(1, origin=Origin.EXTENDED)
    assert ordinals(("a", [exact, exact])) == [[0, 0]]


def test_a_minute_that_two_files_of_a_delivery_share_goes_on() -> None:
    assert ordinals(("a", [row(1), row(2), row(2)]), ("a", [row(2), row(1)])) == [
        [0, 0, 1],
        [2, 0],
    ]


@pytest.mark.parametrize(("delivery", "first"), [("b", 2), ("a", 3), ("a", 1)])
def test_another_delivery_or_a_later_minute_starts_again(delivery: str, first: int) -> None:
    _, second = ordinals(("a", [row(1), row(2)]), (delivery, [row(first), row(2), row(1)]))
    assert second == [0, int(first == 2), int(first == 1)]


def test_an_empty_file_between_two_does_not_matter() -> None:
    assert ordinals(("a", [row(2)]), ("a", []), ("a", [row(2)])) == [[0], [], [1]]


def test_files_of_last_fm_each_count_from_zero() -> None:
    """Two exports of one account lie in one folder, and pages overlap by a row."""
    scrobbled = row(2, ms=0, origin=Origin.LASTFM)
    rows = [scrobbled, scrobbled]
    assert ordinals(("a", rows), ("a", rows)) == [[0, 1], [0, 1]]
