"""What was played close together and does not fit: old beside new, one genre beside another."""
