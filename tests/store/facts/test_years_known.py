"""The listening time with facts, by year of release."""

from contextlib import closing
from pathlib import Path

from musicanalyser.model.subject import Miss, SourceFact
from musicanalyser.store.connection import transaction
from musicanalyser.store.facts import source_facts
from musicanalyser.store.facts.years_known import KnownTime, YearKnown, known_by_year
from tests.flows.histories import blank, import_into
from tests.imports.sample_rows import write_file
from tests.store.facts.test_coverage import ADA, ALBUM, OTHER, ROWS, SINGLE

EVER = (0, 1 << 60)
FEATURES = dict.fromkeys(("energy", "valence", "danceability"), 0.5)


def test_a_year_is_that_of_the_release_or_else_of_the_first_play(tmp_path: Path) -> None:
    with closing(blank()) as conn:
        import_into(conn, write_file(tmp_path / "a.json", ROWS))
        nothing = KnownTime(known_ms=0, asked_ms=0)
        assert known_by_year(conn, EVER) == [
            YearKnown(year=2024, heard_ms=400_000, features=nothing, genres=nothing)
        ]
        with transaction(conn):
            years = [SourceFact(subject=SINGLE, data={"year": 1999})]
            source_facts.add(conn, "releases", years, fetched_ms=1)
            features = SourceFact(subject=ALBUM, data=FEATURES)
            source_facts.add(conn, "features", [features, Miss(subject=OTHER)], fetched_ms=1)
            artists = {"artists": [{"uri": ADA, "name": "Ada"}]}
            source_facts.add(
                conn, "tracks", [SourceFact(subject=OTHER, data=artists)], fetched_ms=1
            )
            source_facts.add(conn, "tracks", [Miss(subject=SINGLE)], fetched_ms=1)
            source_facts.add(conn, "genres", [SourceFact(subject=ADA, data={})], fetched_ms=1)
        old, new = known_by_year(conn, EVER)
    known, missing = (
        KnownTime(known_ms=300_000, asked_ms=300_000),
        KnownTime(known_ms=0, asked_ms=100_000),
    )
    assert (old.year, old.heard_ms, old.features) == (1999, 300_000, known)
    assert (new.year, new.heard_ms, new.features) == (2024, 100_000, missing)
    assert new.genres == KnownTime(known_ms=100_000, asked_ms=100_000)


def test_a_failed_answer_is_no_answer_and_a_window_has_its_own_time(tmp_path: Path) -> None:
    with closing(blank()) as conn:
        import_into(conn, write_file(tmp_path / "a.json", ROWS))
        with transaction(conn):
            source_facts.add(conn, "features", [Miss(subject=OTHER, failed=True)], fetched_ms=1)
        (year,) = known_by_year(conn, EVER)
        assert year.features.asked_ms == 0
        assert known_by_year(conn, (0, 1)) == []
