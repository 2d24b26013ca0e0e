"""The store on one machine: SQLite in WAL, durable when a write returns."""

from cloud.sqlite.store import SqliteStore

__all__ = ["SqliteStore"]
