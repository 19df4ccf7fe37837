"""Pure cryptography: key derivation, key wrapping, the sealed container. Knows no vault."""
