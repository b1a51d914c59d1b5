"""An exact, private record of what you listen to on Spotify, and what it says about you."""
