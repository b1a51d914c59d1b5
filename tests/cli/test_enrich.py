"""The command against simulated services, its facts held against what is true there."""

import json
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.enriching import KEYLESS, enriched, enriched_apart, facts, home_of, told
from tests.cli.running import failed, here, musicanalyser, on_terminal
from tests.simulators.enrich.expected_facts import expected_facts, expected_facts_with_keys
from tests.simulators.enrich.genius import TOKEN
from tests.simulators.enrich.lastfm import KEY
from tests.simulators.enrich.loopback_service import CLOUDFLARE, HTML, Reply, busy
from tests.simulators.enrich.services import Services, services
from tests.simulators.enrich.world import World, world


@pytest.fixture(scope="module")
def small() -> World:
    return world(tracks=90, artists=25)


@pytest.fixture
def online(small: World) -> Iterator[Services]:
    with services(small) as running:
        yield running


@pytest.fixture(scope="module")
def untouched(small: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return home_of(small, tmp_path_factory.mktemp("untouched") / "home")


@pytest.fixture
def listener(untouched: Path, home: Path) -> Path:
    return shutil.copytree(untouched, home)


def test_what_is_kept_is_what_is_true(small: World, online: Services, listener: Path) -> None:
    ran = enriched_apart(listener, online, *KEYLESS)
    assert ran.code == 0, ran.err
    assert facts(listener) == expected_facts(small)


def test_sources_with_keys_tell_the_truth_too(
    small: World, online: Services, listener: Path
) -> None:
    keys = {"GENIUS_ACCESS_TOKEN": TOKEN, "LASTFM_API_KEY": KEY}
    ran = enriched_apart(listener, online, "genius", "lastfm", **keys)
    assert ran.code == 0, ran.err
    expected = expected_facts_with_keys(small)
    assert {key: fact for key, fact in facts(listener).items() if key in expected} == expected
    assert TOKEN not in ran.out + ran.err
    assert KEY not in ran.out + ran.err


def test_a_second_run_asks_nobody(online: Services, listener: Path) -> None:
    enriched(listener, online, *KEYLESS)
    before = facts(listener)
    asked = len(online.requests)
    again = enriched(listener, online, *KEYLESS, "--format", "json")
    assert again.code == 0
    assert again.err == ""
    assert len(online.requests) == asked
    assert facts(listener) == before


def test_refresh_asks_about_everything_again(online: Services, listener: Path) -> None:
    enriched(listener, online, "tracks")
    assert len(online.requests) == 3
    enriched(listener, online, "tracks", "--refresh")
    assert len(online.requests) == 2 * 3


def test_a_miss_is_asked_again_after_30_days_and_not_before(
    small: World, online: Services, listener: Path
) -> None:
    unknown = sum(not track.known for track in small.tracks)
    for day in ("2025-06-01", "2025-06-30"):
        here(listener, "--as-of", day, "enrich", "tracks", environ=online.environ)
    assert len(online.reccobeats.seen) == 3
    here(listener, "--as-of", "2025-07-01", "enrich", "tracks", environ=online.environ)
    (again,) = online.reccobeats.seen[3:]
    assert len(again.one("ids").split(",")) == unknown


def test_the_most_heard_is_asked_first_and_no_more_than_the_limit(
    small: World, online: Services, listener: Path
) -> None:
    enriched(listener, online, "tracks", "--limit", "7")
    (request,) = online.reccobeats.seen
    assert request.one("ids").split(",") == [track.id for track in small.tracks[:7]]


def test_a_window_restricts_it_to_what_was_heard_then(
    small: World, online: Services, listener: Path
) -> None:
    until = ("--until", "2024-03-01T05:00:00+00:00")
    enriched(listener, online, "tracks", *until)
    asked = [one for request in online.reccobeats.seen for one in request.one("ids").split(",")]
    assert asked == [track.id for track in small.tracks[:61]]


def test_what_was_heard_in_private_only_is_never_asked_about(
    small: World, online: Services, home: Path
) -> None:
    rows = [dict(row) for row in small.rows()]
    rows[3]["incognito_mode"] = True
    file = home.parent / "Streaming_History_Audio_2024.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    here(home, "import", str(file))
    enriched(home, online, *KEYLESS)
    assert not [key for key in facts(home) if key[1] == small.tracks[3].uri]
    assert facts(home)
    secret = small.tracks[3].id
    assert not [one for one in online.reccobeats.seen if secret in one.one("ids")]


_SENT = (
    "Sent: ids of tracks to ReccoBeats; ids of artists, and of unknown ones ISRCs, titles and names"
    " to MusicBrainz; MusicBrainz' ids of artists to ListenBrainz."
)


def test_what_leaves_the_machine_is_said_first(online: Services, listener: Path) -> None:
    ran = enriched(listener, online, "genres")
    assert ran.err.splitlines() == [
        _SENT,
        "Asking ReccoBeats about 90 tracks (tracks)",
        "Asking MusicBrainz about 25 artists (artists)",
        "Asking ListenBrainz about 21 artists (genres)",
    ]


def test_no_name_is_sent_without_a_key_but_that_of_an_artist_without_a_page(
    small: World, online: Services, listener: Path
) -> None:
    enriched(listener, online, *KEYLESS)
    sent = [f"{one.parameters} {one.body!r}" for one in online.requests]
    searches = [one for one in sent if "artist:" in one]
    unknown = [one for one in small.artists if one.mbid is None]
    names = [*(one.title for one in small.tracks), *(one.name for one in small.artists)]
    assert any(small.tracks[0].id in one for one in sent)
    assert [name for name in names if any(name in one for one in sent if one not in searches)] == []
    assert searches
    known = [one.name for one in small.artists if one not in unknown]
    assert [name for name in known if any(f'"{name}"' in one for one in searches)] == []


def test_a_dry_run_says_what_it_would_take_and_asks_nobody(
    online: Services, listener: Path
) -> None:
    planned = told(enriched(listener, online, "genres", "--dry-run", "--format", "json"))
    assert online.requests == []
    assert facts(listener) == {}
    assert {name: (row["subjects"], row["requests"]) for name, row in planned.items()} == {
        "tracks": (90, 3),
        "artists": (25, 3),
        "genres": (25, 1),
    }
    assert planned["tracks"]["duration_ms"] == 2_100


def test_a_dry_run_forecasts_what_will_be_known(online: Services, listener: Path) -> None:
    words = ("features", "genres", "--dry-run", "--format", "json")
    ran = json.loads(enriched(listener, online, *words).out)
    assert "10 requests in total, about 7 s." in ran["notes"]
    (group,) = ran["parts"][0]["rows"]
    assert (group["years"], group["features"], group["features_after"]) == (
        "2024", 0, 0.85,
    )  # fmt: skip
    enriched(listener, online, "features")
    again = json.loads(enriched(listener, online, *words).out)
    assert (
        again["parts"][0]["rows"][0]["features_after"] == again["parts"][0]["rows"][0]["features"]
    )


def test_after_a_run_there_is_nothing_left_to_plan(online: Services, listener: Path) -> None:
    enriched(listener, online, *KEYLESS)
    planned = told(enriched(listener, online, *KEYLESS, "--dry-run", "--format", "json"))
    assert {row["requests"] for row in planned.values()} == {0}


def test_coverage_is_by_listening_time(small: World, online: Services, listener: Path) -> None:
    rows = told(enriched(listener, online, "features", "--format", "json"))
    heard = [(track, 200_000 + 10 * (90 - number)) for number, track in enumerate(small.tracks)]
    known = sum(time for track, time in heard if track.measured)
    assert rows["features"]["coverage"] == pytest.approx(known / sum(time for _, time in heard))
    assert rows["features"]["gained"] == rows["features"]["coverage"]
    assert (rows["features"]["found"], rows["features"]["missing"]) == (77, 13)
    again = told(enriched(listener, online, "features", "--format", "json"))
    assert (again["features"]["gained"], again["features"]["coverage"]) == (
        0, rows["features"]["coverage"],
    )  # fmt: skip


def test_a_budget_of_requests_is_kept_and_the_rest_is_done_later(
    small: World, online: Services, listener: Path
) -> None:
    ran = enriched(listener, online, *KEYLESS, "--max-requests", "4")
    assert ran.code == 0
    assert len(online.requests) == 4
    assert "request limit" in ran.err
    enriched(listener, online, *KEYLESS)
    assert facts(listener) == expected_facts(small)


def test_a_burst_of_503_is_waited_out(small: World, online: Services, listener: Path) -> None:
    online.musicbrainz.faults = [busy(), busy(), busy(429)]
    enriched(listener, online, *KEYLESS)
    assert facts(listener) == expected_facts(small)


@pytest.mark.parametrize(
    "fault",
    [
        Reply(status=401, body={"error": "token"}),
        Reply(status=403, body=CLOUDFLARE, headers=HTML),
        Reply(status=200, body=CLOUDFLARE, headers=HTML),
        Reply(status=418, body=""),
        Reply(status=302, headers={"Location": "https://evil.example/"}),
        busy(retry_after="3600"),
    ],
    ids=["401", "403", "a page in HTML", "418", "elsewhere", "an hour to wait"],
)
def test_a_source_that_is_off_is_passed_over_and_the_others_go_on(
    small: World, online: Services, listener: Path, fault: Reply
) -> None:
    online.listenbrainz.faults = [fault] * 20
    ran = enriched(listener, online, *KEYLESS)
    assert ran.code == 4
    assert "genres: ListenBrainz " in ran.err
    assert "Some facts are still missing: ListenBrainz did not answer to all." in ran.err
    expected = {
        key: fact for key, fact in expected_facts(small).items() if key[0] not in _LISTENBRAINZ
    }
    found = facts(listener)
    assert {key: fact for key, fact in found.items() if key[0] not in _LISTENBRAINZ} == expected
    assert {fact for key, fact in found.items() if key[0] in _LISTENBRAINZ} <= {("error", None)}
    online.listenbrainz.faults = []
    assert enriched(listener, online, *KEYLESS).code == 0
    assert facts(listener) == expected_facts(small)


_LISTENBRAINZ = {"genres", "popularity"}


def test_if_nothing_could_be_done_it_says_so_with_code_4(online: Services, listener: Path) -> None:
    online.reccobeats.faults = [Reply(status=403, body="")] * 9
    ran = here(listener, "--quiet", "enrich", "features", environ=online.environ)
    assert ran == failed(
        "Nothing was fetched: ReccoBeats denies access (HTTP 403).",
        "Try again later. Nothing is lost; the next run continues from here.",
        code=4,
    )


def test_a_wrong_key_is_told_without_showing_it(online: Services, listener: Path) -> None:
    ran = enriched(listener, online, "genius", GENIUS_ACCESS_TOKEN="sesame-open", COLUMNS="80")  # noqa: S106 - opens nothing
    assert ran.code == 4
    assert ran.err.splitlines()[-2:] == [
        "Error: Nothing was fetched: Genius denies access (HTTP 401).",
        "  Try again later, or set another key: musicanalyser config set genius_access_token",
    ]
    assert "sesame" not in ran.out + ran.err
    ran = enriched(listener, online, "lastfm", LASTFM_API_KEY="sesame-open")
    assert ran.code == 4
    assert "lastfm: Last.fm rejects the key (error 10)" in ran.err
    assert "sesame" not in ran.out + ran.err


def test_a_source_that_lacks_its_key_says_which(online: Services, listener: Path) -> None:
    assert enriched(listener, online, "genius") == failed(
        "Genius needs a key, and none is set.",
        "Set it: musicanalyser config set genius_access_token",
    )
    assert online.requests == []


def test_a_source_that_does_not_exist_is_named(home: Path) -> None:
    assert here(home, "enrich", "genre") == failed(
        "There is no source 'genre'.", "Did you mean genres?", code=2
    )


def test_without_a_history_nobody_is_asked(home: Path) -> None:
    assert here(home, "enrich") == failed(
        "There is no history yet.",
        "Run `musicanalyser import my_spotify_data.zip`, or `musicanalyser demo`.",
    )


def test_plain_http_off_this_machine_is_refused(listener: Path) -> None:
    ran = musicanalyser(listener, "enrich", MUSICANALYSER_RECCOBEATS_URL="http://192.0.2.1")
    assert ran.code == 1
    assert "Use https" in ran.err


def test_credits_are_given_where_sources_were_used(online: Services, listener: Path) -> None:
    ran = enriched(listener, online, "genres", "--format", "json")
    notes = json.loads(ran.out)["notes"]
    assert any("CC BY-NC-SA 3.0" in note for note in notes)


def test_the_run_is_in_the_journal(online: Services, listener: Path) -> None:
    enriched(listener, online, "tracks")
    with closing(sqlite3.connect(listener / "history.db")) as conn:
        rows = conn.execute("select command, outcome from v_runs order by id").fetchall()
    assert rows[-1] == ("enrich", "75 found, 15 missing, 3 requests")


def test_the_doctor_knows_how_matters_stand(online: Services, listener: Path) -> None:
    enriched(listener, online, "features")
    full = ("doctor", "--full", "--format", "json")
    ran = here(listener, *full, environ={"GENIUS_ACCESS_TOKEN": TOKEN})
    found = {row["what"]: row["found"] for row in json.loads(ran.out)["rows"]}
    assert found["features, by ReccoBeats"] == "77 of 90 found, 86% of music time"
    assert found["genres, by ListenBrainz"] == "never asked"
    assert found["last enriched"] == "2025-06-30 23:59+02:00, 152 found, 28 missing, 6 requests"
    assert found["genius_access_token"].startswith("set")
    assert TOKEN not in ran.out


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")
def test_a_terminal_shows_a_bar_for_each_source(online: Services, listener: Path) -> None:
    code, shown = on_terminal(
        listener, "enrich", "genres", width=80, height=24, NO_COLOR="1", **online.environ
    )
    assert code == 0
    last = shown.split("\x1b[?25h")[0].splitlines()[-3:]
    assert [line.split(" ", 1)[1].strip() for line in last] == [
        "tracks: 75 found, 15 missing, 3 requests",
        "artists: 21 found, 4 missing, 3 requests",
        "genres: 21 found, 0 missing, 1 request",
    ]


def test_years_of_listening_take_no_more_than_400_requests(home: Path) -> None:
    home_of(world(tracks=5_000, artists=1_500), home)
    words = ("enrich", "features", "genres", "popularity", "--dry-run", "--format", "json")
    planned = told(here(home, *words))
    assert [row["subjects"] for row in planned.values()] == [5_000, 5_000, 1_500, 1_500, 1_500]
    requests = [row["requests"] for row in planned.values()]
    assert requests == [125, 125, 90, 38, 2]  # 380 in all
