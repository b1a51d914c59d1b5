"""The report of what a run of `enrich` would do, and of what it would then know."""

from collections.abc import Iterable, Sequence

from musicanalyser.duration import format_duration
from musicanalyser.flows.enriching.coverage_forecast import YearForecast
from musicanalyser.flows.enriching.request_plan import SourcePlan
from musicanalyser.report import Column, ColumnKind, Report
from musicanalyser.reports.enriched import (
    REQUESTS,
    SERVICE,
    SOURCE,
    describe_missing_keys,
    window_span,
)
from musicanalyser.timespan import Window

_UPPER_LIMITS = (
    "Upper limits: a source needs what earlier sources find. The time is at the pace of each"
    " service."
)
_NOTHING = "Nothing to fetch. Fill the history with: musicanalyser import PATH"
_FORECAST_COLUMNS = (
    Column(name="years", title="Released"),
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
    Column(name="features", title="Features now", kind=ColumnKind.SHARE),
    Column(name="features_after", title="After", kind=ColumnKind.SHARE),
    Column(name="genres", title="Genres now", kind=ColumnKind.SHARE),
    Column(name="genres_after", title="After", kind=ColumnKind.SHARE),
)
_FORECAST = (
    "The forecast takes the rate at which services knew what they were asked, or 85% before they"
    " were (features of this year's music: 40%). The year is that of the first play where the"
    " release is unknown."
)


def build_plan(
    plans: Sequence[SourcePlan],
    window: Window,
    without_key: Sequence[str],
    forecast: Iterable[YearForecast],
) -> Report:
    """Return what each source would be asked, with requests, time and the data it is sent.

    A part forecasts the share of the listening time that is known afterwards.
    """
    requests = sum(one.requests for one in plans)
    minutes = format_duration(sum(one.duration_ms for one in plans))
    return Report(
        name="enrich-plan",
        title="Dry run: no requests sent",
        columns=(
            SOURCE,
            SERVICE,
            Column(name="subjects", title="Subjects", kind=ColumnKind.COUNT),
            REQUESTS,
            Column(name="duration_ms", title="Time", kind=ColumnKind.DURATION),
            Column(name="sends", title="Sends"),
        ),
        rows=tuple(
            (
                one.name,
                one.source.SERVICE.title,
                one.subjects,
                one.requests,
                one.duration_ms,
                one.source.SENDS,
            )
            for one in plans
        ),
        span=window_span(window),
        definition=_UPPER_LIMITS,
        notes=(
            f"{requests:,} requests in total, about {minutes}.",
            *describe_missing_keys(without_key),
        ),
        empty=_NOTHING,
        parts=(_build_forecast(forecast),) if requests else (),
    )


def _build_forecast(forecast: Iterable[YearForecast]) -> Report:
    return Report(
        name="enrich-forecast",
        title="Forecast",
        columns=_FORECAST_COLUMNS,
        rows=tuple(
            (
                one.years,
                one.heard_ms,
                one.features,
                one.features_after,
                one.genres,
                one.genres_after,
            )
            for one in forecast
        ),
        notes=(_FORECAST,),
    )
