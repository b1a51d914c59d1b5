from musicanalyser.config.suggestion import suggest

_NAMES = ("timezone", "tone", "model")


def test_a_similar_name_is_suggested() -> None:
    assert suggest("time_zone", _NAMES) == "Did you mean timezone?"


def test_without_a_similar_name_all_are_listed() -> None:
    assert suggest("x", _NAMES) == "Choose one of: timezone, tone, model."
