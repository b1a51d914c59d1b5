"""Facts about sessions, streaks and quiet days."""

from datetime import timedelta

from musicanalyser.roast.facts.comparison import Size, past_of, size_claim
from musicanalyser.roast.facts.least_evidence import LEAST
from musicanalyser.roast.facts.report_values import ReportReader, Reports
from musicanalyser.roast.facts.sentences import Claim, claim, count, days, length_ms
from musicanalyser.roast.facts.surprise import Proportion, apart, beyond

_NOT_OVER = timedelta(days=2)
"""A streak may still go on if its last day is one of the last two of the window."""


def long_session(reports: Reports) -> Claim:
    """Tell the longest session."""
    line = reports.now("sessions").part("longest-sessions").first
    lasted_ms, plays = line.count("length_ms"), line.count("plays")
    return claim(
        "The longest session lasted {length} and held {plays} plays.",
        length_ms("length", lasted_ms),
        count("plays", plays),
        surprise=beyond(lasted_ms, "long-session"),
        support=plays,
    )


def sessions(reports: Reports) -> Claim:
    """Tell how many sessions there were, and how long they usually are."""
    median = _median(reports.now("sessions"))
    return size_claim(
        "sessions",
        "Half of {sessions} sessions lasted {length} or less",
        median,
        past_of(reports, "sessions", _median),
        length_ms("length", median.value),
        count("sessions", median.whole),
    )


def session_plays(reports: Reports) -> Claim:
    """Tell how many plays a session holds."""
    mean = _mean_plays(reports.now("sessions"))
    return size_claim(
        "session-plays",
        "A session held {plays} plays on average",
        mean,
        past_of(reports, "sessions", _mean_plays),
        count("plays", mean.value),
    )


def streak(reports: Reports) -> Claim:
    """Tell the streak that goes on if it is the longest, otherwise the longest."""
    line = reports.now("streaks").first
    longest = line.count("longest_streak_days")
    current = line.count("current_streak_days")
    recent = line.day("longest_last_day") >= (reports.window.until - _NOT_OVER).date()
    sentence, lasted = "The longest streak of days with music lasted {streak}.", longest
    if recent and current >= longest:
        sentence = "The streak of days with music has lasted {streak} and goes on."
        lasted = current
    return claim(
        sentence, days("streak", lasted), surprise=beyond(lasted, "streak"), support=lasted
    )


def quiet_days(reports: Reports) -> Claim:
    """Tell how many days went by without music, where the history holds all of the window."""
    reports.require_held()
    now = _quiet(reports.now("streaks"))
    past = past_of(reports, "streaks", _quiet)
    if past is None or past.was.whole < LEAST["quiet-days"]:
        surprise = beyond(now.value, "quiet-days")
    else:
        surprise = apart(now, past.was)
    line = reports.now("streaks").first
    quiet = line.count("days") - line.count("active_days")
    whole = days("days", line.count("days"))
    if not quiet:
        sentence = "Not one of {days} went by without music."
        return claim(sentence, whole, surprise=surprise, support=now.whole)
    sentence = "{quiet} of {days} went by without music."
    return claim(sentence, count("quiet", quiet), whole, surprise=surprise, support=now.whole)


def eddington(reports: Reports) -> Claim:
    """Tell the Eddington number: on so many days there were as many plays."""
    number = reports.now("variety").first.count("eddington_days")
    return claim(
        "On {days} there were at least {plays} plays each.",
        days("days", number),
        count("plays", number),
        surprise=beyond(number, "eddington"),
        support=number,
    )


def _median(answer: ReportReader) -> Size:
    line = answer.first
    return Size(line.count("median_length_ms"), line.count("sessions"))


def _mean_plays(answer: ReportReader) -> Size:
    line = answer.first
    return Size(line.number("plays_per_session"), line.count("sessions"))


def _quiet(answer: ReportReader) -> Proportion:
    line = answer.first
    return Proportion(1 - line.share("active_share"), line.count("days"))
