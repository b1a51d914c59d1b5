from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.cli.terminal.story_player import Move, next_place, split_screens

moves = st.sampled_from([*Move, None])


@given(st.lists(st.text(max_size=3), min_size=1, max_size=80), st.integers(-2, 40))
def test_no_line_of_a_card_is_lost_however_short_the_screen(lines: list[str], height: int) -> None:
    screens = split_screens(lines, height)
    assert [line for one in screens for line in one] == lines
    assert all(len(one) <= max(height, 1) for one in screens)


@given(st.integers(1, 30), st.data())
def test_every_key_leads_to_a_screen_or_out(count: int, data: st.DataObject) -> None:
    place, end = (data.draw(st.integers(0, count - 1)) for _ in range(2))
    after = next_place(place, data.draw(moves), count=count, end=end)
    assert after is None or 0 <= after < count


def test_on_after_the_last_screen_leaves_and_back_from_the_first_stays() -> None:
    assert next_place(2, Move.ON, count=3, end=1) is None
    assert next_place(0, Move.BACK, count=3, end=1) == 0
    assert next_place(0, Move.END, count=3, end=1) == 1
    assert next_place(1, Move.OUT, count=3, end=1) is None
    assert next_place(1, None, count=3, end=1) == 1
