"""What a roast asks of its user, and needs of this run."""
