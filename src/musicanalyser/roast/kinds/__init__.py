"""Fact kinds: a module for each subject, with a record for each kind."""

from musicanalyser.roast.kinds import breadth, days, fame, hours, skips, songs, tastes, wholes

KINDS = {
    **hours.KINDS,
    **songs.KINDS,
    **breadth.KINDS,
    **skips.KINDS,
    **tastes.KINDS,
    **fame.KINDS,
    **days.KINDS,
    **wholes.KINDS,
}
"""By name; of equally surprising facts, the kind that is listed first comes first."""
