"""Facts about tracks and artists, from open sources: what each needs, and how it is asked."""
