"""The cloud service: what bays deliver becomes a history that people read."""
