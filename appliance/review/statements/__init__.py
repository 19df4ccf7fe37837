"""Whether a paper says, denies or does not mention a statement, and where; without prose."""
