"""Clips: how their bytes come in, are proved, and are read again."""
