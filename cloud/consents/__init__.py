"""Which coach may see which player's swings: the player says so."""
