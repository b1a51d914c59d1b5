"""Rules of the listener as reports."""
