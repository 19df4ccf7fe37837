"""Answers about all of something: every page is read, and the answer says so."""
