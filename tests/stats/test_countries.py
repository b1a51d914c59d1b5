from datetime import date

import pytest

from musicanalyser.stats.countries import answer
from tests.stats.history import MINUTE, History, asked, records

MARCH = asked("2025-03-01", "2025-04-01")


def test_a_trip_shows_with_its_first_and_last_day(history: History) -> None:
    for day in range(1, 31):
        abroad = 10 <= day < 20
        history.set_device(
            history.play(f"2025-03-{day:02} 08:00"), country="JP" if abroad else "AT"
        )
    home, trip = records(answer(history.conn, MARCH))
    assert (home["country"], home["country_code"], home["plays"]) == ("Austria", "AT", 20)
    assert (trip["country"], trip["country_code"], trip["plays"]) == ("Japan", "JP", 10)
    assert (trip["first_day"], trip["last_day"]) == (date(2025, 3, 10), date(2025, 3, 19))
    assert trip["share"] == pytest.approx(1 / 3)


@pytest.mark.parametrize("code", [None, "ZZ", "zz", ""])
def test_no_country_is_unknown(code: str | None, history: History) -> None:
    history.set_device(history.play("2025-03-03 08:00", 3 * MINUTE), country=code)
    history.set_device(history.play("2025-03-04 08:00", 1 * MINUTE), country="FR")
    report = answer(history.conn, MARCH)
    known, unknown = records(report)
    assert (known["country"], known["share"]) == ("France", 1.0)
    assert (unknown["country"], unknown["country_code"]) == (None, None)
    assert report.coverage is not None
    assert (report.coverage.what, report.coverage.share) == ("countries", 0.25)


def test_a_code_that_no_table_names_stands_for_itself(history: History) -> None:
    history.set_device(history.play("2025-03-03 08:00"), country="XK")
    (only,) = records(answer(history.conn, MARCH))
    assert (only["country"], only["country_code"]) == ("XK", "XK")
