"""What was heard: pure decisions, without clock, network, database or printing."""
