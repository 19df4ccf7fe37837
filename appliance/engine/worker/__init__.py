"""The child's side of the engine. Nothing outside this package imports it."""
