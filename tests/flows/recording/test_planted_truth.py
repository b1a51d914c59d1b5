"""Any exports of one listener, in any order, give the plays that are known to be true."""

from contextlib import closing
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.flows.histories import blank, import_into
from tests.flows.recording.planted import TruePlay, listen, write_account, write_extended

EXPORTS = ("whole", "later", "account")
SPANS = "select origin, since_ms, until_ms from v_known_spans"


def covered(plays: list[TruePlay], export: str) -> list[TruePlay]:
    """Return the plays that an export holds."""
    start = {"whole": 0, "later": len(plays) // 3, "account": len(plays) // 2}[export]
    return plays[start:]


def write(folder: Path, export: str, plays: list[TruePlay], seed: int) -> Path:
    known = covered(plays, export)
    if export == "account":
        return write_account(folder / "account" / "StreamingHistory0.json", known, seed=seed).parent
    path = folder / f"Streaming_History_Audio_{export}.json"
    return write_extended(path, known, seed=seed, respelled=export == "later")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("planted")


@settings(deadline=None, max_examples=200)
@given(
    st.integers(0, 10**6),
    st.lists(st.sampled_from(EXPORTS), min_size=1, max_size=4),
)
def test_every_true_play_counts_once_however_it_is_exported(
    folder: Path, seed: int, order: list[str]
) -> None:
    plays = listen(seed)
    home = folder / uuid4().hex
    with closing(blank()) as conn:
        counts, spans = [], []
        for export in order:
            import_into(conn, write(home, export, plays, seed))
            counts.append(dict(conn.execute("select kind, count(*) from v_plays group by 1")))
            spans.append({row[0]: row[1:] for row in conn.execute(SPANS)})
    for place, count in enumerate(counts, 1):
        true_plays: set[TruePlay] = set()
        true_plays.update(*(covered(plays, one) for one in order[:place]))
        podcasts = sum(play.is_podcast for play in true_plays)
        assert count.get("podcast", 0) == podcasts
        assert count.get("music", 0) == len(true_plays) - podcasts
    for before, after in pairwise(spans):
        for origin, (since_ms, until_ms) in before.items():
            assert after[origin][0] <= since_ms
            assert after[origin][1] >= until_ms
