"""Statements put to models: what they find becomes proposals, each with quotes from the page."""
