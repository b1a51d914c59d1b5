"""How long a service asks to be left alone: the one reader of ``Retry-After``."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_DELAY_S = 24 * 3600.0
"""A longer delay is cut to a day. No limit we know of counts over more than a day, and Spotify's
longest reported delay is one. Anything longer is a mistake, such as milliseconds for seconds.
Believing it would stop `watch` for weeks, whereas one request a day does no harm."""
_SECONDS = re.compile(r"\d+(?:\.\d*)?", re.ASCII)


def retry_after_s(headers: Mapping[str, str], *, now: datetime | None = None) -> float | None:
    """Return the delay in seconds that an HTTP response asks for, ``None`` if it names none.

    ``Retry-After`` holds seconds or a date (RFC 9110, section 10.2.3). A date is compared with the
    service's own ``Date``, or with ``now`` if it sends none; one in the past means no delay.
    ``headers`` are found by their names in lower case.
    """
    text = headers.get("retry-after", "")
    delay_s = parse_seconds(text)
    if delay_s is not None:
        return delay_s
    until, since = _moment(text), _moment(headers.get("date", "")) or now
    if until is None or since is None:
        return None
    delay_s = (until - since).total_seconds()
    return min(max(0.0, delay_s), LONGEST_DELAY_S)


def parse_seconds(text: str) -> float | None:
    """Return a delay given as a number of seconds, at most a day; ``None`` if it is no number."""
    found = _SECONDS.fullmatch(text.strip())
    return None if found is None else min(float(found[0]), LONGEST_DELAY_S)


def _moment(text: str) -> datetime | None:
    with suppress(ValueError, OverflowError):
        found = parsedate_to_datetime(text)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
