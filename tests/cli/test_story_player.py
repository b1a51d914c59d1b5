from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.cli.terminal.story_player import Move, Place, next_place, split_screens

counts = st.lists(st.integers(1, 4), min_size=1, max_size=10)


@given(st.lists(st.text(max_size=3), min_size=1, max_size=80), st.integers(-2, 40))
def test_no_line_of_a_card_is_lost_however_short_the_screen(lines: list[str], height: int) -> None:
    screens = split_screens(lines, height)
    assert [line for one in screens for line in one] == lines
    assert all(len(one) <= max(height, 1) for one in screens)


@given(counts)
def test_going_on_shows_every_screen_once_and_leaves_and_back_shows_them_again(
    screens: list[int],
) -> None:
    every = [Place(card, screen) for card, count in enumerate(screens) for screen in range(count)]
    shown, at = [Place(0, 0)], next_place(Place(0, 0), Move.ON, screens=screens)
    while at is not None:
        shown.append(at)
        at = next_place(at, Move.ON, screens=screens)
    assert shown == every
    for place, before in zip(every[1:], every, strict=False):
        assert next_place(place, Move.BACK, screens=screens) == before


@given(counts, st.data())
def test_other_keys_stay_leave_or_go_to_the_last_card(
    screens: list[int], data: st.DataObject
) -> None:
    card = data.draw(st.integers(0, len(screens) - 1))
    at = Place(card, data.draw(st.integers(0, screens[card] - 1)))
    assert next_place(at, None, screens=screens) == at
    assert next_place(at, Move.OUT, screens=screens) is None
    assert next_place(at, Move.END, screens=screens) == Place(len(screens) - 1, 0)
    assert next_place(Place(0, 0), Move.BACK, screens=screens) == Place(0, 0)
