"""Scoring with points, reasons and ranges: one form, or a whole CSV."""
