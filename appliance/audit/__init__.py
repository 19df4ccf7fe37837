"""What was done and when, in a chain that shows changes."""
