"""From a file to text with positions: reading, storing and resuming."""
