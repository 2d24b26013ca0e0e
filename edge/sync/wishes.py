"""What an operator wants done with deliveries: left as files, because sync alone writes its database."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import structlog
from pydantic import ValidationError

from edge.store.files import fsync_folder
from edge.sync.ledger import Ledger
from swingvision.report import Wire
from swingvision.uuid7 import uuid7

log = structlog.get_logger()

FOLDER = "wishes"


class Wish(Wire):
    """delivery_ids: null means every dead letter."""

    verb: Literal["retry", "drop"]
    delivery_ids: list[str] | None


def leave(data_dir: Path, wish: Wish) -> None:
    """On the disk when this returns. Raises OSError."""
    folder = data_dir / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    fresh = folder / f"{uuid7()}.new"
    with fresh.open("w", encoding="utf-8") as file:
        file.write(wish.model_dump_json())
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(fresh.with_suffix(".json"))
    fsync_folder(folder)


def fulfil(ledger: Ledger) -> None:
    """In the order of their being left; each may be done twice without harm. Raises StoreError."""
    for path in sorted((ledger.data_dir / FOLDER).glob("*.json")):
        try:
            wish = Wish.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            log.error("a wish cannot be read", path=str(path), error=str(error))
        else:
            log.info("wish fulfilled", verb=wish.verb, deliveries=_fulfil(ledger, wish))
        path.unlink(missing_ok=True)


def _fulfil(ledger: Ledger, wish: Wish) -> int:
    ids: Sequence[str] | None = wish.delivery_ids
    if wish.verb == "retry":
        return ledger.put_back(ids)
    return ledger.drop(ids, "dropped by an operator")
