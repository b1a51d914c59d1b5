"""Record from the Spotify account: recent plays, the player, and the call budget."""
