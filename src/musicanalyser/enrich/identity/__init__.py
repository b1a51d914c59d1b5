"""Recognise the same track or artist across services: URIs, ISRCs, MBIDs and titles."""
