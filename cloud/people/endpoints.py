"""An admin's view of the people; whom a coach and a player may choose from."""

from typing import Annotated

from fastapi import Query

from cloud.access import Asker
from cloud.parts import Parts
from cloud.people.schemas import Invited, NamedPeople, NewRoles, People, PersonView, Players, PlayerView
from cloud.routing import router_for
from swingvision.delivery import Uuid

router = router_for("people")


@router.get("/people")
def people(parts: Parts, caller: Asker) -> People:
    """The people of the organisation, those removed too. A change may take a second to appear."""
    return People(people=[PersonView.of(one) for one in parts.people.everybody(caller.organisation_id)])


@router.post("/people", status_code=202)
def invite(parts: Parts, caller: Asker, invited: Invited) -> None:
    """Mail an invitation, a link that works once. Whether another organisation knows the address is not
    told.
    """
    parts.links.mail_invitation(caller.organisation_id, invited.email, invited.roles)


@router.put("/people/{person_id}/roles", status_code=204)
def set_roles(parts: Parts, caller: Asker, person_id: Uuid, said: NewRoles) -> None:
    """Say what somebody is; in force with their next request."""
    parts.people.set_roles(parts.people.one(caller.organisation_id, person_id), said.roles, caller.id)


@router.delete("/people/{person_id}", status_code=204)
def remove_person(parts: Parts, caller: Asker, person_id: Uuid) -> None:
    """Let somebody in no more; in force with their next request. Their swings stay."""
    parts.people.remove(parts.people.one(caller.organisation_id, person_id), caller.id)


@router.get("/coaches")
def coaches(parts: Parts, caller: Asker) -> NamedPeople:
    """Whom a player may let see their swings."""
    return NamedPeople.of(parts.people.with_role(caller.organisation_id, "coach"))


@router.get("/players")
def players(
    parts: Parts,
    caller: Asker,
    last: Annotated[bool, Query(description="with the newest swing of each")] = False,
) -> Players:
    """An admin's players, or those who let this coach see their swings."""
    found = parts.people.with_role(caller.organisation_id, "player")
    if not parts.sight.all_of(caller):
        said_yes = {one.player_id for one in parts.consents.of_coach(caller.id)}
        found = [one for one in found if one.person_id in said_yes]
    ids = [one.person_id for one in found]
    newest = parts.swings.latest(caller.organisation_id, ids) if last else {}
    people = [
        PlayerView(person_id=one.person_id, name=one.name, last=newest.get(one.person_id)) for one in found
    ]
    return Players(people=people)
