"""Checklists: the shelf, what is in one, and the editor."""
