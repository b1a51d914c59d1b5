"""Append sightings and derive the plays they belong to."""
