"""Swings: the history as people read it."""
