"""How long a sign-in lasts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from musicanalyser.flows.live.account_status import AccountStatus, days_left
from musicanalyser.flows.live.call_budget import CallUsage
from musicanalyser.spotify.token_file import Token
from musicanalyser.timespan import to_ms

AGREED = datetime(2026, 1, 1, tzinfo=UTC)
TOKEN = Token(access="a", refresh="r", expires_ms=1, scope="", authorized_ms=to_ms(AGREED))
STATUS = AccountStatus(
    name="Somebody",
    problem="",
    scopes=(),
    authorized_ms=TOKEN.authorized_ms,
    days_left=100,
    blocked_until_ms=None,
    usage=CallUsage(used=0, allowed=1_200),
    quotas=(),
)


@pytest.mark.parametrize(
    ("after", "left"),
    [
        (timedelta(0), 182),
        (timedelta(seconds=1), 181),
        (timedelta(days=181), 1),
        (timedelta(days=182), 0),
        (timedelta(days=400), 0),
    ],
)
def test_a_sign_in_lasts_182_days(after: timedelta, left: int) -> None:
    assert days_left(TOKEN, AGREED + after) == left


@pytest.mark.parametrize(("left", "ends_soon"), [(32, False), (31, True), (0, True)])
def test_it_ends_soon_within_a_month(left: int, *, ends_soon: bool) -> None:
    assert replace(STATUS, days_left=left).ends_soon is ends_soon
