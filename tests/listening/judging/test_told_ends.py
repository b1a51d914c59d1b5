import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.judging.told_ends import is_end_right
from musicanalyser.model.play_end import EndReason

_REASONS = st.sampled_from([reason.value for reason in EndReason])


@pytest.mark.parametrize(
    ("told", "true", "is_right"),
    [
        ("trackdone", "trackdone", True),
        ("trackdone", "fwdbtn", False),
        ("fwdbtn", "nextbtn", True),
        ("fwdbtn", "backbtn", False),
        ("backbtn", "backbtn", True),
        ("endplay", "clickrow", True),
        ("endplay", "fwdbtn", True),
        ("endplay", "trackdone", False),
        ("fwdbtn", "logout", True),
        ("trackdone", "remote", False),
        ("trackdone", None, False),
        ("unknown", "trackdone", None),
        ("", None, None),
        ("fwdbtn", "none", None),
    ],
)
def test_an_end_is_judged_by_what_the_export_can_say(
    told: str, true: str | None, *, is_right: bool | None
) -> None:
    assert is_end_right(told, true) is is_right


@given(_REASONS)
def test_the_word_of_the_export_itself_is_never_wrong(reason: str) -> None:
    assert is_end_right(reason, reason) is not False


@given(_REASONS)
def test_what_never_happened_has_no_right_end(reason: str) -> None:
    assert is_end_right(reason, None) is not True
