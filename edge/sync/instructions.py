"""What the cloud wants of this device: noted with the answer that brought it, done once, acknowledged."""

from collections.abc import Sequence

import structlog
from pydantic import TypeAdapter

from edge.sync.identity import forget
from edge.sync.ledger import Ledger
from edge.sync.source import Source
from swingvision.delivery import DeleteSwings, Instruction, Revoke, SetClockOffset

log = structlog.get_logger()

MOST_ACKNOWLEDGED = 1000
_reader: TypeAdapter[Instruction] = TypeAdapter(Instruction)


def note(ledger: Ledger, instructions: Sequence[Instruction]) -> None:
    """One that is known already changes nothing; one that was acknowledged is acknowledged again."""
    with ledger.transaction("noting instructions") as db:
        for one in instructions:
            db.table("instruction").insert(
                {"instruction_id": one.instruction_id, "body": one.model_dump_json()}, ignore=True
            )
            db.execute(
                "UPDATE instruction SET state = 'done' WHERE instruction_id = ? AND state = 'acknowledged'",
                [one.instruction_id],
            )


def carry_out(ledger: Ledger, source: Source) -> None:
    """Do what is to be done; what needs the bay is done when the bay has done its part.

    Raises StoreFailed while the bay's database cannot be read.
    """
    for one in _given(ledger):
        if isinstance(one, DeleteSwings):
            done = _delete(ledger, source, one)
        elif isinstance(one, SetClockOffset):
            ledger.remember("clock_offset_ms", str(one.offset_ms))
            done = True
        else:
            done = True
        if done:
            with ledger.transaction("carrying out an instruction") as db:
                db.execute(
                    "UPDATE instruction SET state = 'done' WHERE instruction_id = ?", [one.instruction_id]
                )
            log.info("instruction carried out", kind=one.kind, instruction_id=one.instruction_id)


def to_acknowledge(ledger: Ledger) -> list[str]:
    with ledger.transaction("reading instructions") as db:
        rows = db.execute(
            "SELECT instruction_id FROM instruction WHERE state = 'done' LIMIT ?", [MOST_ACKNOWLEDGED]
        )
        return [str(row[0]) for row in rows]


def acknowledged(ledger: Ledger, instruction_ids: Sequence[str]) -> None:
    with ledger.transaction("noting acknowledgements") as db:
        for instruction_id in instruction_ids:
            db.execute(
                "UPDATE instruction SET state = 'acknowledged' WHERE instruction_id = ?", [instruction_id]
            )


def is_revoked(instructions: Sequence[Instruction]) -> bool:
    return any(isinstance(one, Revoke) for one in instructions)


def begin_revocation(ledger: Ledger, device_id: str) -> None:
    """From now on this identity is not used, also after a crash; one that is made later is another."""
    with ledger.transaction("noting a revocation"):
        ledger.remember("revoked_device", device_id)
        ledger.remember("alarm", "this device was revoked by the cloud; join again")


def finish_revocation(ledger: Ledger) -> None:
    forget(ledger.data_dir)
    log.error("this device was revoked", key="forgotten", swings="kept")


def _given(ledger: Ledger) -> list[Instruction]:
    with ledger.transaction("reading instructions") as db:
        rows = db.execute("SELECT body FROM instruction WHERE state = 'given'").fetchall()
    return [_reader.validate_json(row[0]) for row in rows]


def _delete(ledger: Ledger, source: Source, one: DeleteSwings) -> bool:
    """Whether the swings are gone. What is queued of them goes at once, their rows and files by the bay."""
    present = source.present(one.swing_ids) if source.exists() else set()
    with ledger.transaction("deleting swings") as db:
        for swing_id in one.swing_ids:
            db.execute(
                "UPDATE delivery SET state = 'evicted', reason = 'deleted by the cloud'"
                " WHERE swing_id = ? AND state IN ('queued', 'dead_lettered')",
                [swing_id],
            )
            if swing_id in present:
                db.table("removal").insert({"swing_id": swing_id}, ignore=True)
            else:
                db.execute("UPDATE delivery SET file_gone = 1 WHERE swing_id = ?", [swing_id])
                db.execute("DELETE FROM removal WHERE swing_id = ?", [swing_id])
    return not present
