"""What skipped plays tell: where they leave the track, and how often which kind of play is one."""
