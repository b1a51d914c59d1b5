"""Rules from end to end: given, listed, shown, answered without, and taken back."""

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from musicanalyser.model.entity_keys import entity_keys
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.store.connection import transaction
from musicanalyser.store.history.names import add_entities
from tests.cli.conversing import converse
from tests.cli.running import here

_TOP = ("stats", "top-artists", "--all", "--limit", "1000", "--format", "json")


def rows(home: Path, *words: str) -> list[dict[str, object]]:
    """Return the rows of an answer."""
    ran = here(home, *words)
    assert ran.code == 0, ran.err
    found: list[dict[str, object]] = json.loads(ran.out)["rows"]
    return found


def artists(home: Path) -> list[str]:
    return [str(row["artist"]) for row in rows(home, *_TOP)]


def test_ignored_plays_leave_every_statistic_and_return_with_undo(own: Path) -> None:
    before = here(own, *_TOP).out
    first, *others = artists(own)
    ran = here(own, "rules", "ignore", "artist", f"artist:{first}")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith(f"Rule 1: ignore artist {first!r}. ")
    assert ran.err.endswith("To undo it: musicanalyser rules undo 1\n")
    assert artists(own) == others
    assert here(own, "rules", "undo", "1").err == f"Undone: ignore artist {first!r}.\n"
    assert here(own, *_TOP).out == before


@pytest.mark.parametrize(
    "words",
    [
        ("stats", "overview", "--all"),
        ("stats", "top-tracks", "--all"),
        ("log", "--all"),
        ("compare", "--in", "2025-05", "--in", "2025-06"),
        ("find", "a"),
        ("today",),
    ],
    ids=" ".join,
)
def test_no_rules_answers_as_before_them(own: Path, words: tuple[str, ...]) -> None:
    before = here(own, *words, "--format", "json")
    first, second, *_ = artists(own)
    assert here(own, "rules", "ignore", "artist", first).code == 0
    assert here(own, "rules", "rename", "artist", second, "Somebody Else").code == 0
    if words != ("today",):
        assert here(own, *words, "--format", "json").out != before.out
    assert here(own, *words, "--no-rules", "--format", "json") == before


def test_answers_say_how_many_plays_rules_leave_out(own: Path) -> None:
    first, *_ = artists(own)
    here(own, "rules", "ignore", "artist", first)
    (rule,) = rows(own, "rules", "list", "--format", "json")
    answer = json.loads(here(own, "stats", "--all", "--format", "json").out)
    note = f"Rules apply; they ignore {rule['plays']:,} plays of this window."
    assert f"{note} --no-rules answers without them." in answer["notes"]
    assert f"{rule['plays']:,} plays ignored" in here(own, "stats", "--all").out


def test_why_and_the_log_name_the_rule(own: Path) -> None:
    first, second, third, *_ = artists(own)
    here(own, "rules", "ignore", "artist", first)
    here(own, "rules", "merge", "artist", second, third)
    assert "ignored by rule 1" in here(own, "why", f"artist:{first}").out
    why = here(own, "why", f"artist:{third}", "--notes", "--limit", "1000").out
    assert f"Rule 2: merge artist {second!r} into {third!r}." in " ".join(why.split())
    log = rows(own, "log", "--all", "--artist", first, "--format", "json")
    assert {row["ignored_by"] for row in log} == {1}
    assert "i ignored" in here(own, "log", "--all", "--artist", first).out


def test_why_explains_an_ignored_play_by_its_number(own: Path) -> None:
    first, *_ = artists(own)
    here(own, "rules", "ignore", "artist", first)
    play, *_ = rows(own, "log", "--all", "--artist", first, "--format", "json")
    for text in (str(play["play_id"]), f"play:{play['play_id']}"):
        ran = here(own, "why", text, "--notes")
        assert (ran.code, ran.err) == (0, "")
        assert "ignored by rule 1" in ran.out
        assert f"Rule 1: ignore artist {first!r}." in " ".join(ran.out.split())


@pytest.mark.parametrize("words", [("stats", "artist"), ("find",)])
def test_an_answer_without_the_ignored_names_the_rule(own: Path, words: tuple[str, ...]) -> None:
    first, *_ = artists(own)
    here(own, "rules", "ignore", "artist", first)
    (rule,) = rows(own, "rules", "list", "--format", "json")
    ran = here(own, *words, first)
    text = f"{rule['plays']:,} plays are ignored by rule 1. --no-rules answers without rules."
    assert (ran.code, ran.err) == (0, "")
    assert text in " ".join(ran.out.split())
    assert text not in here(own, *words, first, "--no-rules").out


def test_old_names_say_under_which_new_ones_they_are_counted(own: Path) -> None:
    first, second, *_ = artists(own)
    here(own, "rules", "rename", "artist", first, "Somebody Else")
    here(own, "rules", "merge", "artist", second, "Somebody Else")
    for number, old in enumerate((first, second), 1):
        hint = f"Rule {number} counts {old!r} as 'Somebody Else'."
        undo = f"To undo that: musicanalyser rules undo {number}"
        for words in (("why",), ("stats", "artist"), ("log", "--artist")):
            for text in (old, old[:-1].upper()):
                ran = here(own, *words, text)
                assert (ran.code, ran.out) == (2, "")
                assert ran.err.endswith(f"\n  {hint} {undo}\n")
        found = json.loads(here(own, "find", old, "--format", "json").out)
        assert f"{hint} {undo}" in found["notes"]
        assert hint in " ".join(here(own, "find", old, "--notes").out.split())


def test_a_later_import_follows_the_rules(own: Path, export: Path, tmp_path: Path) -> None:
    first, second, *_ = artists(own)
    here(own, "rules", "ignore", "artist", first)
    here(own, "rules", "rename", "artist", second, "Somebody Else")
    rules = tmp_path / "rules.toml"
    rules.write_text(here(own, "rules", "export").out, "utf-8")
    with ZipFile(export) as archive:
        name = next(one for one in archive.namelist() if "Audio" in one)
        some = json.loads(archive.read(name))[:50]
    (tmp_path / "some.json").write_text(json.dumps(some), "utf-8")
    new = tmp_path / "new"
    assert here(new, "import", str(tmp_path / "some.json")).code == 0
    assert here(new, "rules", "import", str(rules)).code == 0
    assert here(new, "import", str(export)).code == 0
    assert here(new, *_TOP).out == here(own, *_TOP).out
    assert here(new, "db", "check").out == "ok\n"


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (
            ["ignore", "artist", "Nobody At All"],
            "The history has no artist 'Nobody At All'.",
            "Search for a part of the name: musicanalyser find 'Nobody At All'",
        ),
        (["undo", "9"], "There is no rule 9.", "Run: musicanalyser rules list"),
        (
            ["merge", "artist", "{0}", "{0}"],
            "{0!r} and {0!r} are the same artist.",
            "Name two that differ.",
        ),
        (
            ["merge", "artist", "{1}", "{0}"],
            "The history has no artist {1!r}.",
            "Rule 1 counts {1!r} as {0!r}. To undo that: musicanalyser rules undo 1",
        ),
        (
            ["rename", "artist", "{0}", "{0}"],
            "{0!r} is named {0!r} already.",
            "Choose another name.",
        ),
        (
            ["rename", "artist", "{0}", "{2}"],
            "There is the artist {2!r} already.",
            "Run: musicanalyser rules merge artist {0!r} {2!r}",
        ),
        (
            ["ignore", "artist", "{3}"],
            "Rule 2 says so already: ignore artist {3!r}.",
            "To see all rules: musicanalyser rules list",
        ),
    ],
)
def test_what_cannot_be_done_says_why_and_changes_nothing(
    own: Path, words: list[str], message: str, hint: str
) -> None:
    names = artists(own)
    here(own, "rules", "merge", "artist", names[1], names[0])
    here(own, "rules", "ignore", "artist", names[3])
    before = here(own, "rules", "list", "--format", "json").out
    ran = here(own, "rules", *(word.format(*names) for word in words))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"Error: {message.format(*names)}\n  {hint.format(*names)}\n"
    assert here(own, "rules", "list", "--format", "json").out == before


def test_a_limit_that_cannot_be_read_is_a_wrong_command_line(own: Path) -> None:
    for words in (["--between", "25:00", "7:00"], ["--between", "7:00", "7:00"], ["--since", "x"]):
        ran = here(own, "rules", "ignore", "artist", "x", *words)
        assert (ran.code, ran.out) == (2, "")
    assert rows(own, "rules", "list", "--format", "json") == []


def test_a_rule_reaches_as_much_whether_or_not_others_ignore_it(own: Path) -> None:
    first, second, *_ = artists(own)

    def listed() -> list[object]:
        return [row["plays"] for row in rows(own, "rules", "list", "--format", "json")]

    here(own, "rules", "rename", "artist", first, "Somebody Else")
    here(own, "rules", "ignore", "artist", second, "--between", "06:00", "18:00")
    alone = listed()
    assert 0 not in alone
    here(own, "rules", "ignore", "artist", "Somebody Else")
    here(own, "rules", "ignore", "artist", second)
    moved, by_day, ignored, always = listed()
    assert [moved, by_day] == alone
    assert ignored == moved
    assert int(str(always)) > int(str(by_day))


def test_the_list_says_each_rule_in_full_however_narrow(own: Path) -> None:
    first, second, *_ = artists(own)
    limits = ("--between", "22:00", "07:00", "--since", "2025-01-01", "--until", "2025-06-01")
    here(own, "rules", "ignore", "artist", first, *limits)
    here(own, "rules", "merge", "artist", second, artists(own)[0])
    shown = here(own, "rules", "list", environ={"COLUMNS": "60"}).out
    for row in rows(own, "rules", "list", "--format", "json"):
        assert f"Rule {row['number']}: {row['rule']}." in " ".join(shown.split())


def test_a_rule_that_others_cover_says_which(own: Path) -> None:
    first, *_ = artists(own)
    here(own, "rules", "ignore", "artist", first)
    (rule,) = rows(own, "rules", "list", "--format", "json")
    said = here(own, "rules", "ignore", "artist", first, "--since", "2000-01-01").err
    already = f"{rule['plays']:,} plays by rule 1"
    assert f". 0 plays left out; left out already: {already}.\n" in said


@pytest.mark.parametrize("new", ["", "  ", "\u200b", "\t\n", "\u3164"])
def test_no_rule_makes_a_name_that_cannot_be_seen(own: Path, new: str) -> None:
    before = artists(own)
    (album, *_) = rows(own, "stats", "top-albums", "--all", "--format", "json")
    title, artist = str(album["album"]), str(album["artist"])
    for words in (
        ("rename", "artist", before[0], new),
        ("rename", "album", f"{artist} - {title}", new),
        ("split", "artist", artist, title, "--as", new),
    ):
        ran = here(own, "rules", *words)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == (
            f"Error: A name needs a visible character: {new!r}.\n  Write the name to show.\n"
        )
    assert artists(own) == before


def test_one_bad_rule_of_a_file_is_named_and_the_others_are_added(
    own: Path, tmp_path: Path
) -> None:
    first, second, *_ = artists(own)
    here(own, "rules", "ignore", "artist", first)
    here(own, "rules", "ignore", "artist", second)
    file = tmp_path / "rules.toml"
    bad = '[[rules]]\naction = "merge"\nlevel = "artist"\nname = "A"\nnew_name = "a"\n\n'
    good = here(own, "rules", "export").out
    file.write_text(good.replace("[[rules]]", f"{bad}[[rules]]", 1), "utf-8")
    here(own, "rules", "undo", "2")
    assert here(own, "rules", "import", str(file)).err.splitlines() == [
        "Rule 1 of the file is left out: the new name is the name that it has.",
        "  Compare the file with what `musicanalyser rules export` writes.",
        "Added 1 of 3 rules; 1 known already.",
    ]
    assert artists(own)[0] not in {first, second}


def test_rules_need_a_history(home: Path) -> None:
    ran = here(home, "rules", "ignore", "artist", "x")
    assert (ran.code, ran.err.splitlines()[0]) == (1, "Error: There is no history yet.")
    assert not (home / "history.db").exists()


def test_a_dry_run_shows_what_would_be_and_changes_nothing(own: Path) -> None:
    first, second, third, *_ = artists(own)
    before = (own / "history.db").read_bytes(), here(own, *_TOP).out
    words = ("rules", "merge", "artist", second, third)
    shown = here(own, *words, "--dry-run")
    assert (shown.code, shown.err) == (0, "")
    assert "nothing was changed" in shown.out
    assert here(own, *_TOP).out == before[1]
    assert here(own, "db", "check").out == "ok\n"
    here(own, *words)
    ranks = [line.split()[0] for line in shown.out.splitlines() if line[:2].strip().isdigit()]
    assert ranks[:20] == [str(rank) for rank in range(1, 21)]
    names = [name for name in artists(own)[:20] if name[:10] in shown.out]
    assert names == artists(own)[:20]
    undone = here(own, "rules", "undo", "1", "--dry-run").out
    assert second[:10] in undone
    assert first[:10] in undone
    assert len(rows(own, "rules", "list", "--format", "json")) == 1


def test_a_dry_run_shows_what_it_is_about_even_far_below(own: Path) -> None:
    *_, one, last = rows(own, *_TOP)
    plays = int(str(last["plays"])) + int(str(one["plays"]))
    rank, name = len(artists(own)), str(last["artist"])
    assert rank > 21  # below what every trial shows
    renamed = here(own, "rules", "rename", "artist", name, "Somebody Else", "--dry-run").out
    ignored = here(own, "rules", "ignore", "artist", name, "--dry-run").out
    merged = here(own, "rules", "merge", "artist", name, str(one["artist"]), "--dry-run").out
    assert "Somebody E" in renamed
    assert "would count under another name" in " ".join(renamed.split())
    assert name[:10] in ignored
    assert "would be left out" in " ".join(ignored.split())
    assert str(one["artist"])[:10] in merged
    assert f" {plays:,} " in merged


def test_a_dry_run_shows_times_that_nobody_knows_as_unknown(own: Path, tmp_path: Path) -> None:
    scrobbles = tmp_path / "recenttracks.csv"
    lines = [
        "uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid",
        *(f'"{1500000000 + 600 * n}","","Quiet Trio","","","","Song {n}",""' for n in range(3)),
    ]
    scrobbles.write_text("\n".join(lines), encoding="utf-8")
    assert here(own, "import", str(scrobbles)).code == 0
    shown = here(own, "rules", "rename", "artist", "Quiet Trio", "Loud Trio", "--dry-run")
    assert (shown.code, shown.err) == (0, "")
    assert "time of 3 plays unknown" in shown.out


def test_rules_move_to_another_history_by_a_file(own: Path, export: Path, tmp_path: Path) -> None:
    first, second, third, *_ = artists(own)
    here(own, "rules", "ignore", "artist", first, "--between", "20:00", "06:30")
    here(own, "rules", "merge", "artist", second, third)
    file = tmp_path / "rules.toml"
    file.write_text(here(own, "rules", "export").out, "utf-8")
    new = tmp_path / "new"
    assert here(new, "import", str(export)).code == 0
    assert here(new, "rules", "import", str(file)).err == "Added 2 of 2 rules.\n"
    assert here(new, "rules", "import", str(file)).err == ("Added 0 of 2 rules; 2 known already.\n")
    assert here(new, *_TOP).out == here(own, *_TOP).out
    assert here(new, "rules", "export").out == file.read_text("utf-8")
    refused = here(own, "rules", "import", str(tmp_path / "none.toml"))
    assert (refused.code, refused.out) == (1, "")


def editions(own: Path) -> str:
    """Give a song of the history an edition of its own; return the names of both."""
    with closing(sqlite3.connect(own / "history.db", isolation_level=None)) as conn:
        title, artist = conn.execute(
            "select title, artist from v_tracks t join v_song_totals k on k.track_id = t.id"
            " order by k.plays desc, t.id limit 1"
        ).fetchone()
        (other,) = conn.execute(
            "select t.id from v_tracks t join v_song_totals k on k.track_id = t.id"
            " where artist = ? and title <> ? order by t.id limit 1",
            (artist, title),
        ).fetchone()
        item = Item(
            kind=ItemKind.MUSIC, uri=None, title=f"{title} - Remastered", artist=artist, album=None
        )
        with transaction(conn):
            add_entities(conn, [entity_keys(item)])
            conn.execute(
                "update tracks set title = ?, (named_song_id, song_id) ="
                " (select id, id from songs where key = ?) where id = ?",
                (item.title, entity_keys(item).song, other),
            )
    return f"merge track '{artist} - {title} - Remastered' into '{artist} - {title}'"


@pytest.mark.skipif(sys.platform == "win32", reason="the terminal is a pty")
def test_suggestions_are_asked_one_by_one_on_a_terminal(own: Path) -> None:
    text = editions(own)
    code, shown = converse(own, "rules", "suggest", answers=[("[y/N/q]", "n\n")])
    assert code == 0
    assert f"{text}? remaster, " in shown
    assert rows(own, "rules", "list", "--format", "json") == []
    code, shown = converse(own, "rules", "suggest", answers=[("[y/N/q]", "y\n")])
    assert (code, f"Rule 1: {text}." in shown) == (0, True)
    assert here(own, "rules", "suggest").out.startswith("♫ Suggested rules\n\nNo names look")


def test_suggestions_are_a_list_in_a_pipe(own: Path) -> None:
    text = editions(own)
    (row,) = rows(own, "rules", "suggest", "--format", "json")
    assert (row["level"], row["reason"]) == ("track", "remaster")
    assert text == f"merge track {row['name']!r} into {row['new_name']!r}"
    assert rows(own, "rules", "list", "--format", "json") == []
