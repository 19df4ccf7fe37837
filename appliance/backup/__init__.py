"""Backups: one sealed file, alone or on top of an earlier one (docs/formats/backup.md)."""
