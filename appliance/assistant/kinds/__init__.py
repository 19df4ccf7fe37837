"""What kind of question is asked: rules over its wording."""
