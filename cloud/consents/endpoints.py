"""A player says which coach may see their swings."""

from cloud.access import Asker
from cloud.consents.schemas import Consents, ConsentView
from cloud.parts import Parts
from cloud.routing import router_for
from swingvision.delivery import Uuid

router = router_for("consents")


@router.get("/consents")
def consents(parts: Parts, caller: Asker) -> Consents:
    """What this player said yes to, withdrawn consents too."""
    return Consents(consents=[ConsentView.of(one) for one in parts.consents.of_player(caller.id)])


@router.put("/consents/{coach_id}", status_code=204)
def give_consent(parts: Parts, caller: Asker, coach_id: Uuid) -> None:
    """Let this coach see all of this player's swings, and write notes."""
    parts.consents.give(caller.id, parts.people.one(caller.organisation_id, coach_id))


@router.delete("/consents/{coach_id}", status_code=204)
def withdraw_consent(parts: Parts, caller: Asker, coach_id: Uuid) -> None:
    """In force with the coach's next request; a live stream of theirs ends within five seconds."""
    parts.consents.withdraw(caller.id, coach_id)
