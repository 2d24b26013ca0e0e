"""Where the bay keeps its swings: SQLite for rows, content-addressed files for clips and poses."""

from edge.store.errors import StoreError, StoreFailed, StoreFull, StoreRefused
from edge.store.store import Counts, Store

__all__ = ["Counts", "Store", "StoreError", "StoreFailed", "StoreFull", "StoreRefused"]
