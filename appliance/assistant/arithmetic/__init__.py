"""Answers that need a calculation: the figures are cited, code does the arithmetic."""
