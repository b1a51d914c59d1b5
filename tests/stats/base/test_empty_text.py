"""What stands in place of an empty answer says what to do."""

import pytest

from musicanalyser.stats.base.window import empty_text
from tests.stats.history import History, asked


@pytest.mark.parametrize(
    ("since", "text"),
    [
        (None, "No music in this window."),
        ("2025-03-10", "No music in this window. Try --all."),
    ],
)
def test_a_wider_window_is_offered_if_there_is_one(
    history: History, since: str | None, text: str
) -> None:
    history.play("2025-03-20 12:00")
    assert empty_text(history.conn, asked(since, "2025-03-17").window) == text


def test_an_empty_history_is_to_be_filled(history: History) -> None:
    text = empty_text(history.conn, asked(None, "2025-03-17").window)
    assert text == "The history is empty. Fill it with: musicanalyser import PATH"
