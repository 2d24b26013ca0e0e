"""Live: new swings as they arrive, for a coach who watches."""
