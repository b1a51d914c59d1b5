"""Pure: what can be told of a lyric in numbers and labels, so that its text need not be kept."""
