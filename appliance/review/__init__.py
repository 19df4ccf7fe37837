"""Reviewing a case against a checklist: proposals with evidence, decisions, two signatures."""
