"""A bay on a stage: the real web service, over scenes that a test chooses, for looking at every screen."""
