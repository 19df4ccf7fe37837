"""What two documents say about the same thing."""
