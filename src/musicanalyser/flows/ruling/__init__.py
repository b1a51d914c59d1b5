"""Makes rules of the listener, shows what they would change, and takes them back."""
