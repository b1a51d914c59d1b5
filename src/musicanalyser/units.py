"""How many milliseconds there are in longer units of time, and how numbers of things read."""

SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS


def count_text(number: int, one: str) -> str:
    """Return a number of things in words, as ``1 play`` or ``2,000 plays``."""
    return f"{number:,} {one}{'s' * (number != 1)}"
