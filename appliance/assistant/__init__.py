"""Answers from a customer's file: the model drafts, code finds the quotes and checks each claim."""
