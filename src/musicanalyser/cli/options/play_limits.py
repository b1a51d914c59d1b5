"""The options that limit a rule to some plays."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from musicanalyser.errors import UsageError

if TYPE_CHECKING:
    from musicanalyser.context import App


class LimitValues(TypedDict):
    """The fields of a `Rule` that limit it."""

    since_ms: int | None
    until_ms: int | None
    from_minute: int | None
    until_minute: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayLimits:
    """The time of day and the span in which plays start."""

    between: Annotated[
        tuple[str, str] | None,
        typer.Option(
            metavar="FROM TO",
            help="Only plays between these local times of day, such as 23:00 07:00.",
        ),
    ] = None
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only plays from this date on (inclusive).")
    ] = None
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only plays before this date (exclusive).")
    ] = None

    def values(self, app: "App") -> LimitValues:
        """Return the limits for a rule, in the time zone of the history.

        Raises:
            UsageError: If one cannot be read, or no play can be within them.
        """
        from musicanalyser.timespan import to_ms
        from musicanalyser.timespan.parsing import parse_moment, parse_time_of_day

        since_ms, until_ms = (
            None if text is None else to_ms(parse_moment(text, app.zone))
            for text in (self.since, self.until)
        )
        if since_ms is not None and until_ms is not None and since_ms >= until_ms:
            raise UsageError(
                "The rule ends before it begins.", hint="--since comes before --until."
            )
        from_minute, until_minute = (
            map(parse_time_of_day, self.between) if self.between else (None, None)
        )
        if from_minute is not None and from_minute == until_minute:
            raise UsageError(
                "--between needs two times that differ.", hint="Omit it for the whole day."
            )
        return LimitValues(
            since_ms=since_ms,
            until_ms=until_ms,
            from_minute=from_minute,
            until_minute=until_minute,
        )
