"""Cofferdam without a screen: vault, models, documents, answers, scores. Imports no Qt."""

__version__ = "0.1.0"
