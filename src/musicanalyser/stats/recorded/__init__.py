"""What `watch` recorded, beside what an export says of the same time."""
