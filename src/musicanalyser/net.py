"""The one way to talk HTTP with httpx."""
