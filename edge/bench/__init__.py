"""How fast a bay is on this board: `swingvision bench`."""
