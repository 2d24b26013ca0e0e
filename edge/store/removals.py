"""What sync asks of the bay: swings that are to go. Sync notes them in its database, the bay reads it."""

from pathlib import Path

from edge.store.reading import read_only
from edge.store.sync_schema import SYNC, SYNC_NAME

MOST_AT_ONCE = 100


def wanted_removals(data_dir: Path) -> list[str]:
    """Ids of swings, some may be gone already. Raises StoreFailed when sync's database cannot be read now."""
    path = data_dir / SYNC_NAME
    if not path.exists():
        return []
    with read_only(path, SYNC, "reading what is to be removed") as db:
        return [str(row[0]) for row in db.execute("SELECT swing_id FROM removal LIMIT ?", [MOST_AT_ONCE])]
