"""Ask open sources for facts about tracks and artists, in batches that can be resumed."""
