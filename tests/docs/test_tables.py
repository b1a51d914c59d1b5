"""Tables on pages that repeat figures of the code repeat them correctly."""

import re
from pathlib import Path

from musicanalyser.listening.polling.policies import PollingPolicy
from musicanalyser.listening.polling.poll_intervals import POLL_INTERVALS
from musicanalyser.listening.tracking import confidence

DOCS = Path(__file__).parent.parent.parent / "docs"


def test_the_waits_of_each_policy_are_those_of_the_page() -> None:
    page = (DOCS / "watch.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)`[^|]* \| ([\d. |]+) \|$", page, re.MULTILINE)
    waits_s = {name: tuple(map(float, cells.split(" | "))) for name, cells in rows}
    waits_ms = {
        policy.value: (*POLL_INTERVALS[policy].by_age_ms, POLL_INTERVALS[policy].idle_ms)
        for policy in PollingPolicy
    }
    assert {name: tuple(1_000 * wait_s for wait_s in row) for name, row in waits_s.items()} == (
        waits_ms
    )


def test_the_confidence_of_each_conclusion_is_that_of_its_record() -> None:
    page = (DOCS / "decisions" / "013-confidence-of-an-end.md").read_text("utf-8")
    listed = {
        float(value) for value in re.findall(r"^\| [^|]+ \| (\.\d+|0) \|", page, re.MULTILINE)
    }
    named = {value for name, value in vars(confidence).items() if name.isupper()}
    assert listed == {*named, 0.0}
