"""Model packs: described by a strict manifest, sealed when they enter the vault."""
