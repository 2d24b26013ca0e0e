"""Signing in: passwords, sessions, and what keeps guessing slow."""
