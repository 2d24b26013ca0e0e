"""A small honest cloud for tests of the road: it keeps what it acknowledges, and can be told to misbehave."""
