"""One module per screen, or per pane of a screen."""
