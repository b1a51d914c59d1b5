"""Turns samples of the player into finished plays, and says when to ask for the next sample."""
