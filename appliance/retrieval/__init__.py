"""Finding passages: words (FTS5), meaning (vectors), and both fused by rank."""
