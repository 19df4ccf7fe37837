"""The child that measures a model and writes its weights anew."""
