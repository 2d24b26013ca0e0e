"""Whose a swing is, and the deletion of a player's data."""

from cloud.access import Asker
from cloud.parts import Parts
from cloud.players.schemas import Claim, ReceiptView
from cloud.problems import Problem
from cloud.routing import router_for
from swingvision.delivery import Uuid

router = router_for("players")


@router.put("/swings/{swing_id}/player", status_code=204)
def assign(parts: Parts, caller: Asker, swing_id: Uuid, claim: Claim) -> None:
    """Say whose swing it is."""
    parts.players.claim(parts.swings.one(caller.organisation_id, swing_id), claim.player_id)


@router.delete("/players/{player_id}")
def delete_player(parts: Parts, caller: Asker, player_id: Uuid) -> ReceiptView:
    """Delete all of a player's swings with poses, clips and notes, here and on the bays. 5,000 swings at a
    time.
    """
    if not parts.sight.owns(caller, player_id):
        raise Problem(404, "There is no swing of such a player.")
    return parts.players.delete(caller.organisation_id, player_id)


@router.get("/receipts/{receipt_id}")
def receipt(parts: Parts, caller: Asker, receipt_id: Uuid) -> ReceiptView:
    """How far a deletion is, and which bays have followed."""
    found = parts.players.receipt(caller.organisation_id, receipt_id)
    if not parts.sight.owns(caller, found.player_id):
        raise Problem(404, "There is no such receipt.")
    return found
