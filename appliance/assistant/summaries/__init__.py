"""Summaries of long documents and of cases: every page read, every sentence cited."""
