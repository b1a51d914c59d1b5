from pathlib import Path

from tests.cli.running import failed, here
from tests.cli.test_reading import asked


def test_the_second_period_is_compared_with_the_first(lived_in: Path) -> None:
    answer = asked(lived_in, "compare", "--in", "2025-05", "--in", "2025-06")
    assert [row["period"] for row in answer["rows"]] == ["2025-06", "2025-05"]
    assert answer["previous"]["since"].startswith("2025-05-01")
    names = [part["report"] for part in answer["parts"]]
    assert names[:2] == ["moved-artists", "moved-tracks"]


def test_a_period_is_not_compared_with_itself(lived_in: Path) -> None:
    ran = here(lived_in, "compare", "--in", "2025-05", "--in", "2025-05")
    assert ran == failed("Both periods are 2025-05.", "Choose two that differ.", code=2)


def test_one_period_or_three_are_refused(lived_in: Path) -> None:
    hint = "Run: musicanalyser compare --in 2024 --in 2025"
    for count in (0, 1, 3):
        ran = here(lived_in, "compare", *["--in", "2025"] * count)
        assert ran == failed(f"A comparison needs two periods, not {count}.", hint, code=2)
