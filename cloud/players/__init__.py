"""Players: whose a swing is, and the end of their data."""
