"""Checklists: the file format, checking it, those that come with the program, own ones."""
