"""Sightings, plays, and the tracks and names they refer to."""
