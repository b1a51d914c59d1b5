import pytest

from musicanalyser.name_key import is_same_artist, search_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Motörhead", "motorhead"),
        ("Sigur R\u00f3s", "SIGUR  ROS"),
        ("\u00d8de", "ode"),
        ("A\u2013B", "a-b"),
        ("Don\u2019t", "dont"),
        ("\uff21", "a"),
    ],
)
def test_names_typed_differently_have_one_key(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Lanterns", "lanterns", True),
        ("Lanterns", "Lantern", False),
        ("AC/DC", "ACDC", False),
        ("Them", "m", False),
        ("Lant\u0435rns", "Lanterns", True),
        ("\u041b\u0430\u043c\u043f\u0430", "\u043b\u0430\u043c\u043f\u0430", True),
        ("\u0421\u043e\u0440\u0430", "Copa", False),
    ],
)
def test_articles_and_look_alikes_make_no_other_artist(one: str, other: str, *, same: bool) -> None:
    assert is_same_artist(one, other) is same
