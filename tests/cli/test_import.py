import json
import os
import threading
import zipfile
from pathlib import Path

import pytest

from musicanalyser.flows.importing.row_outcomes import RowOutcome
from tests.cli.running import failed, here, musicanalyser
from tests.imports.sample_rows import account_row, extended_row, make_zip, to_json, write_file
from tests.imports.services.service_files import (
    FILES,
    ROCKBOX_ENTRY,
    apple_row,
    brainz_listen,
    rockbox_log,
    table,
)


def plays(home: Path) -> int:
    """Return how many plays there are."""
    ran = here(home, "sql", "select count(*) as plays from v_plays", "--format", "json")
    return int(json.loads(ran.out)["rows"][0]["plays"])


def test_an_import_says_what_it_reads_and_what_became_of_it(home: Path, export: Path) -> None:
    ran = musicanalyser(home, "import", str(export))
    assert ran.code == 0
    with zipfile.ZipFile(export) as archive:
        assert ran.err == "".join(f"Reading {name}\n" for name in archive.namelist())
    assert plays(home) > 100


@pytest.mark.parametrize("is_zip", [False, True])
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name")
def test_a_pipe_is_read_once_and_in_its_order(
    home: Path, export: Path, tmp_path: Path, *, is_zip: bool
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    content = (
        export.read_bytes() if is_zip else to_json([extended_row(ms_played=n) for n in (1, 2)])
    )
    writer = threading.Thread(target=pipe.write_bytes, args=(content,))
    writer.start()
    assert here(home, "import", str(pipe)).code == 0
    writer.join()
    assert plays(home) > 100 if is_zip else plays(home) == 2
    assert pipe.is_fifo()


def test_an_empty_path_is_not_this_folder(home: Path) -> None:
    ran = here(home, "import", "")
    assert ran == failed("A path is empty.", "Name a zip, a folder or a single file.", code=2)
    assert not home.exists()


def test_a_database_needs_a_name(home: Path) -> None:
    for name in ("", ".", "/"):
        for words in (["stats"], ["doctor"], ["db", "backup"]):
            ran = here(home, "--db", name, *words)
            assert (ran.code, ran.out) == (2, ""), ran.err


def test_the_same_import_again_adds_nothing(home: Path, export: Path) -> None:
    here(home, "import", str(export))
    before = plays(home)
    assert here(home, "import", str(export)).code == 0
    assert plays(home) == before


def test_a_dry_run_tells_the_same_and_writes_nothing(home: Path, export: Path) -> None:
    dry = here(home, "import", str(export), "--dry-run", "--format", "json")
    assert dry.code == 0
    assert not home.exists()
    real = here(home, "import", str(export), "--format", "json")
    assert json.loads(dry.out)["rows"] == json.loads(real.out)["rows"]


def test_a_dry_run_over_a_history_leaves_it_as_it_is(lived_in: Path, export: Path) -> None:
    before = (lived_in / "history.db").read_bytes()
    assert here(lived_in, "import", str(export), "--dry-run").code == 0
    assert (lived_in / "history.db").read_bytes() == before


@pytest.mark.parametrize("reason", RowOutcome)
def test_every_reason_can_be_explained(home: Path, export: Path, reason: str) -> None:
    ran = here(home, "import", str(export), "--dry-run", "--explain", reason, "--format", "json")
    assert ran.code == 0
    assert isinstance(json.loads(ran.out)["rows"], list)


def test_quiet_imports_without_a_word_but_the_report(home: Path, export: Path) -> None:
    ran = musicanalyser(home, "--quiet", "import", str(export))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out


def test_a_path_that_is_not_there_is_an_error(home: Path, tmp_path: Path) -> None:
    ran = here(home, "import", str(tmp_path / "nothing.zip"))
    assert (ran.code, ran.out) == (1, "")
    assert str(tmp_path / "nothing.zip") in ran.err.splitlines()[0]


def test_files_of_which_none_can_be_used_are_an_error(home: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.json").write_text('{"dear": "diary"}', encoding="utf-8")
    ran = here(home, "import", str(tmp_path / "letter.json"))
    assert ran.code == 1
    assert "letter.json" in ran.out
    assert ran.err == (
        "Reading letter.json\n"
        "Error: No listening history found in these files.\n"
        "  Reads exports of musicanalyser, Spotify, Last.fm, ListenBrainz, Maloja, Koito, Apple"
        " Music, YouTube Music, Rockbox.\n"
    )


def test_an_import_needs_a_database_it_can_make(tmp_path: Path, export: Path) -> None:
    (tmp_path / "file").touch()
    ran = here(tmp_path / "file", "import", str(export))
    assert (ran.code, ran.out) == (1, "")
    assert "history.db cannot be opened: " in ran.err.splitlines()[0]


def test_a_history_that_is_not_read_completely_ends_with_code_1(home: Path, tmp_path: Path) -> None:
    good = write_file(tmp_path / "in" / "a.json", [extended_row()])
    write_file(tmp_path / "in" / "b.json", to_json([extended_row(ms_played=9)] * 2)[:-40])
    ran = here(home, "import", str(good.parent))
    assert ran.code == 1
    assert ran.err.splitlines()[-2:] == [
        "Error: Not read completely: b.json.",
        "  Download the export again. All that could be read was read.",
    ]
    assert plays(home) == 2
    assert here(home, "import", str(good)).code == 0


def test_a_history_without_a_good_row_ends_with_code_1(home: Path, tmp_path: Path) -> None:
    bad = write_file(tmp_path / "a.json", [extended_row(ts="never")] * 3)
    assert here(home, "import", str(bad)).code == 1
    mixed = write_file(tmp_path / "b.json", [extended_row(ts="never"), extended_row()])
    assert here(home, "import", str(mixed)).code == 0


def test_a_folder_of_unrelated_files_takes_two_lines(home: Path, tmp_path: Path) -> None:
    write_file(tmp_path / "in" / "a.json", [extended_row()])
    for number in range(300):
        write_file(tmp_path / "in" / "photos" / f"{number}.jpg", b"JFIF")
    write_file(tmp_path / "in" / "streaming.csv", b"artist_name,track_title,entry_date\n")
    ran = here(home, "import", str(tmp_path / "in"))
    assert ran.code == 0
    lines = ran.out.splitlines()
    listed = lines[lines.index("Files not read") + 2 :][:2]
    assert [" ".join(line.split()) for line in listed] == [
        "photos/0.jpg and 299 more no not a listening history",
        "streaming.csv no Tidal export: cannot be read yet",
    ]


def test_a_play_longer_than_a_day_is_imported_and_reported(home: Path, tmp_path: Path) -> None:
    path = write_file(tmp_path / "a.json", [extended_row(ms_played=25 * 3_600_000)])
    ran = here(home, "import", str(path))
    assert ran.code == 0
    assert "Plays longer than a day" in ran.out
    assert plays(home) == 1


def test_a_merged_row_names_its_partner(home: Path, tmp_path: Path) -> None:
    new = write_file(tmp_path / "Streaming_History_Audio_0.json", [extended_row(ms_played=200_000)])
    old = write_file(tmp_path / "StreamingHistory0.json", [account_row(msPlayed=200_000)])
    here(home, "import", str(new))
    ran = here(home, "import", str(old), "--explain", "merged", "--format", "json")
    (row,) = json.loads(ran.out)["rows"]
    assert row["why"] == "the same play as row 1 of Streaming_History_Audio_0.json"


def test_a_file_without_a_zone_is_read_once_it_is_named(home: Path, tmp_path: Path) -> None:
    log = write_file(tmp_path / ".scrobbler.log", rockbox_log(ROCKBOX_ENTRY))
    ran = here(home, "import", str(log))
    assert (ran.code, ran.err.splitlines()[-2:]) == (
        1,
        [
            "Error: .scrobbler.log does not say the time zone of its times.",
            "  Name the zone that its clock was set to: --zone Europe/Vienna.",
        ],
    )
    assert "name it with --zone" in ran.out
    assert plays(home) == 0
    assert here(home, "import", str(log), "--zone", "Asia/Tokyo").code == 0
    assert plays(home) == 1


def test_a_file_without_a_zone_does_not_stop_the_others(home: Path, tmp_path: Path) -> None:
    write_file(tmp_path / "in" / ".scrobbler.log", rockbox_log(ROCKBOX_ENTRY))
    write_file(tmp_path / "in" / "a.json", [extended_row()])
    assert here(home, "import", str(tmp_path / "in")).code == 1
    assert plays(home) == 1


def test_a_zone_that_does_not_exist_is_wrong_usage(home: Path) -> None:
    ran = here(home, "import", "a.log", "--zone", "europe/vienna")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == "Error: There is no time zone 'europe/vienna'."
    assert "Europe/Vienna" in ran.err


def test_files_of_every_service_are_imported_from_one_folder(home: Path, tmp_path: Path) -> None:
    for name, content in FILES.items():
        write_file(tmp_path / "in" / name, content)
    ran = here(home, "import", str(tmp_path / "in"), "--zone", "UTC", "--format", "json")
    assert ran.code == 0, ran.err
    report = json.loads(ran.out)
    assert {row["file"]: row["rows"] for row in report["rows"]} == dict.fromkeys(FILES, 1)
    assert [row["known"] for row in report["rows"] if row["file"].startswith("lastfm")] == [
        0,
        1,
        1,
        1,
    ]
    assert "Rows without a listening time: 8." in ran.out
    assert "nobody says how much was heard: 1." in ran.out
    again = here(home, "import", str(tmp_path / "in"), "--zone", "UTC", "--format", "json")
    assert all(row["known"] == 1 for row in json.loads(again.out)["rows"])


def test_copies_that_the_export_lacks_are_left_out_and_counted(home: Path, tmp_path: Path) -> None:
    export = [extended_row(ts=f"2024-01-0{day}T14:23:10Z") for day in (1, 9)]
    copy = brainz_listen({"music_service": "spotify.com"}, listened_at=1_704_463_200)
    write_file(tmp_path / "in" / "a.json", export)
    write_file(tmp_path / "in" / "b.jsonl", to_json(copy) + b"\n")
    ran = here(home, "import", str(tmp_path / "in"))
    assert "Left out as they did not happen: 1." in " ".join(ran.out.split())
    assert plays(home) == 2


def test_the_artists_of_apple_music_come_from_the_file_beside_it(
    home: Path, tmp_path: Path
) -> None:
    daily = {"Date Played": "20240105", "Track Description": "Ana - Paper Boats"}
    inner = make_zip({"a/daily.csv": table(daily), "a/play activity.csv": table(apple_row())})
    export = write_file(tmp_path / "Apple_Media_Services.zip", make_zip({"in.zip": inner}))
    assert here(home, "import", str(export)).code == 0
    ran = here(home, "sql", "select artist from v_plays", "--format", "json")
    assert json.loads(ran.out)["rows"] == [{"artist": "Ana"}]
