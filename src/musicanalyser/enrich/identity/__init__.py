"""What identifies a track or an artist across services: URIs, ISRCs, MBIDs and titles."""
