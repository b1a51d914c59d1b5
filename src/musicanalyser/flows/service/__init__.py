"""Running unattended: what the system's service manager is given, and what it says."""
