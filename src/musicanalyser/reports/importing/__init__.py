"""Reports of what an import did."""
