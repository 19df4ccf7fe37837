"""Who may open the vault, in which role, and which keys go with it."""
