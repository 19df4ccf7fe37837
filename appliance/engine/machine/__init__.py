"""What this machine has, what a model will take of it, and how fast it will be."""
