"""The rules of the listener, and what answers say of them."""
