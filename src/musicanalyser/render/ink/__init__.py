"""Text and its colours: what lines are made of until they are written."""
