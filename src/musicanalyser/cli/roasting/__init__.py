"""What a roast asks of its user."""
