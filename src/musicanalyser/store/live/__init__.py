"""State of the live account: API calls, and the tracker."""
