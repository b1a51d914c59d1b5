"""The round numbers that are celebrated: a first one, times 1, 2, 5, 10, 20, 50 and so on."""

_STEPS = (5, 2, 1)
_TWO = 2


def greatest_reached(value: int, first: int) -> int | None:
    """Return the greatest milestone that a value has reached; ``None`` before the first."""
    if value < first:
        return None
    ten = first
    while ten * 10 <= value:
        ten *= 10
    return next(step * ten for step in _STEPS if step * ten <= value)


def next_milestone(value: int, first: int) -> int:
    """Return the least milestone that a value has not reached."""
    reached = greatest_reached(value, first)
    if reached is None:
        return first
    is_two = str(reached // first).startswith(str(_TWO))
    return reached * 5 // 2 if is_two else reached * 2
