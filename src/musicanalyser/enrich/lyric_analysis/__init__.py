"""Pure functions from the text of a lyric to statistics, so that the text need not be stored."""
