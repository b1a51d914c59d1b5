"""What is made to be shown to others: pages, cards and pictures."""

import json
import re
import sys
import zipfile
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Ran, failed, here

SECRET, OPEN = "Nobody May Know", "Everybody Knows"
FILES = ["page.html", "picture.svg", "card.svg", "page.md"]


def row(at: str, title: str, *, is_private: bool) -> dict[str, Any]:
    return {
        "ts": at,
        "ms_played": 200_000,
        "master_metadata_track_name": title,
        "master_metadata_album_artist_name": f"{title} Band",
        "master_metadata_album_album_name": f"{title} Album",
        "spotify_track_uri": f"spotify:track:{title[0] * 22}",
        "reason_start": "trackdone",
        "reason_end": "trackdone",
        "shuffle": False,
        "skipped": False,
        "offline": False,
        "incognito_mode": is_private,
        "platform": "linux",
        "conn_country": "AT",
    }


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A home whose history has a song that was heard in private sessions alone."""
    rows = [row(f"2025-06-{day:02}T10:00:00Z", SECRET, is_private=True) for day in range(1, 29)]
    rows += [row(f"2025-06-{day:02}T12:00:00Z", OPEN, is_private=False) for day in range(1, 29)]
    export = tmp_path / "my_spotify_data.zip"
    with zipfile.ZipFile(export, "w") as archive:
        archive.writestr("Streaming_History_Audio_2025_0.json", json.dumps(rows))
    home = tmp_path / "home"
    assert here(home, "import", str(export)).code == 0
    return home


def shared(home: Path, folder: Path, name: str, *words: str) -> str:
    """Return what a command wrote into a file."""
    file = folder / name
    card = ["--card", "story"] if name.startswith("card") else []
    ran = here(home, *words, "-o", str(file), *card)
    assert (ran.code, ran.out, ran.err) == (0, "", f"Wrote {file}\n")
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "statistic"),
    [
        *product(FILES, ["overview", "top-tracks", "moments"]),
        *product(FILES[:3], ["log"]),  # its text marks private plays, as the screen does
    ],
)
def test_private_sessions_are_shared_only_if_asked(
    own: Path, tmp_path: Path, name: str, statistic: str
) -> None:
    without = shared(own, tmp_path, name, "stats", statistic)
    assert SECRET not in without
    if statistic == "top-tracks":
        assert OPEN in without
        assert SECRET in shared(own, tmp_path, name, "stats", statistic, "--private")


@pytest.mark.parametrize("name", FILES)
def test_a_roast_shares_no_private_session(own: Path, tmp_path: Path, name: str) -> None:
    assert SECRET not in shared(own, tmp_path, name, "roast")


def test_a_report_shares_private_sessions_only_if_asked(own: Path, tmp_path: Path) -> None:
    assert here(own, "roast").code == 0
    assert SECRET not in shared(own, tmp_path, "page.html", "report")
    assert SECRET in shared(own, tmp_path, "page.html", "report", "--private")


def test_a_picture_of_the_log_leaves_private_plays_out_and_says_so(
    own: Path, tmp_path: Path
) -> None:
    page = shared(own, tmp_path, "page.html", "log", "--month")
    assert SECRET not in page
    assert "Private plays are left out of pictures and pages." in page
    assert SECRET in shared(own, tmp_path, "log.md", "log", "--month")


@pytest.mark.parametrize("name", FILES[:3])
def test_a_picture_does_not_say_how_much_was_private(own: Path, tmp_path: Path, name: str) -> None:
    assert "private (excluded)" not in shared(own, tmp_path, name, "stats", "totals")
    assert "private (excluded)" in here(own, "stats", "totals").out
    asked = shared(own, tmp_path, name, "stats", "totals", "--private")
    assert "private (included above)" in asked


def test_a_report_ends_with_the_newest_roast(own: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        assert here(own, "roast", "--seed", seed).code == 0
    titles = [
        json.loads(here(own, "snapshots", "show", number, "--format", "json").out)["title"]
        for number in ("1", "2")
    ]
    page = shared(own, tmp_path, "page.html", "report")
    assert page.rindex(titles[1]) > page.rindex("What is known")


def test_a_shared_file_names_neither_the_home_nor_an_address(own: Path, tmp_path: Path) -> None:
    for name in FILES[:3]:
        text = shared(own, tmp_path, name, "stats", "top-tracks")
        assert str(tmp_path) not in text
        assert "spotify:track:" not in text


def test_a_report_is_one_small_page_with_all_of_its_parts(lived_in: Path, tmp_path: Path) -> None:
    page = shared(lived_in, tmp_path, "page.html", "report")
    assert len(page.encode()) < 300_000
    titles = re.findall(r"<h2[^>]*>([^<]+)</h2>", page)
    wanted = {"Calendar", "Top tracks", "Top artists", "Top albums", "Clock", "When in the week"}
    assert wanted | {"Sessions", "Skips", "What is known", "Notes"} <= set(titles)
    assert not {"Genres", "Taste"} & set(titles), "nothing is known of them"
    assert "Your year in music" in page


def test_a_report_as_a_card_is_the_year_with_its_lists(lived_in: Path, tmp_path: Path) -> None:
    card = shared(lived_in, tmp_path, "card.svg", "report")
    assert len(card.encode()) < 30_000
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", card)
    assert {"Listening time", "Plays", "TOP TRACKS", "TOP ARTISTS"} <= set(texts)


def test_a_report_of_a_window_without_music_says_so(lived_in: Path, tmp_path: Path) -> None:
    page = shared(lived_in, tmp_path, "page.html", "report", "--in", "2001")
    assert "<h1>" in page
    assert page.count("<section") == 1


def test_a_report_needs_a_file(lived_in: Path) -> None:
    assert here(lived_in, "report") == failed(
        "A report needs a file.", "Run: musicanalyser report -o report.html", code=2
    )


@pytest.mark.parametrize(
    "words",
    [["stats"], ["stats", "-o", "card.html"], ["roast", "-o", "card.txt"], ["stats", "-o", "card"]],
    ids=" ".join,
)
def test_a_card_is_a_picture(lived_in: Path, tmp_path: Path, words: list[str]) -> None:
    words = [str(tmp_path / word) if word.startswith("card") else word for word in words]
    assert here(lived_in, *words, "--card", "square") == failed(
        "A card needs a picture file.", "Use --card with -o FILE.svg or -o FILE.png.", code=2
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words", [["stats"], ["stats", "--card", "square"], ["roast"]], ids=" ".join
)
def test_without_the_library_png_is_refused_before_anything_is_done(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)  # as if it were not installed
    file = tmp_path / "picture.png"
    file.write_bytes(b"old")
    assert here(own, *words, "-o", str(file)) == failed(
        "PNG needs a library that is not installed.",
        "Run: pip install 'musicanalyser[png]'. Or use a file name that ends in .svg.",
    )
    assert file.read_bytes() == b"old"
    assert json.loads(here(own, "snapshots", "list", "--format", "json").out)["rows"] == []


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_theme_is_that_of_the_card(lived_in: Path, tmp_path: Path, theme: str) -> None:
    file = tmp_path / "card.svg"
    ran = here(lived_in, "--theme", theme, "stats", "-o", str(file), "--card", "square")
    assert ran == Ran(code=0, out="", err=f"Wrote {file}\n")
    assert ("#0f1318" in file.read_text("utf-8")) == (theme == "dark")
