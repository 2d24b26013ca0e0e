"""Whose a session of swings is: the person who showed the code that the bay showed them."""
