"""Who may ask what: the one table of it. A route that is not in it keeps the service from starting.

Whose swings somebody with a role may see is settled in cloud.sight.
"""

from dataclasses import dataclass

from cloud.people.repository import ROLES, Role
from cloud.tokens.schemas import Scope


@dataclass(frozen=True, slots=True)
class Policy:
    """Any one of these is enough; none of them: nobody.

    anyone: without showing anything. device: with a device's token. scope: with a service token that has it.
    roles: signed in, with one of them. noted: it stands in the audit log.
    """

    anyone: bool = False
    device: bool = False
    scope: Scope | None = None
    roles: frozenset[Role] = frozenset()
    noted: bool = True


def _people(*roles: Role, scope: Scope | None = None, noted: bool = True) -> Policy:
    return Policy(scope=scope, roles=frozenset(roles), noted=noted)


ANYONE = Policy(anyone=True)
DEVICE = Policy(device=True)
EVERYBODY = _people(*ROLES)
SEE_SWINGS = _people("player", "coach", "admin", scope="swings:read")
CHANGE_SWINGS = _people("player", "coach", "admin", scope="swings:write")
ERASE = _people("player", "admin", scope="players:erase")

# By the name of the route, which is the operation's id in the documentation.
POLICIES: dict[str, Policy] = {
    # the service itself
    "health": ANYONE,
    "openapi": ANYONE,
    "docs": ANYONE,
    "docs_assets": ANYONE,
    "portal": ANYONE,
    # devices
    "claim": ANYONE,
    "nonce": ANYONE,
    "token": ANYONE,
    "deliver": DEVICE,
    "ask": DEVICE,
    "abilities": ANYONE,
    "create": DEVICE,
    "offset": DEVICE,
    "append": DEVICE,
    "drop": DEVICE,
    "devices": _people("operator", "admin", scope="swings:read"),
    # swings
    "swings": SEE_SWINGS,
    "swing": SEE_SWINGS,
    "poses": SEE_SWINGS,
    "clip": SEE_SWINGS,
    "still": SEE_SWINGS,
    "nearest": SEE_SWINGS,
    "trends": SEE_SWINGS,
    "search": SEE_SWINGS,
    "live": SEE_SWINGS,
    "put_note": CHANGE_SWINGS,
    "remove_note": CHANGE_SWINGS,
    "assign": _people("admin", scope="swings:write"),
    "delete_player": ERASE,
    "receipt": ERASE,
    # signing in
    "sign_in": ANYONE,
    "session": _people(*ROLES, noted=False),
    "sign_out": EVERYBODY,
    "sessions": EVERYBODY,
    "end_session": EVERYBODY,
    "change_password": EVERYBODY,
    "forgot": ANYONE,
    "look": ANYONE,
    "use_link": ANYONE,
    # taking swings home
    "claim_swings": _people("player"),
    "claims": _people("player"),
    "look_at_code": ANYONE,
    "sign_up": ANYONE,
    # people
    "people": _people("admin"),
    "invite": _people("admin"),
    "set_roles": _people("admin"),
    "remove_person": _people("admin"),
    "audit": _people("admin"),
    "coaches": _people("player"),
    "consents": _people("player"),
    "give_consent": _people("player"),
    "withdraw_consent": _people("player"),
    "players": _people("coach", "admin"),
}
