"""Decide which sightings are the same play, and what that play was."""
