"""Unknown times are estimated only where that is asked for, and the answer says so."""

import json
from pathlib import Path

from tests.cli.running import here
from tests.imports.sample_rows import extended_row, write_file

TOP = ("stats", "top-tracks", "--all", "--format", "json")
SCROBBLES = [
    {"track": "Paper Boats", "artist": "The Lanterns", "album": "", "albumId": "", "date": at_ms}
    for at_ms in (1_704_550_000_000, 1_704_560_000_000)
]


def heard_ms(home: Path, *words: str) -> tuple[object, str]:
    """Return the listening time of the first row, and all that the answer says beside it."""
    ran = here(home, *TOP, *words)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)["rows"][0]["heard_ms"], ran.out


def test_an_estimate_is_made_on_request_alone(home: Path, tmp_path: Path) -> None:
    write_file(tmp_path / "Streaming_History_Audio_2024.json", [extended_row()])
    write_file(tmp_path / "lastfmstats.json", {"username": "me", "scrobbles": SCROBBLES})
    assert here(home, "import", str(tmp_path)).code == 0
    time_ms, said = heard_ms(home)
    assert time_ms == 184_000
    assert "The listening time of 2 of 3 plays is unknown; no time contains it." in said
    time_ms, said = heard_ms(home, "--estimate")
    assert time_ms == 3 * 184_000
    assert "67% of the listening time is estimated, from the lengths of tracks." in said
    assert heard_ms(home)[0] == 184_000


def test_a_list_without_any_time_says_what_can_be_asked(home: Path, tmp_path: Path) -> None:
    write_file(tmp_path / "lastfmstats.json", {"username": "me", "scrobbles": SCROBBLES})
    assert here(home, "import", str(tmp_path)).code == 0
    hint = "Ranked by time, which is unknown here: try --by plays"
    for name in ("top-tracks", "race", "overview"):
        assert f"{hint} or --estimate." in here(home, "stats", name, "--all").out
    assert "unknown here" not in here(home, "stats", "top-tracks", "--all", "--by", "plays").out
    summary = json.loads(here(home, *TOP, "--estimate").out)["summary"]
    no_lengths = "No length of these tracks is known, so --estimate changes nothing."
    assert summary == f"{hint}. {no_lengths}"
    assert no_lengths in here(home, "stats", "clock", "--all", "--estimate").out
