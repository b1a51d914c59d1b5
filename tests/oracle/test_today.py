"""What `today` shows is recomputed, for windows of any length."""

from contextlib import closing
from dataclasses import replace

import pytest

from musicanalyser.stats.parts.today_figures import today_figures
from musicanalyser.store.connection import open_reading
from tests.oracle.answers import known, share, skips, total_ms
from tests.oracle.comparing import differences, question_of
from tests.oracle.histories import Judged
from tests.oracle.judging import asked_of
from tests.oracle.kinds import KINDS
from tests.oracle.plays import COUNT_AS
from tests.oracle.timing import current_streak


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize(
    "kind", ["--day", "--week", "--in 2025-03-09, when Havana has no midnight"]
)
def test_the_figures_of_today_are_recomputed(havana: Judged, kind: str, *, private: bool) -> None:
    window = KINDS[kind].window(havana.now, havana.history.zone)
    for count_as in COUNT_AS:
        asked = replace(asked_of(havana, KINDS[kind], count_as=count_as), private=private)
        plays = havana.history.heard(asked, asked.spans.now)
        last = [play.names for play in plays if play.start_ms == plays[-1].start_ms]
        line = {
            "heard_ms": total_ms(plays),
            "plays": sum(map(asked.counts, plays)),
            "skip_rate": share(skips(plays), known(plays)),
            "current_streak_days": current_streak(havana.history, asked),
            "last_title": {title for title, *_ in last},
            "last_artist": {artist for _, artist, _ in last},
        }
        with closing(open_reading(havana.database)) as conn:
            answer = today_figures(conn, question_of(asked, window))
        assert [*differences(answer, {"today": [line]})] == []
