"""Facts about tracks and artists, as each source returned them."""
