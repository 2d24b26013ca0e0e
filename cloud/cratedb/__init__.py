"""The store at scale: CrateDB, durable when a write returns."""
