"""The values of single fields: what is read, what is unknown, and what spoils its row."""

import pytest

from musicanalyser.model.evidence import BadRow, Sighting
from musicanalyser.units import DAY_MS
from tests.imports.sample_rows import bad_reason, extended_row, one_sighting, read_rows

EXTENDED = "spotify-extended"


def seen(**fields: object) -> Sighting:
    return one_sighting(EXTENDED, extended_row(**fields))


@pytest.mark.parametrize(
    ("ts", "ended_ms"),
    [
        ("2024-01-05T14:23:10Z", 1_704_464_590_000),
        ("2024-01-05 14:23:10", 1_704_464_590_000),
        ("2024-01-05T16:23:10+02:00", 1_704_464_590_000),
        ("2024-01-05T14:23:10.250Z", 1_704_464_590_250),
        ("2024-01-05T14:23:10.250600Z", 1_704_464_590_251),
        ("2008-01-01T00:00:00Z", 1_199_145_600_000),
        ("2099-12-31T23:59:59Z", 4_102_444_799_000),
    ],
)
def test_the_end_is_utc_in_every_way_spotify_writes_it(ts: str, ended_ms: int) -> None:
    assert seen(ts=ts).ended_ms == ended_ms


@pytest.mark.parametrize(
    ("ts", "why"),
    [
        ("yesterday", "ts is not a time"),
        ("", "ts is not a time"),
        ("2024-02-30T00:00:00Z", "ts is not a time"),
        ("2007-12-31T23:59:59Z", "ts lies outside 2008 to 2099"),
        ("1970-01-01T00:00:00Z", "ts lies outside 2008 to 2099"),
        ("0001-01-01T00:00:00+05:00", "ts lies outside 2008 to 2099"),
        ("9999-12-31T23:59:59-05:00", "ts lies outside 2008 to 2099"),
    ],
)
def test_a_row_without_a_sensible_end_is_malformed(ts: str, why: str) -> None:
    assert bad_reason(EXTENDED, extended_row(ts=ts)) == why


@pytest.mark.parametrize(
    ("played", "why"),
    [
        (-1, "ms_played lies outside 0 to 31 days"),
        (31 * DAY_MS + 1, "ms_played lies outside 0 to 31 days"),
        (10**400, "ms_played lies outside 0 to 31 days"),
        (float("nan"), "ms_played lies outside 0 to 31 days"),
        (float("inf"), "ms_played lies outside 0 to 31 days"),
        (1.5, "ms_played is not a whole number"),
    ],
)
def test_a_row_without_a_sensible_time_heard_is_malformed(played: float, why: str) -> None:
    assert bad_reason(EXTENDED, extended_row(ms_played=played)) == why


@pytest.mark.parametrize("played", [0, 1, 31 * DAY_MS, 184_000.0])
def test_a_time_heard_is_up_to_31_days_even_after_a_spreadsheet(played: float) -> None:
    assert seen(ms_played=played).played_ms == played


@pytest.mark.parametrize(
    ("stamp", "offline_ms"),
    [
        (1_704_464_406, 1_704_464_406_000),
        (1_704_464_406.0, 1_704_464_406_000),
        (1_704_464_406_789, 1_704_464_406_789),
        (1_199_145_599, None),
        (1_199_145_600, 1_199_145_600_000),
        (4_102_444_799, 4_102_444_799_000),
        (4_102_444_800, None),
        (1_199_145_600_000, 1_199_145_600_000),
        (1_199_145_599_999, None),
        (0, None),
        (0.0, None),
        (1, None),
        (99, None),
        (-5, None),
        (4_102_444_800_000, None),
        (1_704_464_406_789_000, None),
        (10**400, None),
        (float("nan"), None),
        (float("-inf"), None),
        ("", None),
        (False, None),
        (True, None),
        (None, None),
    ],
)
def test_a_stamp_counts_in_seconds_or_milliseconds_and_junk_is_none(
    stamp: float | str | None, offline_ms: int | None
) -> None:
    assert seen(offline_timestamp=stamp).offline_ms == offline_ms


@pytest.mark.parametrize("field", ["skipped", "shuffle", "offline", "incognito_mode"])
@pytest.mark.parametrize(
    ("value", "flag"),
    [
        (True, True), (False, False), (1, True), (0.0, False), ("", None), (None, None),
        ("true", True), ("False", False), ("0", False), ("1", True),
    ],
)  # fmt: skip
def test_a_flag_is_true_false_or_unknown(field: str, value: object, flag: bool | None) -> None:
    sighting = seen(**{field: value})
    attribute = "private" if field == "incognito_mode" else field
    assert getattr(sighting, attribute) is flag


@pytest.mark.parametrize("value", [7, "yes", 0.5, -1])
def test_what_is_no_flag_is_unknown_but_a_session_may_be_private(value: object) -> None:
    sighting = seen(skipped=value, incognito_mode=value)
    assert (sighting.skipped, sighting.private) == (None, True)


@pytest.mark.parametrize(
    ("given", "ended_ms"),
    [("2019-03-04 11:08:26 UTC", 1_551_697_706_000), ("2019-03-04T11:08:26Z", 1_551_697_706_000)],
)
def test_a_moment_may_name_utc(given: str, ended_ms: int) -> None:
    assert seen(ts=given).ended_ms == ended_ms


def test_numbers_may_be_saved_as_text() -> None:
    sighting = seen(ms_played=" 200000 ", offline_timestamp="1551697506")
    assert (sighting.played_ms, sighting.offline_ms) == (200_000, 1_551_697_506_000)


@pytest.mark.parametrize("text", ["", "many", "1.5", "-3", "٣", "9" * 19])
def test_text_that_is_no_number_is_refused(text: str) -> None:
    row = {**extended_row(), "ms_played": text}
    assert bad_reason("spotify-extended", row) == "ms_played is not a whole number"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (None, ""),
        ("", ""),
        ("a-new-reason", "a-new-reason"),
        ("\x00", ""),
        ("Z\u00e4hler", ""),
        ("r" * 64, "r" * 64),
        ("r" * 65, "r" * 64),
    ],
)
def test_reasons_are_an_open_list(given: str | None, reason: str) -> None:
    sighting = seen(reason_start=given, reason_end=given)
    assert (sighting.reason_start, sighting.reason_end) == (reason, reason)


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("a\x00b", "a b"),
        ("a\r\n\tb", "a b"),
        ("\x1b[31mred", "[31mred"),
        ("a\u2028b", "a b"),
        ("\x00", None),
        ("", None),
        ("   ", None),
        ("  wide  ", "wide"),
        ("a" * 1_000, "a" * 1_000),
        ("a" * 1_001, "a" * 1_000),
        ("a\x7f\x80\x9f\u2029b", "a b"),
        ("a\u00a0b", "a\u00a0b"),
        ("\U0001f98a \u0130\u0307", "\U0001f98a \u0130\u0307"),
    ],
)
def test_a_name_is_one_line_of_text_or_none(given: str, title: str | None) -> None:
    assert seen(master_metadata_track_name=given).item.title == title


@pytest.mark.parametrize("name", ["\ud800", "a\udfffb"])
def test_a_name_that_is_not_text_is_malformed(name: str) -> None:
    row = extended_row(master_metadata_track_name=name)
    assert bad_reason(EXTENDED, row) == "a name is not valid UTF-8"


@pytest.mark.parametrize("field", ["platform", "conn_country"])
def test_a_device_and_a_country_are_words_or_unknown(field: str) -> None:
    attribute = {"conn_country": "country"}.get(field, field)
    for given, expected in (("x" * 65, "x" * 64), ("", None), ("\x00", None), (None, None)):
        assert getattr(seen(**{field: given}), attribute) == expected


@pytest.mark.parametrize("field", ["ts", "ms_played"])
def test_a_row_that_lacks_what_it_needs_says_so(field: str) -> None:
    row = extended_row()
    del row[field]
    assert bad_reason(EXTENDED, row) == f"object missing required field {field}"


WRONG_TYPES: list[object] = [5, 5.5, True, None, "text", [], {}, [{}], {"a": []}]


@pytest.mark.parametrize("wrong", WRONG_TYPES, ids=repr)
@pytest.mark.parametrize("field", [*extended_row(), "audiobook_title", "audiobook_chapter_uri"])
def test_a_wrong_type_costs_at_most_its_row(field: str, wrong: object) -> None:
    first, second, third = read_rows(
        EXTENDED, [extended_row(), extended_row(**{field: wrong}), extended_row()]
    )
    assert isinstance(first, Sighting)
    assert isinstance(third, Sighting)
    if isinstance(second, BadRow):
        assert second.row == 2
        assert field in second.why
