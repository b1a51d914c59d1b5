"""The lines of `watch`."""

import pytest

from musicanalyser.model.evidence import Observation, Sighting
from musicanalyser.model.origin import Origin
from musicanalyser.model.play_end import EndReason
from musicanalyser.reports.live import ended_line
from tests.flows.players import START_MS, song

PLAY = Sighting(
    origin=Origin.PLAYER,
    item=song("A"),
    row=None,
    ended_ms=START_MS + 60_000,
    played_ms=59_400,
    reason_end=EndReason.TRACK_DONE,
    observation=Observation(
        started_ms=START_MS, length_ms=60_000, low_ms=58_900, high_ms=60_000, confidence=0.98
    ),
)


@pytest.mark.parametrize(("played_ms", "heard"), [(59_400, "1 min"), (58_900, "58 s")])
def test_a_full_track_of_a_minute_reads_as_a_minute(played_ms: int, heard: str) -> None:
    line = ended_line(PLAY._replace(played_ms=played_ms))
    assert line.endswith(f"played to the end, {heard}")


def test_a_play_that_was_skipped_is_not_rounded_up() -> None:
    skipped = PLAY._replace(played_ms=9_900, reason_end=EndReason.FORWARD_BUTTON)
    assert ended_line(skipped).endswith("skipped after 9 s")
